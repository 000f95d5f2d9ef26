"""Who sits in which group of a process today."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from palabre.core import clock
from palabre.people.models import Duty, Member
from palabre.people.policies import holds_duty
from palabre.people.queries import belonging_today, found_by_name
from palabre.processes.models import Process, Seat, WorkingGroup


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
    if not holds_duty(viewer, Duty.Kind.SECRETARIAT):
        return found_by_name(words, among=belonging_today())
    accounts = Member.objects.filter(is_active=True)
    if "@" in words:
        return accounts.filter(email__iexact=words.strip())
    return found_by_name(words, among=accounts)
