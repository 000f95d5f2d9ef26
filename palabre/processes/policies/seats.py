"""Who gives seats in the working groups, and who ends them."""

from typing import Any

from django.utils.translation import gettext as _

from palabre.core import clock
from palabre.core.verdict import YES, Verdict, no
from palabre.people.models import Duty, Member
from palabre.people.policies import holds_duty
from palabre.processes.models import Process, Seat, WorkingGroup


def may_give_seat(viewer: Any, group: WorkingGroup, role: str) -> Verdict:
    """The secretariat gives every seat; a facilitator of the process welcomes participants."""
    if holds_duty(viewer, Duty.Kind.SECRETARIAT):
        return YES
    if not facilitates(viewer, group.process):
        return no(_("The secretariat gives seats; the facilitators of this process give those of participants."))
    if role != Seat.Role.PARTICIPANT:
        return no(_("Facilitators give seats of participants. For another role, ask the secretariat."))
    return YES


def may_sit(member: Member) -> Verdict:
    """Whether a seat given to ``member`` would be one: not to someone who left. Someone who never belonged may sit."""
    return no(_("This person is no longer a member.")) if member.has_left() else YES


def may_end_seat(viewer: Any, seat: Seat) -> Verdict:
    """Whoever may give such a seat may end it; and everyone may leave their own."""
    if viewer.is_authenticated and seat.member_id == viewer.pk:
        return YES
    return may_give_seat(viewer, seat.group, seat.role)


def facilitates(viewer: Any, process: Process) -> bool:
    """Whether ``viewer`` holds a facilitator's seat in one of the process's groups today."""
    if not viewer.is_authenticated:
        return False
    seats = Seat.objects.on(clock.today()).filter(group__process=process, role=Seat.Role.FACILITATOR)
    return seats.filter(member=viewer).exists()
