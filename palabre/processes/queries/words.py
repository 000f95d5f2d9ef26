"""“What became of what I said”: a sentence for each of a member's comments, the newest change first."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from palabre.commons.conversations.models import Comment
from palabre.commons.conversations.plain_marks import first_words
from palabre.commons.trail.verbs import About
from palabre.core.components.dates import in_words
from palabre.governance.models import Decision
from palabre.people.models import Member
from palabre.processes.models import Answer, Referral, Stage
from palabre.processes.queries.story import Outcome, Story, stories
from palabre.processes.queries.thread import said_about

MOST = 500  # comments told at once: more than anyone has written; older ones keep their own pages
EXCERPT = 160


@dataclass(frozen=True, slots=True)
class Word:
    """What became of one comment, as of ``at``, in one sentence. One of the marks' keys, or none."""

    at: datetime
    sentence: str
    excerpt: str
    about: str
    process: str
    process_pk: int
    href: str
    fate: str = ""
    outcome: str = ""
    status: str = ""


@dataclass(frozen=True, slots=True)
class _Turn:
    """The newest thing that happened to someone's words."""

    at: datetime
    sentence: str
    fate: str = ""
    outcome: str = ""
    status: str = ""


def my_words(member: Member | AnonymousUser, limit: int | None = None) -> list[Word]:
    """What became of what ``member`` said, newest change first; the first ``limit``, or all.

    Reads at most the newest 500 comments of the member. The number of queries does not grow with them.
    """
    if not member.is_authenticated:
        return []
    mine = Comment.objects.visible_to(member).filter(author=member)
    newest = list(mine.select_related("author", "answer__by").order_by("-written_at", "-id")[:MOST])
    words = sorted(map(_word, stories(newest, member)), key=lambda word: word.at, reverse=True)
    return words[:limit]


def about_words(member: Member, words: list[Word]) -> list[About]:
    """What has to be touched for ``words`` to read otherwise: what the member does, and the processes they spoke in."""
    return [("people.member", member.pk), *(("processes.process", pk) for pk in {word.process_pk for word in words})]


def turn_of(story: Story) -> _Turn:
    """How it stands now, in one sentence that can be read alone."""
    if decided := [outcome for outcome in story.outcomes if outcome.decisions]:
        return _single(decided[0]) if len(story.outcomes) == 1 else _many(story, decided)
    if story.taken_up and story.referral:
        return _before_the_body(story, story.referral)
    if story.taken_up and story.left_out and story.left_out.number > story.taken_up.number:
        facts = {"number": story.taken_up.number, "later": story.left_out.number}
        sentence = _("Taken up in version %(number)s; version %(later)s leaves the measure out.") % facts
        return _Turn(story.left_out.at, sentence, fate=_fate(story))
    if story.taken_up:
        sentence = _("Taken up in version %(number)s.") % {"number": story.taken_up.number}
        return _Turn(story.taken_up.at, sentence, fate=_fate(story))
    return _answered(story.answer) if story.answer else _waiting(story)


def _word(story: Story) -> Word:
    turn, comment = turn_of(story), story.comment
    return Word(
        at=turn.at,
        sentence=turn.sentence,
        excerpt=excerpt_of(comment),
        about=said_about(story.thing),
        process=story.process.title,
        process_pk=story.process.pk,
        href=reverse("processes:comment", args=[comment.pk]),
        fate=turn.fate,
        outcome=turn.outcome,
        status=turn.status,
    )


def excerpt_of(comment: Comment) -> str:
    """The first words, on one line, without their marks."""
    return first_words(comment.text, EXCERPT)


def _fate(story: Story) -> str:
    return story.answer.fate if story.answer else ""


def _waiting(story: Story) -> _Turn:
    stage = story.stages.get(Stage.Kind.ANSWERS)
    if stage and stage.closes_on:
        sentence = _("The drafters answer before the end of %(day)s.") % {"day": in_words(stage.closes_on)}
    else:
        sentence = _("The drafters have not answered yet.")
    return _Turn(story.comment.written_at, sentence, fate="waiting")


def _answered(answer: Answer) -> _Turn:
    sentences = {
        Answer.Fate.TAKEN_IN: _("The drafters take it in; a next version carries it."),
        Answer.Fate.PARTLY: _("The drafters take part of it in; a next version carries it."),
        Answer.Fate.NOT_TAKEN: _("The drafters do not take it in, and say why."),
    }
    return _Turn(answer.at, sentences[Answer.Fate(answer.fate)], fate=answer.fate)


def _before_the_body(story: Story, referral: Referral) -> _Turn:
    facts = {"body": referral.body, "day": story.meeting and in_words(story.meeting.starts_at, hour=False)}
    at = story.scheduled_at or referral.at
    if story.meeting and not story.meeting.has_begun:
        return _Turn(at, _("“%(body)s” decides on %(day)s.") % facts, fate=_fate(story))
    facts["day"] = in_words(story.process.answer_due_on)
    sentence = _("It is before “%(body)s”, which owes an answer by %(day)s.") % facts
    return _Turn(at, sentence, fate=_fate(story))


def _many(story: Story, decided: list[Outcome]) -> _Turn:
    facts = {"body": story.referral and story.referral.body, "n": len(decided), "all": len(story.outcomes)}
    sentence = ngettext(
        "“%(body)s” has answered %(n)s measure of %(all)s.",
        "“%(body)s” has answered %(n)s measures of %(all)s.",
        len(decided),
    )
    if len(decided) == len(story.outcomes):
        sentence = _("“%(body)s” has answered measure by measure.")
    return _Turn(max(_newest(outcome) for outcome in decided), sentence % facts, fate=_fate(story))


def _newest(outcome: Outcome) -> datetime:
    instants = [decision.at for decision in outcome.decisions]
    return max(instants + [note.at for note in outcome.notes] + [proof.at for proof in outcome.proofs])


def _single(outcome: Outcome) -> _Turn:
    """The register's status once something was noted or proved, the decision before that."""
    decision, commitment = outcome.decisions[-1], outcome.commitment
    newest = _newest(outcome)
    if commitment and newest > decision.at:
        return _Turn(newest, _progress(commitment.status), status=commitment.status)
    sentences = {
        Decision.Outcome.ACCEPTED: _("“%(body)s” accepted it."),
        Decision.Outcome.AMENDED: _("“%(body)s” accepted it with changes."),
        Decision.Outcome.REFUSED: _("“%(body)s” refused it, and says why."),
        Decision.Outcome.DEFERRED: _("“%(body)s” deferred it, and says why."),
    }
    sentence = sentences[Decision.Outcome(decision.outcome)] % {"body": decision.point.item.body}
    return _Turn(decision.at, sentence, outcome=decision.outcome)


def _progress(status: str) -> str:
    sentences = {
        "done": _("It is done, with a proof."),
        "under_way": _("It is under way."),
        "not_done": _("It is not done."),
        "rejected": _("It was rejected."),
        "postponed": _("It is postponed."),
    }
    return sentences[status]
