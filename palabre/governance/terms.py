"""What must come with a decision or a progress note. Forms and actions ask the same function, so they agree."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from palabre.core import clock
from palabre.governance.models import Commitment, Decision
from palabre.people.models import Member

LONGEST = 2000
PROMISED = (Decision.Outcome.ACCEPTED, Decision.Outcome.AMENDED)
Faults = dict[str, str]  # field → sentence


@dataclass(frozen=True, slots=True)
class Terms:
    """A decision's words: why, and for what is promised, who, with what, by when."""

    outcome: str
    reason: str
    amended_text: str = ""
    owner: Member | None = None
    owner_service: str = ""
    means: str = ""
    due_on: date | None = None
    next_check_on: date | None = None

    @property
    def promises(self) -> bool:
        return self.outcome in PROMISED

    def faults(self, meeting_day: date) -> Faults:
        """What is missing or impossible; empty when the decision can be recorded.

        A promise names a person or a service, and meeting day ≤ next check ≤ due, the check not in the past.
        A deferral says until when. Every decision says why.
        """
        found: Faults = {}
        if self.outcome not in Decision.Outcome.values:
            found["outcome"] = _("Please choose what was decided.")
        if not self.reason.strip():
            found["reason"] = _("Please write the reason: it is owed to those who asked.")
        elif len(self.reason) > LONGEST:
            found["reason"] = _("Please keep the reason under %(limit)s characters.") % {"limit": LONGEST}
        if self.outcome == Decision.Outcome.AMENDED and not self.amended_text.strip():
            found["amended_text"] = _("Please write the text as it was decided.")
        if self.outcome == Decision.Outcome.DEFERRED:
            found |= _check_faults(self.next_check_on, meeting_day, _("Please say until when it is deferred."))
        return found | self._promise_faults(meeting_day) if self.promises else found

    def _promise_faults(self, meeting_day: date) -> Faults:
        found = _check_faults(self.next_check_on, meeting_day, _("Please say when it is next checked."))
        if self.owner and not self.owner.is_active:
            found["owner"] = _("This account is closed. Please choose someone else.")
        if not self.owner and not self.owner_service.strip():
            found["owner"] = _("Please say who takes care of it: a person, or a service.")
        if not self.due_on:
            found["due_on"] = _("Please say by when it is due.")
        elif self.due_on < meeting_day:
            found["due_on"] = _("It cannot be due before the meeting that decides it.")
        elif self.next_check_on and self.next_check_on > self.due_on:
            found["next_check_on"] = _("The next check comes at the latest on the day it is due.")
        return found


def _check_faults(check_on: date | None, meeting_day: date, missing: str) -> Faults:
    if not check_on:
        return {"next_check_on": missing}
    if check_on < max(meeting_day, clock.today()):
        return {"next_check_on": _("This day has passed. Please choose one that is still to come.")}
    return {}


def note_faults(status: str, text: str, next_check_on: date | None) -> Faults:
    """What a progress note lacks: words, and a next check not in the past unless all is done."""
    found: Faults = {}
    if status not in Commitment.Status.values:
        found["status"] = _("Please choose how it stands.")
    if not text.strip():
        found["text"] = _("Please say in a few words what happened.")
    elif len(text) > LONGEST:
        found["text"] = _("Please keep it under %(limit)s characters.") % {"limit": LONGEST}
    if status != Commitment.Status.DONE:
        found |= _check_faults(next_check_on, clock.today(), _("Please say when it is next checked."))
    return found
