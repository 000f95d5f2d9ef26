"""Totals of what keeps members from coming, for whoever organises."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from palabre.people.models import Branch, Duty
from palabre.people.policies import holds_duty
from palabre.wishes.models import Asking, Figure, Obstacle


@dataclass(frozen=True, slots=True)
class Place:
    """One branch, or everywhere (an empty name): the obstacles of which a total shows, with it."""

    name: str
    rows: list[tuple[str, int]]


@dataclass(frozen=True, slots=True)
class Totals:
    """``silent``: branches in which no total reaches five, named together."""

    counted_on: date | None
    everywhere: Place | None
    places: list[Place]
    silent: list[str]


def totals_for(viewer: Any) -> Totals:
    """Where ``viewer`` keeps the secretariat; everywhere only for those who keep it for the whole. Four queries."""
    branches = dict(
        Branch.objects.entrusted_to(viewer, Duty.Kind.SECRETARIAT).order_by("name").values_list("pk", "name")
    )
    shown: dict[int | None, dict[str, int]] = defaultdict(dict)
    rows = Figure.objects.filter(branch__in=branches).values_list("branch", "kind", "shown")
    whole = Figure.objects.filter(branch=None).values_list("branch", "kind", "shown")
    for branch, kind, figure in [*rows, *whole]:
        shown[branch][kind] = figure
    places = [_place(name, shown[pk].items()) for pk, name in branches.items()]
    return Totals(
        counted_on=Asking.current().counted_on,
        everywhere=_place("", shown[None].items()) if holds_duty(viewer, Duty.Kind.SECRETARIAT) else None,
        places=[place for place in places if place.rows],
        silent=[place.name for place in places if not place.rows],
    )


def _place(name: str, figures: Iterable[tuple[str, int]]) -> Place:
    """The most frequent first."""
    found = dict(figures)
    rows = [(str(kind.label), found[kind]) for kind in Obstacle.Kind if found.get(kind)]
    return Place(name, sorted(rows, key=lambda row: -row[1]))
