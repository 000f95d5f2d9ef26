"""CSV: which encoding, which separator, and the rows."""

import csv
import io
from collections.abc import Iterator

from palabre.core.tables.unwelcome import BROKEN, LONG_CELLS, MOST_COLUMNS, OTHER, UnwelcomeSheet

SEPARATORS = ";,\t|"
_SAMPLE = 20  # lines looked at to find the separator
_BINARY = (
    b"%PDF",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"\xd0\xcf\x11\xe0",
    b"{\\rtf",
    b"\x7fELF",
    b"MZ",
    b"\x1f\x8b",
)


def read(data: bytes, longest: int) -> Iterator[tuple[int, list[str]]]:
    """(line, cells stripped). Raises ``UnwelcomeSheet``."""
    encoding = encoding_of(data)
    head = data[:65_536].decode(encoding, "ignore").lstrip("\ufeff")
    if head[:4].lower() == "sep=" and head[4:5] in SEPARATORS:
        separator = head[4]
    else:
        separator = separator_of(head.splitlines()[:_SAMPLE])
    text = io.TextIOWrapper(io.BytesIO(data), encoding=encoding, newline="")
    rows = csv.reader(text, delimiter=separator)
    try:
        for cells in rows:
            if len(cells) > MOST_COLUMNS or any(len(cell) > longest for cell in cells):
                raise UnwelcomeSheet(LONG_CELLS)
            if rows.line_num == 1 and "".join(cells).lstrip("\ufeff").lower().startswith("sep="):
                continue  # what Excel writes first so that it reads itself
            yield rows.line_num, [cell.replace("\ufeff", "").strip() for cell in cells]
    except (csv.Error, UnicodeDecodeError) as error:
        raise UnwelcomeSheet(BROKEN) from error


def encoding_of(data: bytes) -> str:
    """UTF-8 where it is that (with or without its mark), UTF-16 by its mark, else what Windows writes here (1252)."""
    if data.startswith(_BINARY):
        raise UnwelcomeSheet(OTHER)
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    if b"\x00" in data:
        raise UnwelcomeSheet(OTHER)
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        try:
            data.decode("windows-1252")
        except UnicodeDecodeError:
            return "latin-1"
        return "windows-1252"
    return "utf-8-sig"


def separator_of(lines: list[str]) -> str:
    """The sign that parts most of the first lines in as many cells as the header; a comma where none does."""

    def fits(sign: str) -> tuple[int, int]:
        counts = [len(row) - 1 for row in csv.reader(lines, delimiter=sign) if row]
        return (sum(count == counts[0] for count in counts), counts[0]) if counts and counts[0] else (0, 0)

    return max(SEPARATORS, key=fits) if any(fits(sign)[0] for sign in SEPARATORS) else ","
