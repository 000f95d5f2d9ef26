"""What somebody wrote in one part of minutes. Forms and actions ask the same function what it lacks."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from palabre.core import clock
from palabre.governance.terms import Faults

LONGEST_PART = 20_000  # characters: about seven pages on one item
LONGEST_REASON = 300


@dataclass(frozen=True, slots=True)
class Written:
    """``present`` and ``excused`` are members' ids; ``text`` then names the others. Marks as in a comment."""

    text: str = ""
    title: str = ""
    present: tuple[int, ...] = ()
    excused: tuple[int, ...] = ()
    held_because: str = ""
    held_until_on: date | None = None

    def faults(self) -> Faults:
        """What is missing or impossible; empty when it can be kept."""
        found: Faults = {}
        if len(self.text) > LONGEST_PART:
            found["text"] = _("Please keep it under %(limit)s characters.") % {"limit": LONGEST_PART}
        if set(self.present) & set(self.excused):
            found["excused"] = _("Nobody is present and excused at once. Please choose one of the two.")
        return found | self._holding_faults()

    def _holding_faults(self) -> Faults:
        """What is held back says why and until when: a day still to come."""
        found: Faults = {}
        if self.held_until_on and not self.held_because.strip():
            found["held_because"] = _("Please say why it is held back: everyone reads this.")
        if self.held_because.strip() and not self.held_until_on:
            found["held_until_on"] = _("Please say on which day it opens.")
        elif self.held_until_on and self.held_until_on <= clock.today():
            found["held_until_on"] = _("This day has passed. Please choose one that is still to come.")
        return found
