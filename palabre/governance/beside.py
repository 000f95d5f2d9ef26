"""What may come with a decision: a minority opinion, and what it changes of an earlier one."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from palabre.governance.models import AgendaPoint, Decision, Succession
from palabre.governance.terms import LONGEST, PROMISED, Faults
from palabre.people.models import Audience


@dataclass(frozen=True, slots=True)
class Beside:
    """``minority`` in words, ``minority_by`` whom to name (nobody, if empty); ``relation`` to the ``earlier`` one."""

    minority: str = ""
    minority_by: str = ""
    relation: str = ""
    earlier: Decision | None = None

    def faults(self, point: AgendaPoint, outcome: str, day: date) -> Faults:
        """What is missing or impossible, by field; empty when it can stand beside a decision of that ``day``."""
        found = opinion_faults(self.minority, self.minority_by) if self.minority or self.minority_by else {}
        if self.earlier and self.relation not in Succession.Kind.values:
            found["relation"] = _("Please say whether it replaces that decision or changes a part of it.")
        if self.relation and not self.earlier:
            found["earlier"] = _("Please give the number of the earlier decision.")
        if self.relation and outcome not in PROMISED:
            found["relation"] = _("Only what is accepted replaces or changes an earlier decision.")
        if self.earlier and (why := _why_not(self.earlier, point, day)):
            found["earlier"] = why
        return found


NOTHING = Beside()


def opinion_faults(text: str, said_by: str = "") -> Faults:
    if not text.strip():
        return {"minority": _("Please write the minority opinion.")}
    if len(text) > LONGEST:
        return {"minority": _("Please keep it under %(limit)s characters.") % {"limit": LONGEST}}
    if len(said_by) > 200:
        return {"minority_by": _("Please keep it under %(limit)s characters.") % {"limit": 200}}
    return {}


def _why_not(earlier: Decision, point: AgendaPoint, day: date) -> str:
    """Why a decision on ``point`` cannot replace or amend ``earlier``; empty where it can.

    Whoever reads the earlier one must be able to read what holds now: the new one has the same readers, or everyone.
    """
    number = earlier.number
    if number.body_id != point.item.body_id:
        return _("This decision is of another body. Only the body that decided changes its decision.")
    if number.on > day:
        return _("This decision was taken later than the one you record.")
    newer = earlier.successions.filter(kind=Succession.Kind.REPLACES).select_related("decision__number").first()
    if newer:
        return _("It was replaced already, by %(number)s.") % {"number": newer.decision.numbered}
    readers = point.item.audience
    if readers.pk != earlier.audience_id and readers.reach != Audience.Reach.PUBLIC:
        return _("Not everyone who reads that decision would read the new one.")
    return ""
