"""Where something stands in a proposal, as the forms write it.

``i3`` third paragraph of the introduction · ``u2`` second one not placed · ``r2`` second recommendation ·
``r2.t1`` first paragraph of its text · ``r2.m3`` its third measure.
"""

import re
from dataclasses import dataclass
from typing import Any, Self

from palabre.processes.corrections.shape import Proposal

_WRITTEN = re.compile(
    r"(?P<flat>[iur])(?P<number>[1-9]\d{0,4})|r(?P<of>[1-9]\d{0,4})\.(?P<kind>[tm])(?P<place>[1-9]\d{0,4})"
)


class NoSuchPlace(LookupError):
    """Nothing stands there: the document changed, or the address was made up."""


@dataclass(frozen=True, slots=True)
class Place:
    """``number`` counts from 1; ``of`` is the recommendation of a text paragraph or a measure, 0 elsewhere."""

    kind: str  # i, u, r, t or m
    number: int
    of: int = 0

    @classmethod
    def parse(cls, written: str) -> Self:
        """Raises ``NoSuchPlace`` for anything else than a place."""
        match = _WRITTEN.fullmatch(written)
        if not match:
            raise NoSuchPlace(written)
        if match["flat"]:
            return cls(match["flat"], int(match["number"]))
        return cls(match["kind"], int(match["place"]), int(match["of"]))

    def __str__(self) -> str:
        return f"r{self.of}.{self.kind}{self.number}" if self.of else f"{self.kind}{self.number}"

    @property
    def section(self) -> str:
        """The part of the page it stands on: ``i``, ``u`` or ``r2``."""
        if self.of:
            return f"r{self.of}"
        return str(self) if self.kind == "r" else self.kind

    def at(self, number: int) -> "Place":
        return Place(self.kind, number, self.of)


def siblings(proposal: Proposal, place: Place) -> list[Any]:
    """The list in which ``place`` stands (the very list, to be changed). Raises ``NoSuchPlace``."""
    if place.kind in ("t", "m"):
        return recommendation(proposal, place.of)["text" if place.kind == "t" else "measures"]
    return proposal[{"i": "introduction", "u": "unplaced", "r": "recommendations"}[place.kind]]


def find(proposal: Proposal, place: Place) -> Any:
    """The paragraph, measure or recommendation there. Raises ``NoSuchPlace``."""
    found = siblings(proposal, place)
    if place.number > len(found):
        raise NoSuchPlace(str(place))
    return found[place.number - 1]


def recommendation(proposal: Proposal, number: int) -> dict[str, Any]:
    if not 1 <= number <= len(proposal["recommendations"]):
        raise NoSuchPlace(f"r{number}")
    return proposal["recommendations"][number - 1]
