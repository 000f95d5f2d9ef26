"""The parts of a DOCX or an ODT, taken out of its zip without ever unpacking a bomb."""

import io
import zipfile

from palabre.processes.reading.unreadable import BROKEN, MACROS, SWOLLEN, Unreadable

MAX_ENTRIES = 3_000
MAX_TOTAL = 80 * 1024 * 1024
MAX_PART = 24 * 1024 * 1024
MAX_RATIO = 150
_RATIO_MATTERS_FROM = 4 * 1024 * 1024
_STEP = 64 * 1024
_FURNITURE = ("Basic/", "Dialogs/", "Configurations2/")  # of an ODT: tool bars, and lists of macros without any
_LISTS = ("script-lb.xml", "script-lc.xml", "dialog-lb.xml", "dialog-lc.xml")


def text_parts(data: bytes) -> dict[str, bytes]:
    """The XML parts of an office document, by name; pictures and fonts are left where they are.

    Sizes are judged from the zip's directory before anything is unpacked, and again while unpacking, since a
    directory may lie. Raises ``Unreadable``.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            _judge(entries, len(data))
            parts: dict[str, bytes] = {}
            budget = MAX_TOTAL
            for entry in entries:
                if entry.filename.lower().endswith((".xml", ".rels")) and not entry.filename.startswith(_FURNITURE):
                    parts[entry.filename] = _unpack(archive, entry, min(MAX_PART, budget))
                    budget -= len(parts[entry.filename])
    except Unreadable:
        raise
    except (
        Exception
    ) as error:  # zipfile raises a dozen kinds of errors on damaged files, NotImplementedError among them
        raise Unreadable(BROKEN) from error
    return parts


def repacked(parts: dict[str, bytes]) -> io.BytesIO:
    """The parts as a zip again, in memory, uncompressed."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_STORED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    whole.seek(0)
    return whole


def _judge(entries: list[zipfile.ZipInfo], packed: int) -> None:
    total = sum(entry.file_size for entry in entries)
    largest = max((entry.file_size for entry in entries if entry.filename.lower().endswith(".xml")), default=0)
    swollen = total > _RATIO_MATTERS_FROM and total > MAX_RATIO * packed
    if len(entries) > MAX_ENTRIES or total > MAX_TOTAL or largest > MAX_PART or swollen:
        raise Unreadable(SWOLLEN)
    if any(_holds_macros(entry.filename) for entry in entries):
        raise Unreadable(MACROS)


def _holds_macros(name: str) -> bool:
    """Whether this part of a file is a program: LibreOffice lists its libraries even where they are empty."""
    if name.startswith(("Basic/", "Scripts/")):
        return not name.endswith(("/", *_LISTS))
    return name.lower().endswith("vbaproject.bin")


def _unpack(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, limit: int) -> bytes:
    content = bytearray()
    with archive.open(entry) as part:
        while piece := part.read(_STEP):
            content += piece
            if len(content) > limit:
                raise Unreadable(SWOLLEN)
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content or b"<\x00!\x00" in content or b"\x00<\x00!" in content:
        # The format forbids declarations; only an attack on the parser brings one.
        raise Unreadable(BROKEN)
    return bytes(content)
