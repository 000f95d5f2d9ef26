"""One measure as its page shows it: its words, what was decided on it, and everything said about it."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Prefetch
from django.utils.safestring import SafeString

from palabre.commons.texts.models import Revision
from palabre.commons.texts.revisions import newest
from palabre.core.verdict import Verdict
from palabre.governance.models import Commitment, Decision
from palabre.processes.levels import PROMISES
from palabre.processes.models import Measure, Stage
from palabre.processes.queries.notes import Note, comments_of, note_of, reading
from palabre.processes.queries.recommendation_page import follows, shown
from palabre.processes.queries.stages import WhereWeAre, contract_of, where_we_are

A_PAGE = 30


@dataclass(frozen=True, slots=True)
class MeasurePage:
    """``revision`` is the newest version, or for a measure left out the last one that held it."""

    measure: Measure
    revision: Revision
    title: str
    html: SafeString
    notes: list[Note]
    page: Page
    decision: Decision | None
    commitment: Commitment | None
    where: WhereWeAre
    promise: str
    contract: list
    follows: bool
    before: Measure | None
    after: Measure | None


def measure_page(measure: Measure, viewer: Any, number: str | int = 1, *, stands: Verdict) -> MeasurePage:
    """About a dozen queries, whatever the number of comments. ``measure`` as ``measures_for`` gives it."""
    process = measure.recommendation.process
    revision = _revision(measure)
    part = next(part for part in revision.parts if part["anchor"] == measure.anchor)
    page = Paginator(comments_of([measure.discussion_id]), A_PAGE).get_page(number)
    read = reading(viewer, process, page.object_list, stands=stands)
    where = where_we_are(process.stages.all())
    before, after = _neighbours(measure)
    decision = getattr(measure.point, "decision", None) if measure.point else None
    return MeasurePage(
        measure=measure,
        revision=revision,
        title=part["title"],
        html=shown(part["html"]),
        notes=[note_of(comment, read) for comment in page.object_list],
        page=page,
        decision=decision,
        commitment=getattr(decision, "commitment", None),
        where=where,
        promise=str(PROMISES[process.level]),
        contract=contract_of(process, where),
        follows=follows(measure.discussion_id, viewer),
        before=before,
        after=after,
    )


def measures_for(viewer: Any) -> Any:
    """Measures ``viewer`` may read, with what their page needs. Two queries when evaluated."""
    found = Measure.objects.visible_to(viewer).select_related(
        "recommendation__process__decider",
        "recommendation__text",
        "recommendation__referral__body",
        "recommendation__referral__item",
        "discussion__speakers",
        "group",
        "point__decision__commitment__owner",
    )
    return found.prefetch_related(Prefetch("recommendation__process__stages", Stage.objects.all()))


def _revision(measure: Measure) -> Revision:
    text = measure.recommendation.text
    if measure.retired_in is None:
        return newest(text)
    return text.revisions.select_related("author").get(number=measure.retired_in - 1)


def _neighbours(measure: Measure) -> tuple[Measure | None, Measure | None]:
    """The measures before and after it in its recommendation, by number, without those left out. One query."""
    standing = Measure.objects.filter(recommendation=measure.recommendation_id, retired_in=None).order_by("number")
    others = list(standing.only("number", "title", "recommendation_id"))
    before = [other for other in others if other.number < measure.number]
    after = [other for other in others if other.number > measure.number]
    return (before[-1] if before else None), (after[0] if after else None)
