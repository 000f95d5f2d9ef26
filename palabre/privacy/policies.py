"""Who may have an account erased, and who takes which data along."""

from datetime import timedelta
from typing import Any

from django.utils.translation import gettext as _

from palabre.core import clock
from palabre.core.verdict import YES, Verdict, no, not_yet
from palabre.people.holdings import in_the_way
from palabre.people.models import Duty, Member
from palabre.people.policies import holds_duty
from palabre.privacy.models import Erasure, Package

GRACE = timedelta(days=7)
MOST_PACKAGES, PACKAGES_WITHIN = 3, timedelta(hours=24)


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


def may_ask_for_package(viewer: Any) -> Verdict:
    if not (viewer.is_authenticated and viewer.is_active):
        return no(_("Sign in first."))
    if Package.objects.there().filter(member=viewer).exists():
        return no(_("One is being made, or waits for you."))
    return YES


def may_ask_again(lately: int) -> Verdict:
    """Whether someone who asked ``lately`` times within ``PACKAGES_WITHIN`` may ask once more."""
    return YES if lately < MOST_PACKAGES else not_yet(_("You took your data several times today. Please wait a day."))


def may_take(viewer: Any, package: Package) -> Verdict:
    """Only the person, once, for a day."""
    if package.member_id != viewer.pk:
        return no(_("Only the person whose data it is takes it along."))
    if package.taken_at:
        return no(_("It was taken along already, which is possible once. You may ask for another."))
    if package.ready_at is None:
        return no(_("It is still being made."))
    if package.gone_at or package.expires_at is None or package.expires_at <= clock.now():
        return no(_("It waited for a day and is gone. You may ask for another."))
    return YES
