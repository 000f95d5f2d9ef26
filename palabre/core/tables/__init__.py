"""Tables as programs and spreadsheets write them: rows of words out of CSV or XLSX. Never trusted."""

from collections.abc import Iterator

from palabre.core.tables import csv_rows, xlsx_rows
from palabre.core.tables.unwelcome import LONGEST_CELL, MOST_ROWS, TOO_LARGE, TOO_MANY, UnwelcomeSheet

LARGEST = 20 * 1024 * 1024
Row = tuple[int, list[str]]


def rows_of(data: bytes, longest: int = LONGEST_CELL) -> Iterator[Row]:
    """(line, cells) of every row that is not empty, the first line being 1. Raises ``UnwelcomeSheet``, with a sentence.

    ``longest``: the most characters of a cell. One row in memory at a time, besides the file. A formula is never
    computed: its words are read, as words.
    """
    if len(data) > LARGEST:
        raise UnwelcomeSheet(TOO_LARGE)
    reads = xlsx_rows.read if data.startswith(b"PK") else csv_rows.read
    for count, (line, cells) in enumerate(row for row in reads(data, longest) if any(row[1])):
        if count > MOST_ROWS:
            raise UnwelcomeSheet(TOO_MANY)
        yield line, cells
