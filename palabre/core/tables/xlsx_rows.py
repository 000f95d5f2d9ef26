"""XLSX: the first sheet, row by row, by openpyxl. Sizes are judged by the directory of the archive, before anything is
unpacked: zipfile gives no more of an entry than its directory says. ``defusedxml`` refuses entities in the XML.

A formula is what it says, never what it gives. A day is 2020-02-03, in whatever form the sheet shows it.
"""

import io
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from palabre.core.tables.unwelcome import (
    BROKEN,
    LONG_CELLS,
    MOST_COLUMNS,
    OTHER,
    SWOLLEN,
    UnwelcomeSheet,
)

MAX_ENTRIES, MAX_PART, MAX_TOTAL, MAX_WORDS = 2_000, 150 * 1024 * 1024, 200 * 1024 * 1024, 24 * 1024 * 1024
LAST_ROW = 1_048_576  # of any spreadsheet


def read(data: bytes, longest: int) -> Iterator[tuple[int, list[str]]]:
    """(line, cells). Raises ``UnwelcomeSheet``."""
    try:
        _judge(data)
        for line, values in enumerate(_rows(data), start=1):
            if len(values) > MOST_COLUMNS and values[MOST_COLUMNS] is not None:
                raise UnwelcomeSheet(LONG_CELLS)
            yield line, [_text(value, longest) for value in values[:MOST_COLUMNS]]
    except UnwelcomeSheet:
        raise
    except Exception as error:  # zipfile, openpyxl and its parser raise a dozen kinds of errors on damaged files
        raise UnwelcomeSheet(BROKEN) from error


def _judge(data: bytes) -> None:
    """Raises ``UnwelcomeSheet`` for a bomb, or for what is no spreadsheet. openpyxl keeps shared words in memory."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        entries = archive.infolist()
    sizes = [entry.file_size for entry in entries]
    words = sum(entry.file_size for entry in entries if entry.filename.lower().endswith("sharedstrings.xml"))
    if len(entries) > MAX_ENTRIES or sum(sizes) > MAX_TOTAL or max(sizes, default=0) > MAX_PART or words > MAX_WORDS:
        raise UnwelcomeSheet(SWOLLEN)
    if not any(entry.filename.startswith("xl/worksheets/") for entry in entries):
        raise UnwelcomeSheet(OTHER)


def _rows(data: bytes) -> Iterator[tuple[Any, ...]]:
    from openpyxl import load_workbook  # noqa: PLC0415 -- 8 MB and a quarter of a second, for the worker alone

    book = load_workbook(io.BytesIO(data), read_only=True, data_only=False, keep_links=False)
    try:
        yield from book.worksheets[0].iter_rows(max_row=LAST_ROW, max_col=MOST_COLUMNS + 1, values_only=True)
    finally:
        book.close()


def _text(value: Any, longest: int) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        value = int(value)  # a number typed as one: 4711, not 4711.0
    text = str(value)
    if len(text) > longest:
        raise UnwelcomeSheet(LONG_CELLS)
    return text.strip()
