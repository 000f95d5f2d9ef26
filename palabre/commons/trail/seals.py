"""Read the seals: the newest, what it does not cover yet, and whether one that somebody kept is among them."""

import re
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet, Value

from palabre.commons.trail import rows
from palabre.commons.trail.models import Seal
from palabre.commons.trail.verify import gaps_of

SHORT = 16  # hex digits where there is no room for 64: still 64 bits
KEPT = re.compile(r"\b[0-9a-f]{64}\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class State:
    """The newest seal (None before the first), how many seals and rows there are; what is not sealed yet, by kind."""

    newest: Seal | None
    seals: int
    rows: int
    unsealed: dict[str, int]

    @property
    def waiting(self) -> int:
        return sum(self.unsealed.values())


def newest_seals() -> QuerySet[Seal]:
    """The newest first, without what weighs most and is only compared."""
    return Seal.objects.defer("marks", "ranges").order_by("-number")


def newest_mark() -> tuple[int, str] | None:
    """Number and first digits of the newest seal, for the foot of a page. One small query; None before the first."""
    newest = newest_seals().first()
    return (newest.number, short_of(newest.sha256)) if newest else None


def state() -> State:
    """Two queries, whatever the number of seals and rows."""
    newest = Seal.objects.defer("marks").order_by("-number").first()
    return State(newest, newest.number if newest else 0, newest.total if newest else 0, unsealed(newest))


def unsealed(newest: Seal | None) -> dict[str, int]:
    """How many rows of each kind no seal covers: beyond its last one, or late in a gap; kinds without are left out."""
    parts = []
    for kind, model in rows.kinds().items():
        about = newest.ranges.get(kind, {}) if newest else {}
        there = Q(pk__gt=about.get("last", 0))
        for first, last in gaps_of(about):
            there |= Q(pk__range=(first, last))
        found = model._base_manager.filter(there).order_by()
        counted = found.annotate(sealed_kind=Value(kind)).values("sealed_kind").annotate(how_many=Count("pk"))
        parts.append(counted.values_list("sealed_kind", "how_many"))
    return {kind: count for kind, count in parts[0].union(*parts[1:], all=True) if count}


def line_of(number: int, at: datetime, sha256: str) -> str:
    """A seal on one line, the same in every language, to be kept elsewhere and given to ``palabre check --seal``."""
    return f"Palabre seal {number} {rows.instant(at)} {sha256}"


def short_of(sha256: str) -> str:
    return f"{sha256[:SHORT]}…"


def hashes_in(words: str) -> list[str]:
    """The whole hashes in whatever somebody kept: lines of ours, mails, a bare hash."""
    return list(dict.fromkeys(found.lower() for found in KEPT.findall(words)))


def first_digits(words: str) -> list[str]:
    """The beginning of a hash as a printed page shows it (``3f2a91c07be4d518…``); nothing for fewer than 12 digits."""
    return [bare.lower()] if re.fullmatch(r"[0-9a-fA-F]{12,63}", bare := words.strip().rstrip("….")) else []


def is_in_the_chain(sha256: str) -> bool:
    """Whether a seal has this hash, or these first digits of one."""
    return Seal.objects.filter(sha256__startswith=sha256.lower()).exists()
