"""Building the list of blocks: what all formats share, typed bullets and numbers included."""

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import Any

from palabre.processes.reading.addresses import cut_addresses, without_addresses
from palabre.processes.reading.blocks import Block, Kind
from palabre.processes.reading.inline import Line, Run, clean, drop_start, html_of, lead_of, text_of, tidy
from palabre.processes.reading.markers import Marker, marker_of
from palabre.processes.reading.unreadable import TOO_MANY, Unreadable

MOST_BLOCKS = 100_000  # a book has fewer; judging the structure of more would keep people waiting

DEEPEST = 8  # no one means more levels than this
_INNER = -1_000_000  # below it, the lists typed inside an item


@dataclass
class TypedLists:
    """Depth and list of items whose bullets or numbers were typed.

    A style seen before at the same indent keeps its depth, so "2." after a run of "-" goes back to the depth of "1.".
    """

    depths: dict[tuple[int, str], int] = field(default_factory=dict)
    open: list[tuple[int, str, int]] = field(default_factory=list)  # indent, style, strand of the lists still open
    strand: int = 0

    def place(self, indent: int, marker: Marker) -> tuple[int, int]:
        """The depth and the strand of an item."""
        key = (indent, marker.style)
        depth = self.depths.get(key)
        if depth is None:
            while self.open and self.open[-1][0] > indent:
                self.open.pop()
            depth = self.depths[key] = min(max(len(self.open), len(marker.number) - 1), DEEPEST - 1)
        else:
            while self.open and len(self.open) > depth and self.open[-1][:2] != key:
                self.open.pop()
        if not (self.open and self.open[-1][:2] == key):
            self.strand += 1
            self.open.append((*key, self.strand))
        return depth, self.open[-1][2]

    def interrupt(self) -> None:
        """A paragraph stood between: the next item opens a list of its own."""
        self.open.clear()


class Collector:
    """Receives lines in reading order and keeps them as blocks."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.typed = TypedLists()

    def add(self, kind: Kind, runs: Line, *, typed: str = "", **more: Any) -> None:
        """Keep one block; ``typed`` is the marker as it stood in the text."""
        source = tidy(f"{typed} {cut_addresses(text_of(runs))}")
        runs = clean(runs)
        if not runs:
            # A line that held only an address, or only signs around one, leaves nothing to read.
            return
        self._keep(Block(kind, text_of(runs), source, html=html_of(runs), lead=lead_of(runs), **more))

    def _keep(self, block: Block) -> None:
        if len(self.blocks) == MOST_BLOCKS:
            raise Unreadable(TOO_MANY)
        self.blocks.append(block)

    def paragraph(self, runs: Line, *, indent: int = 0, **more: Any) -> None:
        """Keep a paragraph, as an item when it starts with a typed bullet or number."""
        runs = _without_leading_space(runs)
        whole = text_of(runs)
        marker = marker_of(whole[:400])
        if len(whole) < 2 and not whole.isalnum():
            return  # a bullet without a text
        if not any(character.isalnum() for character in whole):
            self.add(Kind.PARAGRAPH, runs, **{**more, "aside": True})
        elif marker is None or more.get("aside"):
            self.typed.interrupt()
            self.add(Kind.PARAGRAPH, runs, **more)
        else:
            level, strand = self.typed.place(indent, marker)
            rest = drop_start(runs, marker.length)
            more.pop("glued", None)
            # Lists typed by hand are numbered apart from those of the format.
            self.add(Kind.ITEM, rest, typed=marker.text, marker=marker.text, level=level, strand=-strand, **more)

    def add_inside(self, runs: Line, *, typed: bool = False) -> None:
        """Keep a further paragraph of the item before it; a line with a typed bullet or number is an inner item."""
        level = self.blocks[-1].level if self.blocks else 0
        runs = _without_leading_space(runs)
        marker = marker_of(text_of(runs)[:400]) if typed else None
        if marker is None:
            self.add(Kind.PARAGRAPH, runs, inside=True, level=level)
            return
        before = self.blocks[-1] if self.blocks else None
        inner = before is not None and before.kind == Kind.ITEM and before.strand <= _INNER
        strand = before.strand if inner and before else _INNER - len(self.blocks)
        rest = drop_start(runs, marker.length)
        self.add(
            Kind.ITEM, rest, typed=marker.text, marker=marker.text, level=level if inner else level + 1, strand=strand
        )

    def row(self, cells: list[str], **more: Any) -> None:
        cells = [without_addresses(cell) for cell in cells]
        text = " | ".join(cell for cell in cells if cell)
        if text:
            self._keep(Block(Kind.ROW, text, text, cells=tuple(cells), **more))


def plain_line(text: str) -> Line:
    return [Run(text)] if text else []


def promote_letters(blocks: list[Block]) -> list[Block]:
    """Read "A. Title" as numbered when the same document also says "B. Title": a lone "A. Martin" is a name."""
    found = Counter(block.text[0] for block in blocks if _lettered(block))
    if not (found.get("A") == 1 and found.get("B") == 1):
        return blocks
    return [
        replace(
            block, kind=Kind.ITEM, marker=block.text[:2], text=block.text[3:].strip(), html="", lead="", strand=-999_999
        )
        if _lettered(block) and block.text[0] in found
        else block
        for block in blocks
    ]


def _lettered(block: Block) -> bool:
    return (
        block.kind == Kind.PARAGRAPH and block.text[1:3] == ". " and "A" <= block.text[0] <= "J" and len(block.text) > 4
    )


def _without_leading_space(runs: Line) -> Line:
    whole = text_of(runs)
    spaces = len(whole) - len(whole.lstrip())
    return drop_start(runs, spaces) if spaces else runs
