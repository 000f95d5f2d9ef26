"""Who may have an account erased."""

from datetime import timedelta
from typing import Any

from django.utils.translation import gettext as _

from palabre.core.verdict import YES, Verdict, no
from palabre.people.holdings import in_the_way
from palabre.people.models import Duty, Member
from palabre.people.policies import holds_duty
from palabre.privacy.models import Erasure

GRACE = timedelta(days=7)


def may_erase_oneself(viewer: Any) -> Verdict:
    if not (viewer.is_authenticated and viewer.is_active):
        return no(_("Sign in first."))
    if Erasure.objects.waiting().filter(member=viewer).exists():
        return no(_("You have asked for it already."))
    return may_be_erased(viewer)


def may_be_erased(member: Member) -> Verdict:
    """Whatever chapters say stands in the way: whoever keeps the secretariat alone hands it on first."""
    if Erasure.objects.done().filter(member=member).exists():
        return no(_("This account has been erased already."))
    sentence = in_the_way(member)
    return no(sentence) if sentence else YES


def may_undo(viewer: Any, erasure: Erasure) -> Verdict:
    if erasure.member_id != viewer.pk:
        return no(_("Only the person who asked may undo it."))
    return no(_("This has been done already, or undone.")) if erasure.done_at or erasure.undone_at else YES


def may_erase_again(by: Member | None) -> Verdict:
    return YES if by is None else no(_("Only the restore of a backup does this."))


def may_ask_to_erase(viewer: Any) -> Verdict:
    """Somebody else: at their request by letter or by telephone, or for someone who died. Then two people."""
    if holds_duty(viewer, Duty.Kind.SECRETARIAT):
        return YES
    return no(_("Whoever keeps the secretariat of the whole cooperative asks for an erasure; somebody else confirms."))


def may_confirm_erasure(viewer: Any) -> Verdict:
    if any(holds_duty(viewer, kind) for kind in (Duty.Kind.SECRETARIAT, Duty.Kind.REGISTER)):
        return YES
    return no(_("Those who keep the secretariat or the register of the whole cooperative confirm an erasure."))
