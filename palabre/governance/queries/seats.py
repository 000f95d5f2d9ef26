"""Who sits in a body on a day, as its pages show them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from palabre.governance.models import Mandate

_ORDER = {Mandate.Role.CHAIR: 0, Mandate.Role.DIRECTOR: 1, Mandate.Role.SECRETARY: 2}


@dataclass(frozen=True, slots=True)
class Seat:
    """``role`` as the body calls it, ``obtained`` in the reader's language; ``awaits``: an assembly has still to
    confirm it.
    """

    member: int
    name: str
    role: str
    obtained: str
    until_on: date
    awaits: bool


def seats_of(mandates: Iterable[Mandate]) -> list[Seat]:
    """The chair first, then the others as they were given."""
    placed = sorted(mandates, key=lambda mandate: _ORDER[Mandate.Role(mandate.role)])
    return [
        Seat(
            member=mandate.holder_id,
            name=mandate.holder.name,
            role=mandate.called,
            obtained=str(mandate.get_obtained_display()),
            until_on=mandate.until_on,
            awaits=mandate.awaits_confirmation,
        )
        for mandate in placed
    ]
