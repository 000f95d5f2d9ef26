"""To whom the cooperative entrusted what."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from palabre.core import clock
from palabre.people.models import Duty


@dataclass(frozen=True, slots=True)
class DutyLine:
    """Someone's duty there. ``ends``: whether the viewer may end it (``two``: by asking a second person)."""

    pk: int
    name: str
    kind: str
    until_on: date
    mine: bool
    ends: bool
    two: bool


@dataclass(frozen=True, slots=True)
class Place:
    """Where duties are held; an empty name is the whole cooperative."""

    name: str
    lines: list[DutyLine] = field(default_factory=list)


def places(viewer_pk: int, *, ends: Callable[[Duty], bool]) -> list[Place]:
    """Every duty held today, the whole cooperative's first, then entities', then branches'. One query."""
    held = Duty.objects.on(clock.today()).select_related("member", "entity", "branch")
    by_place: dict[tuple[int, str], Place] = {(0, ""): Place("")}
    for duty in held.order_by("member__name", "id"):
        rank, name = (2, duty.branch.name) if duty.branch else (1, duty.entity.name) if duty.entity else (0, "")
        mine = duty.member_id == viewer_pk
        place = by_place.setdefault((rank, name), Place(name))
        place.lines.append(
            DutyLine(
                pk=duty.pk,
                name=duty.member.name,
                kind=str(duty.get_kind_display()),
                until_on=duty.until_on,
                mine=mine,
                ends=ends(duty),
                two=rank == 0 and not mine,
            )
        )
    return [by_place[key] for key in sorted(by_place)]
