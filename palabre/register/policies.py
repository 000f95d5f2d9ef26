"""Who may read and write the register of members."""

from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _

from palabre.core import clock
from palabre.core.nouns import said
from palabre.core.verdict import YES, Verdict, no
from palabre.people.models import Belonging, Branch, BranchFollow, Duty, Entity, Member
from palabre.people.policies import holds_duty

FURTHEST_AHEAD = timedelta(days=366)
EARLIEST = date(1900, 1, 1)
MOST_FOLLOWED = 50


def may_keep_register(viewer: Any) -> Verdict:
    """Whoever keeps the register or the secretariat somewhere. Of whom: ``entrusted_to`` says."""
    signed_in = viewer.is_authenticated and viewer.is_active
    if signed_in and viewer.duties.on(clock.today()).filter(kind__in=Duty.KEEPS_REGISTER).exists():
        return YES
    return no(_("The register is kept by the secretariat and by those entrusted with it."))


def may_keep_entity(viewer: Any, entity: Entity) -> Verdict:
    if any(holds_duty(viewer, kind, entity=entity) for kind in Duty.KEEPS_REGISTER):
        return YES
    return no(_("This is for those who keep the register of %(entity)s.") % {"entity": entity.name})


def may_write(viewer: Any, *, member: Member, branch: Branch, entity: Entity) -> Verdict:
    """Whether ``viewer`` writes a line about ``member`` in this place: by duty there, and never about oneself."""
    if not any(
        holds_duty(viewer, kind, branch=branch) or holds_duty(viewer, kind, entity=entity)
        for kind in Duty.KEEPS_REGISTER
    ):
        return no(_("You do not keep the register there."))
    if viewer.pk == member.pk:
        return no(_("Nobody writes their own line: ask someone else who keeps the register."))
    return YES


def may_change_line(viewer: Any, line: Belonging) -> Verdict:
    may = may_write(viewer, member=line.member, branch=line.branch, entity=line.entity)
    if not may:
        return may
    if line.replaced_at:
        return no(_("This line was replaced meanwhile. Open the page again: it shows what holds now."))
    return YES


def may_begin_on(day: date) -> Verdict:
    if not EARLIEST <= day <= clock.today() + FURTHEST_AHEAD:
        return no(_("A belonging begins on a day between 1900 and a year from now."))
    return YES


def may_follow(viewer: Any, branch: Branch) -> Verdict:
    if not (viewer.is_authenticated and viewer.belongs()):
        return no(_("Following %(branches)s is for members: become one first.") % {"branches": said("branch", "many")})
    if BranchFollow.objects.filter(member=viewer, until_on=None).count() >= MOST_FOLLOWED:
        of_branches = {"of_branches": said("branch", "of_many")}
        return no(_("You follow enough %(of_branches)s already. Leave one first.") % of_branches)
    return YES


def may_leave(viewer: Any) -> Verdict:
    """Whoever is signed in stops following what they follow, be they a member still or not."""
    return YES if viewer.is_authenticated else no(_("Sign in first."))
