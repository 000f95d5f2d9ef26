"""What the transparency page shows: the newest seals, and what they do not cover yet."""

from dataclasses import dataclass
from datetime import datetime

from palabre.commons.trail.seals import SHORT, line_of, newest_seals, state

LISTED = 30


@dataclass(frozen=True, slots=True)
class SealLine:
    """One seal: ``count`` rows new in it, ``line`` to be kept elsewhere, ``digits`` the first of its hash."""

    number: int
    at: datetime
    count: int
    digits: str
    line: str


@dataclass(frozen=True, slots=True)
class Transparency:
    """``newest``: None before the first seal. ``rows`` are sealed, ``waiting`` not yet. ``latest``: newest first."""

    newest: SealLine | None
    rows: int
    waiting: int
    latest: list[SealLine]


def transparency() -> Transparency:
    """Three queries, whatever the number of seals and rows."""
    now = state()
    latest = [
        SealLine(seal.number, seal.at, seal.count, seal.sha256[:SHORT], line_of(seal.number, seal.at, seal.sha256))
        for seal in newest_seals()[:LISTED]
    ]
    return Transparency(latest[0] if latest else None, now.rows, now.waiting, latest)
