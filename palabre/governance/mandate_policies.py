"""Who may open, end and confirm mandates, and who reads what does not fit."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from palabre.core import clock
from palabre.core.verdict import YES, Verdict, no
from palabre.governance.models import Body, Mandate
from palabre.governance.policies import CONVENERS, holds_mandate
from palabre.people.models import Duty, Member
from palabre.people.policies import holds_duty


def may_open_mandate(viewer: Any, body: Body, *, holder: Member | None = None, from_on: date | None = None) -> Verdict:
    """Open a mandate in ``body``; with ``holder``, theirs; with ``from_on``, from that day."""
    if not _keeps_mandates(viewer, body):
        return no(
            _("Only the secretariat, or the chair or the secretary of “%(body)s”, writes down its mandates.")
            % {"body": body}
        )
    if holder and holder.pk == viewer.pk:
        return no(_("Nobody opens a mandate for themselves. Please ask somebody else who keeps mandates."))
    if from_on and from_on < clock.today() and not holds_duty(viewer, Duty.Kind.SECRETARIAT):
        return no(_("Only the secretariat enters what began in the past. Please choose a day from today on."))
    return YES


def may_end_mandate(viewer: Any, mandate: Mandate, *, on: date | None = None) -> Verdict:
    """End ``mandate`` early, one's own too; with ``on``, on that day, the last one."""
    if mandate.ended_because:
        return no(_("This mandate has been ended already."))
    if not _keeps_mandates(viewer, mandate.body):
        return no(
            _("Only the secretariat, or the chair or the secretary of “%(body)s”, ends its mandates.")
            % {"body": mandate.body}
        )
    secretariat = holds_duty(viewer, Duty.Kind.SECRETARIAT)
    if mandate.until_on < clock.today() and not secretariat:
        return no(_("This mandate is over. Only the secretariat corrects the past."))
    if on and on < clock.today() and not secretariat:
        return no(_("Only the secretariat enters an end in the past. Please choose a day from today on."))
    return YES


def may_resign(viewer: Any, mandate: Mandate, *, on: date | None = None) -> Verdict:
    """Leave one's own seat, alone; with ``on``, on that day, the last one."""
    if not (viewer.is_authenticated and viewer.is_active and mandate.holder_id == viewer.pk):
        return no(_("Only whoever holds a mandate resigns from it."))
    if mandate.ended_because:
        return no(_("This mandate has been ended already."))
    if mandate.until_on <= clock.today() or viewer.has_left():
        return no(_("This mandate is over, or ends today."))
    if on and on < clock.today():
        return no(_("A resignation counts from today on. The secretariat enters what was in the past."))
    return YES


def may_confirm_mandate(viewer: Any, mandate: Mandate) -> Verdict:
    """Write down that the assembly confirmed whom the body co-opted."""
    if mandate.obtained != Mandate.Obtained.COOPTED:
        return no(_("Only a co-option needs to be confirmed."))
    if mandate.confirmed_on:
        return no(_("This mandate has been confirmed already."))
    if mandate.ended_because == Mandate.Ended.UNCONFIRMED:
        return no(_("The assembly did not confirm this mandate."))
    if not _keeps_mandates(viewer, mandate.body):
        return no(
            _("Only the secretariat, or the chair or the secretary of “%(body)s”, writes this down.")
            % {"body": mandate.body}
        )
    if mandate.holder_id == viewer.pk:
        return no(_("Nobody confirms their own mandate. Please ask somebody else who keeps mandates."))
    return YES


def may_read_why(viewer: Any) -> bool:
    """Whether ``viewer`` reads why a mandate ended early: whoever has an account here. The day is for everyone."""
    return bool(viewer.is_authenticated and viewer.is_active)


def may_see_inconsistencies(viewer: Any) -> Verdict:
    if not holds_duty(viewer, Duty.Kind.SECRETARIAT):
        return no(_("Only the secretariat reads what does not fit in the mandates."))
    return YES


def _keeps_mandates(viewer: Any, body: Body) -> bool:
    return holds_duty(viewer, Duty.Kind.SECRETARIAT) or holds_mandate(viewer, body, *CONVENERS)
