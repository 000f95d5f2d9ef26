"""One bar cut into shares, and the table that is its legend."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.utils.formats import number_format

from palabre.core.components.marks import DRAWINGS
from palabre.core.components.props import WrongProp

TONES = 6
WIDE_ENOUGH_FOR_A_NUMBER = Decimal(7)


@dataclass(frozen=True, slots=True)
class Segment:
    """A row of the table and its piece of the bar; positions in percent of the bar's width."""

    label: str
    count: int
    share: str
    start: Decimal
    width: Decimal
    tone: str
    drawing: str

    @property
    def x(self) -> str:
        return f"{self.start}%"

    @property
    def extent(self) -> str:
        return f"{self.width}%"

    @property
    def middle(self) -> str:
        return f"{self.start + self.width / 2:.2f}%"

    @property
    def shows_count(self) -> bool:
        return self.width >= WIDE_ENOUGH_FOR_A_NUMBER


def segments(rows: Iterable) -> list[Segment]:
    """Rows are tuples or objects ``(key, label, count, share_percent)``; empty ones take no width.

    Widths come from the counts, so that they always fill the bar; the shares shown are those given.
    """
    read = [_read(row) for row in rows]
    shares = _shown([share for _, _, _, share in read])
    total = sum(count for _, _, count, _ in read)
    found, start = [], Decimal(0)
    for number, (key, label, count, _) in enumerate(read):
        width = (Decimal(count) * 100 / total).quantize(Decimal("0.01")) if total else Decimal(0)
        drawing = DRAWINGS.get(key, "")
        tone = drawing or str(number % TONES + 1)
        found.append(Segment(label, count, shares[number], start, width, tone, drawing))
        start += width
    return found


def _shown(shares: list) -> list[str]:
    """``38`` and ``24``, or ``38.2`` and ``24.0``: as many decimals everywhere, the reader's decimal sign."""
    exact = [Decimal(str(share)).quantize(Decimal("0.1")) for share in shares]
    decimals = 0 if all(share == share.to_integral() for share in exact) else 1
    return [number_format(share, decimal_pos=decimals, use_l10n=True) for share in exact]


def _read(row: object) -> tuple:
    if isinstance(row, tuple | list):
        if len(row) != 4:
            raise WrongProp(f"a bar's row is (key, label, count, share_percent), not {row!r}")
        return tuple(row)
    return tuple(getattr(row, name) for name in ("key", "label", "count", "share_percent"))
