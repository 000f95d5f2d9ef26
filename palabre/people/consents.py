"""What members agree to, each kind declared by the chapter that asks, with its sentence and the page where one takes it
back. Whoever relies on a consent must be able to show it, and taking it back is as easy as giving it (GDPR, article 7).

Filled from ``AppConfig.ready``. What somebody agreed to is not in the trail: it is between them and the house.
"""

from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise

from palabre.people.models import Consent, Member


@dataclass(frozen=True, slots=True)
class Asked:
    """One thing that can be agreed to. ``where`` is the name of the address where it is given and taken back."""

    key: str
    sentence: str | Promise
    where: str


@dataclass(frozen=True, slots=True)
class Agreed:
    """What became of one thing: ``given`` now or not, and the days, the newest first."""

    asked: Asked
    given: bool
    times: list[tuple[datetime, bool]]


registry: dict[str, Asked] = {}


def register(*kinds: Asked) -> None:
    """Make kinds known, in the order in which they are shown. Raises ``ValueError`` for a key declared twice."""
    for kind in kinds:
        if kind.key in registry:
            raise ValueError(f"consent {kind.key!r} is declared twice")
        registry[kind.key] = kind


def note_consent(member: Member, to: str, *, given: bool) -> None:
    """Write that ``member`` agreed, or took it back, unless that is what stands there. In the caller's transaction.

    Never having agreed and not agreeing writes nothing. Raises ``KeyError`` for a kind nobody declared.
    """
    asked = registry[to]
    last = Consent.objects.filter(member=member, to=asked.key).order_by("pk").values_list("given", flat=True).last()
    if given != bool(last):
        Consent.objects.create(member=member, to=asked.key, given=given)


def agreed_by(member: Member) -> list[Agreed]:
    """What they ever agreed to, kind by kind. One query."""
    times: dict[str, list[tuple[datetime, bool]]] = {}
    for to, at, given in Consent.objects.filter(member=member).order_by("-pk").values_list("to", "at", "given"):
        times.setdefault(to, []).append((at, given))
    return [Agreed(asked, times[key][0][1], times[key]) for key, asked in registry.items() if key in times]
