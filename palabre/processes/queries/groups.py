"""Who sits in which group of a process today."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from palabre.core import clock
from palabre.people.models import Duty, Member
from palabre.people.policies import holds_duty
from palabre.processes.models import Process, Seat, WorkingGroup

MOST_FOUND, SHORTEST_NAME = 8, 3


@dataclass(frozen=True, slots=True)
class Sitting:
    seat: Seat
    ends: bool  # whether the viewer may end it


@dataclass(frozen=True, slots=True)
class Table:
    """A group and who sits around it, facilitators first."""

    group: WorkingGroup
    sittings: tuple[Sitting, ...]


_ORDER = [Seat.Role.FACILITATOR, Seat.Role.SECRETARY, Seat.Role.PARTICIPANT]


def tables(process: Process, *, ends: Callable[[Seat], bool]) -> list[Table]:
    """The groups in their order, each with the seats open today; ``ends``: may the viewer end it? Two queries."""
    seats = Seat.objects.on(clock.today()).filter(group__process=process).select_related("member", "group__process")
    by_group: dict[int, list[Sitting]] = {}
    for seat in sorted(seats, key=lambda seat: (_ORDER.index(Seat.Role(seat.role)), seat.member.name.casefold())):
        by_group.setdefault(seat.group_id, []).append(Sitting(seat, ends(seat)))
    return [Table(group, tuple(by_group.get(group.pk, []))) for group in process.groups.all()]


def people_to_seat(viewer: Any, words: str) -> QuerySet[Member]:
    """Members found by a part of their name; by their exact address too, for the secretariat alone.

    A facilitator finds members of the cooperative only, and by name: the search tells nobody which addresses exist.
    """
    words, today = words.strip(), clock.today()
    members = Member.objects.filter(is_active=True)
    if holds_duty(viewer, Duty.Kind.SECRETARIAT):
        asked = Q(email__iexact=words) if "@" in words else Q(name__icontains=words)
    elif "@" in words:
        return members.none()
    else:
        from_today = Q(belongings__until_on__isnull=True) | Q(belongings__until_on__gte=today)
        asked = Q(name__icontains=words) & Q(belongings__from_on__lte=today) & from_today
    if "@" not in words and len(words) < SHORTEST_NAME:
        return members.none()
    return members.filter(asked).distinct().order_by("name", "pk")[:MOST_FOUND]
