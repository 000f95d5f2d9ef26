"""The thread of a voice, as knots in plain sentences: from what someone said to the proof, and what is to come."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from palabre.commons.conversations.models import Comment
from palabre.commons.texts.models import Revision
from palabre.core import clock
from palabre.core.components.dates import day_of, in_words
from palabre.governance.models import Commitment, Decision
from palabre.processes.models import Measure, Process, Recommendation, Referral, Stage
from palabre.processes.queries.discussed import Discussed, reference_of
from palabre.processes.queries.story import Outcome, Story, stories


@dataclass(frozen=True, slots=True)
class Line:
    """One measure's answer, where a voice about the whole leads to several."""

    title: str
    href: str
    outcome: str
    status: str
    status_href: str


@dataclass(frozen=True, slots=True)
class Knot:
    """One step. ``at`` is a day, an instant or words; ``fate``, ``outcome`` and ``status`` are marks' keys or empty.

    ``more`` is a second link, such as the difference between two versions, with ``more_label``.
    """

    state: str
    at: date | datetime | str
    title: str
    href: str = ""
    text: str = ""
    by: str = ""
    fate: str = ""
    outcome: str = ""
    status: str = ""
    more: str = ""
    more_label: str = ""
    lines: tuple[Line, ...] = ()

    @property
    def when(self) -> date | datetime | str:
        """What happened is told by its day; the hour matters only for what one may still come to."""
        return day_of(self.at) if isinstance(self.at, datetime) and self.state != "future" else self.at


@dataclass(frozen=True, slots=True)
class Thread:
    """A comment, what it was said about, and its knots from the oldest to what is still to come."""

    comment: Comment
    thing: Discussed
    process: Process
    said_about: str
    story: Story
    knots: list[Knot]

    @property
    def trail(self) -> list[tuple[str, str]]:
        """Where the comment stands: the process, the recommendation, the measure."""
        thing = self.thing
        steps: list[tuple[str, Discussed]] = [(self.process.title, self.process)]
        if not isinstance(thing, Process):
            recommendation = thing.recommendation if isinstance(thing, Measure) else thing
            steps.append((_("Recommendation %(number)s") % {"number": recommendation.number}, recommendation))
        if isinstance(thing, Measure):
            steps.append((_("Measure %(number)s") % {"number": thing.reference}, thing))
        return [(label, step.get_absolute_url()) for label, step in steps]


def thread_of(comment: Comment, viewer: Any) -> Thread | None:
    """The thread of a comment that ``viewer`` may read; None when what it speaks of is not open to them.

    ``comment`` comes with ``author`` and ``answer__by``. The number of queries does not grow with the story.
    """
    for story in stories([comment], viewer):
        return Thread(comment, story.thing, story.process, said_about(story.thing), story, knots_of(story))
    return None


def said_about(thing: Discussed) -> str:
    """“measure 3.2”, for the middle of a sentence."""
    if isinstance(thing, Process):
        return _("the whole document")
    number = reference_of(thing)
    return (_("measure %s") if isinstance(thing, Measure) else _("recommendation %s")) % number


def knots_of(story: Story) -> list[Knot]:
    """Past solid, present a knot, future dotted. A thread that has ended has neither present nor future."""
    past = list(_past(story))
    ahead = list(_ahead(story))
    if ahead and not any(knot.state == "now" for knot in ahead):
        past[-1] = replace(past[-1], state="now")
    return [*past, *ahead]


# --- what happened --------------------------------------------------------------------------------------------------


def _past(story: Story) -> Iterator[Knot]:
    comment, answer = story.comment, story.answer
    yield Knot(
        "past",
        comment.written_at,
        _("Said on %(thing)s") % {"thing": said_about(story.thing)},
        href=f"{story.thing.get_absolute_url()}#comment-{comment.pk}",
        text=_("It arrived after the closing and was handed to the next step.") if comment.arrived_late else "",
    )
    if answer:
        title = _("Answered by the drafters")
        yield Knot("past", answer.at, title, text=answer.reason, by=answer.by.name, fate=answer.fate)
    if story.taken_up and story.recommendation:
        yield _taken_up(story.taken_up, story.recommendation)
    if (
        story.left_out
        and story.recommendation
        and (not story.taken_up or story.left_out.number > story.taken_up.number)
    ):
        yield _left_out(story.left_out, story.recommendation)
    if story.taken_up and story.referral:
        yield from _before_the_body(story, story.referral)


def _taken_up(version: Revision, recommendation: Recommendation) -> Knot:
    return Knot(
        "past",
        version.at,
        _("Taken up in version %(number)s") % {"number": version.number},
        href=reverse("processes:version", args=[recommendation.pk, version.number]),
        text=version.reason,
        more=difference_url(recommendation.pk, version.number),
        more_label=_("See what changed"),
    )


def difference_url(recommendation: int, number: int) -> str:
    """Where a version is compared with the one before; nothing for the first."""
    return reverse("processes:difference", args=[recommendation, number - 1, number]) if number > 1 else ""


def _left_out(version: Revision, recommendation: Recommendation) -> Knot:
    return Knot(
        "past",
        version.at,
        _("The measure was left out from version %(number)s") % {"number": version.number},
        href=reverse("processes:version", args=[recommendation.pk, version.number]),
        text=version.reason,
    )


