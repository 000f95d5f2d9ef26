"""XLSX: the first sheet, row by row, straight from its XML. Sizes are judged before anything is unpacked, and while.

No spreadsheet library: what is read of a file that a stranger could have made is these few elements, and a formula
is what it says, never what it gives. A date is a number of days in such a file; whoever reads a column of dates
turns it into one (``judging``).
"""

import io
import re
import zipfile
from collections.abc import Iterator
from typing import IO, Any

from lxml import etree

from palabre.register.reading.unwelcome import (
    BROKEN,
    LONG_CELLS,
    LONGEST_CELL,
    MOST_COLUMNS,
    OTHER,
    SWOLLEN,
    UnwelcomeSheet,
)

MAX_ENTRIES, MAX_PART, MAX_TOTAL, MAX_WORDS = 2_000, 150 * 1024 * 1024, 200 * 1024 * 1024, 24 * 1024 * 1024
NS = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_COLUMN = re.compile(r"([A-Z]{1,3})\d+")


class _Counted(io.RawIOBase):
    """A part while it is unpacked: never more of it than a directory may honestly say, and no declarations."""

    def __init__(self, part: IO[bytes], most: int) -> None:
        self.part, self.left, self.begun = part, most, False

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        piece = self.part.read(min(size, 65_536) if size > 0 else 65_536)
        self.left -= len(piece)
        if self.left < 0:
            raise UnwelcomeSheet(SWOLLEN)
        if b"<!DOCTYPE" in piece or b"<!ENTITY" in piece:
            raise UnwelcomeSheet(BROKEN)
        return piece


def read(data: bytes) -> Iterator[tuple[int, list[str]]]:
    """(line, cells). Raises ``UnwelcomeSheet``."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            yield from _sheet(archive, _judged(archive, len(data)))
    except UnwelcomeSheet:
        raise
    except Exception as error:  # zipfile and lxml raise a dozen kinds of errors on damaged files
        raise UnwelcomeSheet(BROKEN) from error


def _judged(archive: zipfile.ZipFile, packed: int) -> str:
    """The name of the first sheet. Raises ``UnwelcomeSheet`` for a bomb, or for what is no spreadsheet."""
    entries = archive.infolist()
    total, largest = sum(e.file_size for e in entries), max((e.file_size for e in entries), default=0)
    if len(entries) > MAX_ENTRIES or total > MAX_TOTAL or largest > MAX_PART:
        raise UnwelcomeSheet(SWOLLEN)
    sheets = [e.filename for e in entries if re.fullmatch(r"xl/worksheets/sheet\d+\.xml", e.filename)]
    if not sheets:
        raise UnwelcomeSheet(OTHER)
    return min(sheets, key=lambda name: int(re.sub(r"\D", "", name)))


def _elements(archive: zipfile.ZipFile, name: str, tag: str, most: int) -> Iterator[Any]:
    with archive.open(name) as part:
        walk = etree.iterparse(_Counted(part, most), tag=NS + tag, resolve_entities=False, no_network=True)
        for _event, element in walk:
            yield element
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]


def _sheet(archive: zipfile.ZipFile, name: str) -> Iterator[tuple[int, list[str]]]:
    words = _shared(archive)
    for place, row in enumerate(_elements(archive, name, "row", MAX_PART), start=1):
        cells: list[str] = []
        for cell in row.iterchildren(NS + "c"):
            column = _column(cell.get("r", "")) if cell.get("r") else len(cells)
            if column >= MOST_COLUMNS:
                if _text(cell, words):
                    raise UnwelcomeSheet(LONG_CELLS)
                continue
            cells += [""] * (column - len(cells))
            cells.append(_text(cell, words))
        yield int(row.get("r") or place), cells


def _shared(archive: zipfile.ZipFile) -> list[str]:
    if "xl/sharedStrings.xml" not in archive.namelist():
        return []
    return [_cut("".join(t.text or "" for t in si.iter(NS + "t"))) for si in
            _elements(archive, "xl/sharedStrings.xml", "si", MAX_WORDS)]  # fmt: skip


def _text(cell: Any, words: list[str]) -> str:
    formula, value = cell.find(NS + "f"), cell.findtext(NS + "v") or ""
    if formula is not None:
        return _cut(f"={formula.text or ''}")
    kind = cell.get("t", "n")
    if kind == "s":
        return words[int(value)]
    if kind == "inlineStr":
        return _cut("".join(t.text or "" for t in cell.iter(NS + "t")))
    # A number typed as one: 4711, not 4711.0.
    return _cut(value[:-2] if kind == "n" and value.endswith(".0") else value)


def _cut(text: str) -> str:
    if len(text) > LONGEST_CELL:
        raise UnwelcomeSheet(LONG_CELLS)
    return text.strip()


def _column(reference: str) -> int:
    letters = _COLUMN.fullmatch(reference)
    if not letters:
        raise UnwelcomeSheet(BROKEN)
    number = 0
    for letter in letters[1]:
        number = number * 26 + ord(letter) - 64
    return number - 1
