"""Seats in the working groups. Whoever holds one may write the process's texts."""

from datetime import timedelta

from django.db import transaction

from palabre.commons.trail.record import record
from palabre.core import clock
from palabre.core.verdict import require
from palabre.people.models import Listed, Member
from palabre.processes.models import Process, Seat, WorkingGroup
from palabre.processes.policies.seats import may_end_seat, may_give_seat, may_sit
from palabre.processes.verbs import manuscripts as verbs


@transaction.atomic
def give_seat(group: WorkingGroup, *, by: Member, member: Member, role: str) -> Seat:
    """Seat ``member`` in the group from today, and list them among the writers in the same moment.

    A seat held before is taken up again; another role replaces the one held. The same twice changes nothing.
    Raises ``Refused``.
    """
    process = _locked(group)
    group = WorkingGroup.objects.select_related("process").get(pk=group.pk)
    require(may_give_seat(by, group, role))
    require(may_sit(member))
    seat = Seat.objects.filter(group=group, member=member).first()
    is_open = bool(seat and Seat.objects.on(clock.today()).filter(pk=seat.pk).exists())
    if seat and is_open and seat.role == role:
        return seat
    if seat and is_open:
        require(may_end_seat(by, seat))  # nobody changes a role they could not have given
    seat = seat or Seat(group=group, member=member)
    seat.role, seat.from_on, seat.until_on = role, seat.from_on if is_open else clock.today(), None
    seat.save()
    _keep_writers_in_step(process, member)
    record(verbs.SEAT_GIVEN, process, by=by, **_facts(seat))
    return seat


@transaction.atomic
def end_seat(seat: Seat, *, by: Member) -> Seat:
    """End a seat at once, and the right to write with it unless another group of the process still seats them.

    What they wrote stays. Ending it twice changes nothing. Raises ``Refused``.
    """
    process = _locked(seat.group)
    seat = Seat.objects.select_related("group__process", "member").get(pk=seat.pk)
    require(may_end_seat(by, seat))
    if not Seat.objects.on(clock.today()).filter(pk=seat.pk).exists():
        return seat
    # The last day is included, so a seat that ends now had its last day yesterday.
    seat.until_on = clock.today() - timedelta(days=1)
    seat.save(update_fields=["until_on"])
    _keep_writers_in_step(process, seat.member)
    record(verbs.SEAT_ENDED, process, by=by, **_facts(seat))
    return seat


def _locked(group: WorkingGroup) -> Process:
    """Seats of one process change one after the other: the writers' list is worked out from all of them."""
    return Process.objects.select_for_update(of=("self",)).get(pk=group.process_id)


def _keep_writers_in_step(process: Process, member: Member) -> None:
    seated = Seat.objects.on(clock.today()).filter(group__process=process, member=member).exists()
    listed = Listed.objects.filter(audience=process.writers_id, member=member)
    if not seated:
        listed.filter(until_at__isnull=True).update(until_at=clock.now())
    elif not listed.filter(until_at__isnull=True).exists():
        Listed.objects.update_or_create(
            audience_id=process.writers_id, member=member, defaults={"from_at": clock.now(), "until_at": None}
        )


def _facts(seat: Seat) -> dict:
    return {
        "member": seat.member_id,
        "member_name": seat.member.name,
        "group": seat.group_id,
        "group_name": seat.group.name,
        "role": seat.role,
    }