def _before_the_body(story: Story, referral: Referral) -> Iterator[Knot]:
    title = _("Put before “%(body)s”") % {"body": referral.body}
    yield Knot("past", referral.at, title, href=story.item.get_absolute_url() if story.item else "")
    if meeting := story.meeting:
        day = in_words(meeting.starts_at, hour=False)
        title = _("On the agenda of the meeting of %(day)s") % {"day": day}
        yield Knot("past", story.scheduled_at or "", title, href=meeting.get_absolute_url())
    decided = [outcome for outcome in story.outcomes if outcome.decisions]
    if decided and len(story.outcomes) > 1:
        yield _point_by_point(referral, decided, len(story.outcomes))
    elif decided:
        yield from sorted(_single(decided[0]), key=lambda knot: knot.at)  # type: ignore[arg-type, return-value]


def _point_by_point(referral: Referral, decided: list[Outcome], total: int) -> Knot:
    facts = {"body": referral.body, "n": len(decided), "all": total}
    title = _("“%(body)s” answered measure by measure") % facts
    if len(decided) < total:
        title = _("“%(body)s” answered %(n)s of %(all)s measures") % facts
    newest = max(outcome.decisions[-1].at for outcome in decided)
    return Knot("past", newest, title, lines=tuple(map(_line, decided)))


def _line(outcome: Outcome) -> Line:
    decision, commitment = outcome.decisions[-1], outcome.commitment
    return Line(
        title=outcome.point.title,
        href=decision.get_absolute_url(),
        outcome=decision.outcome,
        status=commitment.status if commitment else "",
        status_href=commitment.get_absolute_url() if commitment else "",
    )


def _single(outcome: Outcome) -> Iterator[Knot]:
    """One measure: each decision, the promise, each note, each proof."""
    commitment = outcome.commitment
    for decision in outcome.decisions:
        yield _decided(decision)
    if commitment:
        yield _promised(commitment, outcome.decisions[-1])
    for note in outcome.notes:
        yield Knot("past", note.at, _("Progress"), text=note.text, by=note.by.name, status=note.status)
    for proof in outcome.proofs:
        href = reverse("files:file", args=[proof.file_id]) if proof.file_id else proof.url
        yield Knot("past", proof.at, _("Proof: %(title)s") % {"title": proof.title}, href=href, by=proof.by.name)


def _decided(decision: Decision) -> Knot:
    text = decision.reason
    if decision.amended_text:
        text = f"{decision.reason}\n\n{_('The text as decided: “%(text)s”') % {'text': decision.amended_text}}"
    title = _("“%(body)s” decided") % {"body": decision.point.item.body}
    return Knot("past", decision.at, title, href=decision.get_absolute_url(), text=text, outcome=decision.outcome)


def _promised(commitment: Commitment, decision: Decision) -> Knot:
    """Of what is promised: who, with what, by when. What was refused or deferred stands in the register too."""
    url = commitment.get_absolute_url()
    if not commitment.owner_name:
        return Knot("past", decision.at, _("Entered in the register"), href=url, status=commitment.status)
    facts = {"name": commitment.owner_name, "day": commitment.due_on and in_words(commitment.due_on)}
    title = (_("Entrusted to %(name)s, due on %(day)s") if commitment.due_on else _("Entrusted to %(name)s")) % facts
    text = _("With: %(means)s") % {"means": commitment.means} if commitment.means else ""
    return Knot("past", decision.at, title, href=url, text=text)


# --- what is still to come ------------------------------------------------------------------------------------------


def _ahead(story: Story) -> Iterator[Knot]:
    """Nothing for words that were not taken in: their reason was given. The rest step by step to the decision."""
    answer = story.answer
    if answer and answer.fate == answer.Fate.NOT_TAKEN:
        return
    if not answer:
        yield _answer_owed(story)
    if not story.taken_up:
        if story.referral:
            return
        title = _("The change enters the text") if answer else _("If the words are taken in, the text changes")
        yield Knot("future", _("with the next version"), title)
    if not story.referral:
        yield _referral_to_come(story)
    if not story.outcomes or any(not outcome.decisions for outcome in story.outcomes):
        yield _decision_to_come(story)
    elif len(story.outcomes) == 1:
        yield from _check_to_come(story.outcomes[0])


def _answer_owed(story: Story) -> Knot:
    stage = story.stages.get(Stage.Kind.ANSWERS)
    at = _("awaited")
    if stage and stage.closes_on:
        at = _("before the end of %(day)s") % {"day": in_words(stage.closes_on)}
    return Knot("future", at, _("The drafters answer, and say why"))


def _referral_to_come(story: Story) -> Knot:
    review = story.stages.get(Stage.Kind.REVIEW)
    at = _("then")
    if review and review.closes_on and not review.is_over(clock.today()):
        at = _("after the public review, open until %(day)s") % {"day": in_words(review.closes_on)}
    return Knot("future", at, _("It is put before “%(body)s”") % {"body": story.process.decider})


def _decision_to_come(story: Story) -> Knot:
    title = _("“%(body)s” decides, and says why") % {"body": story.process.decider}
    if story.meeting and not story.meeting.has_begun:
        return Knot("future", story.meeting.starts_at, title, href=story.meeting.get_absolute_url())
    return Knot("future", _("owed before the end of %(day)s") % {"day": in_words(story.process.answer_due_on)}, title)


def _check_to_come(outcome: Outcome) -> Iterator[Knot]:
    commitment = outcome.commitment
    if commitment and commitment.next_check_on:
        late = commitment.is_overdue
        title = _("Overdue: the check date has passed") if late else _("Next check")
        url = commitment.get_absolute_url()
        yield Knot("now" if late else "future", commitment.next_check_on, title, href=url)
    if commitment and commitment.due_on and commitment.status in Commitment.OPEN:
        yield Knot("future", commitment.due_on, _("Due, with a proof"))
