"""One recommendation as its page shows it: text, measures, and people in the margin."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Model, Prefetch, Q, QuerySet
from django.utils.safestring import SafeString, mark_safe

from palabre.commons.conversations.models import Discussion, Follow
from palabre.commons.texts.html import clean_html
from palabre.commons.texts.models import Revision
from palabre.core.verdict import Verdict
from palabre.governance.models import Decision
from palabre.processes.levels import PROMISES
from palabre.processes.models import Measure, Recommendation, Stage
from palabre.processes.queries.history import Knot, history_of, versions_of
from palabre.processes.queries.notes import Margin, Note, first_of_each, margins, note_of, reading
from palabre.processes.queries.stages import WhereWeAre, contract_of, where_we_are


@dataclass(frozen=True, slots=True)
class Passage:
    """A measure in the version shown. ``changed`` when this version gave it other words than the one before."""

    measure: Measure
    title: str
    html: SafeString
    changed: bool
    margin: Margin
    decision: Decision | None


@dataclass(frozen=True, slots=True)
class RecommendationPage:
    """``older`` is the number of the version before the one shown, 0 if it is the first."""

    recommendation: Recommendation
    revision: Revision
    older: int
    html: SafeString
    changed: bool
    groups: str
    passages: list[Passage]
    margin: Margin
    where: WhereWeAre
    promise: str
    contract: list
    history: list[Knot]
    versions: list[Revision]
    follows: bool
    before: Recommendation | None
    after: Recommendation | None


def recommendation_page(recommendation: Recommendation, viewer: Any, *, stands: Verdict) -> RecommendationPage:
    """A dozen queries, whatever the number of measures and comments.

    ``recommendation`` as ``fetched`` gives it. Text is sanitised again as it is shown.
    """
    process = recommendation.process
    measures = measures_of(recommendation)
    for measure in measures:
        measure.recommendation = recommendation
    newest, *older = recommendation.text.revisions.select_related("author").order_by("-number")[:2]
    notes = _notes(recommendation, measures, viewer, stands)
    discussions = [recommendation.discussion, *(measure.discussion for measure in measures)]
    by_discussion = margins(discussions, notes)
    versions = list(versions_of(recommendation))
    where = where_we_are(process.stages.all())
    before, after = _neighbours(recommendation)
    return RecommendationPage(
        recommendation=recommendation,
        revision=newest,
        older=older[0].number if older else 0,
        html=shown(newest.html),
        changed=bool(older) and older[0].html != newest.html,
        groups=", ".join(group.name for group in recommendation.groups.all()),
        passages=_passages(newest, older[0] if older else None, measures, by_discussion),
        margin=by_discussion[recommendation.discussion_id],
        where=where,
        promise=str(PROMISES[process.level]),
        contract=contract_of(process, where),
        history=history_of(recommendation, versions, measures),
        versions=versions,
        follows=follows(recommendation.discussion_id, viewer),
        before=before,
        after=after,
    )


def fetched(viewer: Any) -> Any:
    """Recommendations ``viewer`` may read, with what every page of one needs. Three queries when evaluated."""
    stages = Prefetch("process__stages", Stage.objects.all())
    found = Recommendation.objects.visible_to(viewer).for_page()
    return found.select_related("discussion__speakers", "referral__item").prefetch_related(stages, "groups")


def spoken_of(viewer: Any) -> Any:
    """The same rows with what speaking of one needs, and no more: half of a comment's cost was the page's joins."""
    found = Recommendation.objects.visible_to(viewer).select_related("process", "audience", "discussion__speakers")
    return found.prefetch_related("process__stages")


def measures_of(recommendation: Recommendation) -> list[Measure]:
    """Every measure, retired ones too, with discussion, point, decision and commitment. One query."""
    return list(recommendation.measures.select_related("discussion", "group", "point__decision__commitment"))


def discussions_of(recommendation: Recommendation) -> QuerySet[Discussion]:
    """Its own discussion and those of its measures. No query until it is asked."""
    measures = recommendation.measures.order_by().values("discussion")
    return Discussion.objects.filter(Q(pk=recommendation.discussion_id) | Q(pk__in=measures))


def shown(html: str) -> SafeString:
    """A version's words for a page. Sanitised when published, and again here: the page trusts nobody."""
    return mark_safe(clean_html(html))  # nosec B308 B703 # noqa: S308 -- sanitised on this line


def follows(discussion: int, viewer: Any) -> bool:
    return viewer.is_authenticated and Follow.objects.filter(discussion=discussion, member=viewer).exists()


def follows_thing(kind: type[Model], pk: int, viewer: Any) -> bool:
    """The same of a process, a recommendation or a measure that was not fetched. One query when signed in."""
    discussion = kind._default_manager.filter(pk=pk).values("discussion")
    return viewer.is_authenticated and Follow.objects.filter(discussion__in=discussion, member=viewer).exists()


def _notes(recommendation: Recommendation, measures: list[Measure], viewer: Any, stands: Verdict) -> list[Note]:
    discussions = [recommendation.discussion_id, *(measure.discussion_id for measure in measures)]
    comments = list(first_of_each(discussions))
    read = reading(viewer, recommendation.process, comments, stands=stands)
    return [note_of(comment, read) for comment in comments]


def _passages(
    newest: Revision, older: Revision | None, measures: list[Measure], by_discussion: dict[int, Margin]
) -> list[Passage]:
    """The measures that stand in the newest version, in its order."""
    known = {measure.anchor: measure for measure in measures}
    past = {part["anchor"]: part for part in older.parts} if older else {}
    return [
        Passage(
            measure=known[part["anchor"]],
            title=part["title"],
            html=shown(part["html"]),
            changed=older is not None and past.get(part["anchor"]) != part,
            margin=by_discussion[known[part["anchor"]].discussion_id],
            decision=_decision(known[part["anchor"]]),
        )
        for part in newest.parts
        if part["anchor"] in known
    ]


def _decision(measure: Measure) -> Decision | None:
    return getattr(measure.point, "decision", None) if measure.point else None


def _neighbours(recommendation: Recommendation) -> tuple[Recommendation | None, Recommendation | None]:
    """The recommendations before and after this one in the document. One query."""
    near = (recommendation.number - 1, recommendation.number + 1)
    found = Recommendation.objects.filter(process=recommendation.process_id, number__in=near)
    by_number = {each.number: each for each in found.filter(audience=recommendation.audience_id)}
    return by_number.get(near[0]), by_number.get(near[1])
