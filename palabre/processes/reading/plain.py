"""Plain text: paragraphs by empty lines, wrapped lines joined, bullets and numbers typed by hand."""

import re
from dataclasses import dataclass
from itertools import pairwise

from palabre.processes.reading.blocks import Block
from palabre.processes.reading.collecting import Collector, plain_line
from palabre.processes.reading.labels import labels_of
from palabre.processes.reading.markers import marker_of

_LABEL = re.compile(r"[^\W\d_][^:\n.!?;]{1,45}\s?:(?:\s|$)")
_WIDEST = 130
_NARROWEST = 50


@dataclass(frozen=True, slots=True)
class _Typed:
    indent: int
    text: str
    marked: bool


def read_plain(text: str) -> list[Block]:
    """The blocks of a plain text."""
    groups = [[_typed(line) for line in group] for group in _groups(text)]
    width = _wrap_width(groups)
    # Where nearly every line is followed by another, line breaks are the only paragraphs there are.
    lines = sum(len(group) for group in groups)
    spaced = len(groups) > 1 and lines <= 6 * len(groups)
    collector = Collector()
    item_indent = -1
    for group in groups:
        for place, piece in enumerate(_pieces(group, width)):
            inside = not piece.marked and place == 0 and item_indent >= 0 and piece.indent >= item_indent + 2
            if piece.marked:
                item_indent = piece.indent
            elif not inside:
                item_indent = -1
            if inside:
                collector.add_inside(plain_line(piece.text))
            else:
                collector.paragraph(plain_line(piece.text), indent=piece.indent, glued=spaced and place > 0)
    return collector.blocks


def meant_breaks(text: str) -> list[bool]:
    """For each line, whether the break after it was meant rather than made by wrapping."""
    lines = [_typed(line) for line in text.split("\n")]
    width = _wrap_width([[_typed(line) for line in group] for group in _groups(text)])
    found = []
    first = lines[0]
    for place, line in enumerate(lines):
        first = line if line.marked or not place or not lines[place - 1].text else first
        following = lines[place + 1] if place + 1 < len(lines) else None
        breaks = line.text and following and following.text
        found.append(bool(breaks and following and not _continues(line, following, first, width)))
    return found


def _typed(line: str) -> _Typed:
    bare = line.expandtabs(4)
    text = line.strip()
    # Markers and labels stand at the start: looking further would cost a long line its length again and again.
    return _Typed(len(bare) - len(bare.lstrip()), text, marker_of(text[:400]) is not None)


def _groups(text: str) -> list[list[str]]:
    groups: list[list[str]] = [[]]
    for line in text.split("\n"):
        if line.strip():
            groups[-1].append(line)
        elif groups[-1]:
            groups.append([])
    return [group for group in groups if group]


def _wrap_width(groups: list[list[_Typed]]) -> int:
    """The column at which the text was wrapped, or 0 when its line breaks were meant."""
    followed = [(line, after) for group in groups for line, after in pairwise(group)]
    followed = [(line, after) for line, after in followed if not after.marked]
    if not followed:
        return 0
    lengths = sorted(line.indent + len(line.text) for line, _ in followed)
    width = lengths[int((len(lengths) - 1) * 0.97)]
    if not _NARROWEST <= width <= _WIDEST:
        return 0
    full = sum(_is_full(line, after, width) for line, after in followed)
    return width if full >= 0.6 * len(followed) else 0


def _is_full(line: _Typed, after: _Typed, width: int) -> bool:
    """Would the first word of the next line have been too long for this one?"""
    first = after.text[:width].split(None, 1)[0]
    return line.indent + len(line.text) + 1 + len(first) > width - 1


def _pieces(group: list[_Typed], width: int) -> list[_Typed]:
    pieces: list[list[_Typed]] = []
    for line in group:
        if pieces and _continues(pieces[-1][-1], line, pieces[-1][0], width):
            pieces[-1].append(line)
        else:
            pieces.append([line])
    return [_Typed(piece[0].indent, " ".join(line.text for line in piece), piece[0].marked) for piece in pieces]


def _continues(before: _Typed, line: _Typed, first: _Typed, width: int) -> bool:
    if (
        line.marked
        or _LABEL.match(line.text[:60])
        or any(labels_of(line.text))
        or before.text.isupper() != line.text.isupper()
    ):
        return False
    if first.marked and line.indent > first.indent:
        return True
    if line.text[0].islower() and len(before.text) <= _WIDEST + 20:
        return True
    return bool(width) and _is_full(before, line, width)
