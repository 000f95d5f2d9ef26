"""Work on the next version of a recommendation, and publish it."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from palabre.commons.conversations.models import Discussion
from palabre.commons.texts.html import clean_html
from palabre.commons.texts.models import Draft, Revision
from palabre.commons.texts.revisions import Part, clean_parts, newest, publish_revision, save_draft
from palabre.commons.trail.models import Entry, Link
from palabre.commons.trail.record import link, record
from palabre.core.lines import on_one_line
from palabre.core.verdict import Refused, no, require
from palabre.people.models import Member
from palabre.processes.editions import freeze_edition
from palabre.processes.models import Answer, Measure, Recommendation
from palabre.processes.policies import recommendations as policies
from palabre.processes.queries.discussed import discussions_of
from palabre.processes.verbs import recommendations as verbs


class PublishedMeanwhile(Exception):
    """A version was published since this text was opened; ``revision`` is it. Nothing was overwritten."""

    def __init__(self, revision: Revision) -> None:
        super().__init__("published meanwhile")
        self.revision = revision


@transaction.atomic
def save_draft_of(
    recommendation: Recommendation,
    *,
    by: Member,
    title: str,
    html: str,
    measures: Sequence[Part],
    saves: int,
    base: int | None = None,
) -> Draft:
    """Keep the next version in the making, for whoever sits in the groups. Nobody is told.

    It saves itself while one types, so the trail notes who began to work on it, not every save; that entry is
    for the groups alone, like the draft.

    Args:
        measures: parts in order; an empty ``anchor`` is a new measure.
        saves: the count of the draft that was opened, 0 if there was none.
        base: the version that was in force when the text was opened; None does not ask.
    Raises:
        SavedMeanwhile: somebody saved since; both texts are kept, nothing is overwritten.
        PublishedMeanwhile: a version was published since.
        Refused: not in a group, or already referred.
    """
    recommendation = _locked(recommendation)
    require(policies.may_draft(by, recommendation))
    _require_base(recommendation, base)
    before = Draft.objects.filter(text=recommendation.text).values_list("saved_by", flat=True).first()
    draft = save_draft(recommendation.text, by=by, title=title, html=html, parts=list(measures), saves=saves)
    if before != by.pk:
        facts: dict[str, Any] = {"process": recommendation.process_id, "recommendation": recommendation.pk}
        record(verbs.DRAFT_SAVED, recommendation, by=by, audience=recommendation.process.writers, **facts)
    return draft


@transaction.atomic
def publish_version(
    recommendation: Recommendation,
    *,
    by: Member,
    title: str,
    html: str,
    measures: Sequence[Part],
    reason: str,
    answers: Sequence[Answer] = (),
    base: int | None = None,
) -> Revision:
    """Freeze the next version, for everyone who reads the recommendation; the whole document gets an edition.

    A measure with an empty ``anchor`` is new: it gets the next number, its own page and its own discussion.
    One that is left out is retired, not removed: its page, number and comments stay.

    ``answers`` (taken in, wholly or partly) are those this version carries. In the thread each of their comments
    is tied to what took it up: the *measure* it was written on, so that it leads to that measure's decision and
    no other's; to the new *revision* if it speaks of the whole or if its measure is left out. The version before
    is tied to this one, and a measure left out too, so that no thread breaks here.

    Does not answer any comment and does not open or close the discussions.

    Args:
        reason: why this version, in a sentence; shown with it for good.
        base: the version in force when the text was opened; None does not ask.
    Raises:
        Refused: not a facilitator, already referred, no reason, or the same text as the version in force.
        PublishedMeanwhile: another version was published since.
        ValueError: a measure of another recommendation, or an answer that is not waiting for a version here.
    """
    recommendation = _locked(recommendation)
    require(policies.may_publish_version(by, recommendation))
    _require_base(recommendation, base)
    before = newest(recommendation.text)
    if not reason.strip():
        raise Refused(no(_("Say in a sentence why there is a new version.")))
    if same_text(before, title, html, measures):
        raise Refused(
            no(_("Nothing differs from version %(number)s: there is nothing to publish.") % {"number": before.number})
        )
    carried = _carried(recommendation, answers)
    parts, places = _place_measures(recommendation, measures)
    revision = publish_revision(recommendation.text, by=by, title=title, html=html, parts=parts, reason=reason)
    recommendation.title = revision.title
    recommendation.save(update_fields=["title"])
    gone = _keep_measures(recommendation, revision, places)
    freeze_edition(recommendation.process, by=by, reason=reason)
    _tie(_record(recommendation, revision, carried, by=by), before, revision, carried, gone)
    return revision


def same_text(before: Revision, title: str, html: str, measures: Sequence[Part]) -> bool:
    """Whether these words, once cleaned, are those of ``before``."""
    after = (on_one_line(title), clean_html(html), clean_parts(list(measures)))
    return after == (before.title, before.html, before.parts)


def _locked(recommendation: Recommendation) -> Recommendation:
    found = Recommendation.objects.select_for_update(of=("self",))
    found = found.select_related("process__writers", "audience", "discussion", "text", "referral__body")
    return found.get(pk=recommendation.pk)


def _require_base(recommendation: Recommendation, base: int | None) -> None:
    if base is not None and (current := newest(recommendation.text)).number != base:
        raise PublishedMeanwhile(current)


def _carried(recommendation: Recommendation, answers: Sequence[Answer]) -> list[Answer]:
    """The answers, locked, that may be linked here. Those about the whole document may be carried by any part."""
    asked = {answer.pk for answer in answers}
    discussions = [*discussions_of(recommendation), recommendation.process.discussion_id]
    open_answers = Answer.objects.select_for_update(of=("self",)).filter(
        pk__in=asked, revision=None, comment__discussion__in=discussions
    )
    found = list(open_answers.exclude(fate=Answer.Fate.NOT_TAKEN).select_related("comment").order_by("id"))
    if len(found) != len(asked):
        raise ValueError("an answer is not taken in, already carried by a version, or about something else")
    return found


def _place_measures(
    recommendation: Recommendation, measures: Sequence[Part]
) -> tuple[list[Part], dict[str, Measure | None]]:
    """The parts with an anchor each, and the measure each anchor names (None for a new one)."""
    known = {measure.anchor: measure for measure in recommendation.measures.select_for_update(of=("self",))}
    taken, parts = len(known), []
    places: dict[str, Measure | None] = {}
    for part in measures:
        anchor = part["anchor"]
        if not anchor:
            taken += 1
            while (anchor := f"m{taken}") in known:
                taken += 1
        elif anchor not in known or anchor in places:
            raise ValueError(f"no measure {anchor!r} here, or twice")
        parts.append({**part, "anchor": anchor})
        places[anchor] = known.get(anchor)
    return parts, places


def _keep_measures(
    recommendation: Recommendation, revision: Revision, places: dict[str, Measure | None]
) -> list[Measure]:
    """Make the new measures, repeat the newest titles, retire what is left out. Gives those retired now."""
    last = max(recommendation.measures.values_list("number", flat=True), default=0)
    for part in revision.parts:
        if measure := places[part["anchor"]]:
            measure.title, measure.retired_in = part["title"], None
            measure.save(update_fields=["title", "retired_in"])
            continue
        last += 1
        Measure.objects.create(
            recommendation=recommendation,
            number=last,
            anchor=part["anchor"],
            title=part["title"],
            audience=recommendation.audience,
            discussion=_discussion_like(recommendation.discussion),
        )
    gone = list(recommendation.measures.filter(retired_in=None).exclude(anchor__in=places))
    Measure.objects.filter(pk__in=[measure.pk for measure in gone]).update(retired_in=revision.number)
    return gone


def _discussion_like(other: Discussion) -> Discussion:
    """A discussion with the same readers, speakers, rule of names and dates: what is new is discussed as the rest."""
    kept = ("audience", "speakers", "names", "opens_at", "closed_at")
    return Discussion.objects.create(**{name: getattr(other, name) for name in kept})


def _record(recommendation: Recommendation, revision: Revision, carried: list[Answer], *, by: Member) -> Entry:
    return record(
        verbs.VERSION_PUBLISHED,
        recommendation,
        by=by,
        process=recommendation.process_id,
        recommendation=recommendation.pk,
        discussion=recommendation.discussion_id,
        reference=str(recommendation.number),
        number=revision.number,
        comments=[answer.comment_id for answer in carried],
    )


def _tie(entry: Entry, before: Revision, revision: Revision, carried: list[Answer], gone: list[Measure]) -> None:
    """The links of the thread: voices to what took them up, and what was before to what is now."""
    Answer.objects.filter(pk__in=[answer.pk for answer in carried]).update(revision=revision)
    standing = Measure.objects.filter(recommendation__text=revision.text, retired_in=None)
    by_discussion = {measure.discussion_id: measure for measure in standing}
    for answer in carried:
        to = by_discussion.get(answer.comment.discussion_id, revision)
        link(entry, Link.Kind.TAKEN_UP, from_=answer.comment, to=to)
    for past in (before, *gone):
        link(entry, Link.Kind.TAKEN_UP, from_=past, to=revision)
