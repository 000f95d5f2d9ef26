"""Who may announce an open hour, ask there, stand behind a question, answer it."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.utils.translation import gettext as _

from palabre.core import clock
from palabre.core.components.dates import in_words
from palabre.core.verdict import YES, Verdict, no, not_yet
from palabre.governance.hour_terms import MOST_QUESTIONS
from palabre.governance.models import Body, OpenHour, Question
from palabre.governance.policies import CONVENERS, holds_mandate
from palabre.people.models import Duty
from palabre.people.policies import holds_duty


def may_announce(viewer: Any, body: Body) -> Verdict:
    """Announce an open hour of ``body``: its chair, its secretary, or the secretariat."""
    if holds_mandate(viewer, body, *CONVENERS) or holds_duty(viewer, Duty.Kind.SECRETARIAT):
        return YES
    return no(
        _("Only the chair or the secretary of “%(body)s”, or the secretariat, announces its open hours.")
        % {"body": body}
    )


def may_change_hour(viewer: Any, hour: OpenHour) -> Verdict:
    """Change an open hour or call it off, with a reason, until it is over."""
    if not (verdict := may_announce(viewer, hour.body)):
        return verdict
    if hour.is_called_off:
        return no(_("This open hour was called off; another one may be announced."))
    if hour.is_over:
        return no(_("This open hour is over: it stays as it was."))
    return YES


def may_stand_before(viewer: Any, body: Body) -> Verdict:
    """Ask and support here at all: a member of today; before a body of one legal entity, a member of that one."""
    if not (viewer.is_authenticated and viewer.is_active):
        return no(_("Members ask questions and support them. Please sign in."))
    belongs = viewer.belongings.on(clock.today())
    if not (belongs.filter(entity=body.entity_id) if body.entity_id else belongs).exists():
        return no(_("Members ask questions here and support them; you are not one of them today."))
    return YES


def may_ask(viewer: Any, hour: OpenHour) -> Verdict:
    if hour.is_called_off:
        return no(_("This open hour was called off: it takes no more questions."))
    if not hour.takes_questions:
        return no(
            _("Questions could be asked until %(day)s. That time has passed.") % {"day": in_words(hour.questions_until)}
        )
    return may_stand_before(viewer, hour.body)


def may_ask_more(lately: int) -> Verdict:
    """Whether someone who asked ``lately`` questions within ``QUESTIONS_WITHIN`` may ask another."""
    if lately < MOST_QUESTIONS:
        return YES
    return not_yet(_("You have asked many questions in a short time. Please take a short break, then go on."))


def supporting(viewer: Any, body: Body) -> Callable[[Question], Verdict]:
    """``may_support_question`` for a page of questions of one body, which asks once who the viewer is."""
    return partial(may_support_question, viewer, stands=may_stand_before(viewer, body))


def may_support_question(viewer: Any, question: Question, *, stands: Verdict | None = None) -> Verdict:
    """``stands``: what ``may_stand_before`` said, where it was asked once for a whole page. Reads ``answers``."""
    if question.withdrawn_at:
        return no(_("This question was withdrawn."))
    if question.answers.all():
        return no(_("This question has its answer: it no longer gathers support."))
    if not (member := may_stand_before(viewer, question.hour.body) if stands is None else stands):
        return member
    if viewer.pk == question.author_id:
        return no(_("These are your own words."))
    return YES


def may_withdraw_question(viewer: Any, question: Question) -> Verdict:
    """Take one's own question back, before it is answered. Whoever has left takes nothing back any more."""
    signed_in = viewer.is_authenticated and viewer.is_active
    if not (signed_in and viewer.pk == question.author_id and not viewer.has_left()):
        return no(_("Only who asked a question withdraws it."))
    if question.withdrawn_at:
        return no(_("This question was withdrawn."))
    if question.answers.all():
        return no(_("This question has its answer; it can no longer be withdrawn."))
    return YES


def receives(viewer: Any, hour: OpenHour) -> bool:
    """Whether ``viewer`` answers here: who receives, by a mandate that runs today; the chair, the secretary."""
    if not (viewer.is_authenticated and viewer.is_active):
        return False
    if viewer.mandates.on(clock.today()).filter(open_hours=hour).exists():
        return True
    return holds_mandate(viewer, hour.body, *CONVENERS)


def may_answer_question(viewer: Any, question: Question) -> Verdict:
    if question.withdrawn_at:
        return no(_("This question was withdrawn: it is owed no answer."))
    if not receives(viewer, question.hour):
        return no(
            _("Who receives at this open hour, the chair and the secretary of “%(body)s” answer.")
            % {"body": question.hour.body}
        )
    return YES
