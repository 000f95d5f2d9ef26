"""Bytes into text: which encoding, and is it text at all?"""

import codecs
import re
import unicodedata

from palabre.processes.reading.unreadable import BINARY, EMPTY, ENCRYPTED, OLD_WORD, OTHER_OFFICE, PDF, Unreadable

_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_BINARY_STARTS = (
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"RIFF",
    b"\x7fELF",
    b"MZ\x90",
    b"\x1f\x8b",
    b"BZh",
    b"7z\xbc\xaf",
    b"Rar!",
    b"\x00\x00\x01\x00",
    b"OggS",
    b"ID3",
    b"SQLite format 3",
    b"\xca\xfe\xba\xbe",
    b"wOFF",
)
_DECLARED = re.compile(rb"<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*[\"']?\s*([\w-]{2,40})", re.IGNORECASE)
_LINE_ENDS = re.compile(r"\r\n?|[\v\f\x85\u2028\u2029]")
_INVISIBLE = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff\ud800-\udfff\ufffe\uffff]")


def refuse_other_formats(data: bytes) -> None:
    """Raise ``Unreadable``, with what to do, for files known by their first bytes not to be text."""
    if data.lstrip()[:5] == b"%PDF-":
        raise Unreadable(PDF)
    if data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        # A DOCX with a password is packed as old Word documents were.
        raise Unreadable(ENCRYPTED if _ENCRYPTED in data else OLD_WORD)
    if data.startswith(b"{\\rtf"):
        raise Unreadable(OTHER_OFFICE)
    if data.startswith(_BINARY_STARTS):
        raise Unreadable(BINARY)


def decode(data: bytes) -> str:
    """The text of a file in UTF-8, UTF-16 or windows-1252, or as its HTML head declares. Raises ``Unreadable``."""
    refuse_other_formats(data)
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if data.startswith(mark):
            return _strictly(data, encoding)
    if encoding := _utf16_by_its_zeros(data):
        return _strictly(data, encoding)
    if _looks_binary(data):
        raise Unreadable(BINARY)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _old_encoding(data)


def settle(text: str) -> str:
    """One kind of line end, composed letters, no invisible controls. Raises ``Unreadable`` when nothing is left."""
    controls = sum(text.count(chr(code)) for code in (0, 1, 2, 3, 4, 5, 6, 14, 15, 16))
    if controls > 8 and controls > len(text) // 200:
        raise Unreadable(BINARY)
    text = unicodedata.normalize("NFC", _INVISIBLE.sub("", _LINE_ENDS.sub("\n", text)))
    if not text.strip():
        raise Unreadable(EMPTY)
    return text


def _strictly(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise Unreadable(BINARY) from error


def _old_encoding(data: bytes) -> str:
    declared = _DECLARED.search(data[:4096])
    for encoding in (declared.group(1).decode("ascii", "replace") if declared else "", "windows-1252", "latin-1"):
        try:
            return data.decode(encoding) if encoding else data.decode("windows-1252")
        except (LookupError, UnicodeDecodeError):
            continue
    raise Unreadable(BINARY)


def _utf16_by_its_zeros(data: bytes) -> str:
    """Notepad may leave out the mark: Latin text in UTF-16 then shows a zero every second byte."""
    start = data[:4000]
    if len(start) < 8 or len(data) % 2:
        return ""
    even, odd = start[0::2].count(0), start[1::2].count(0)
    if odd > len(start) * 0.35 and even < len(start) * 0.02:
        return "utf-16-le"
    return "utf-16-be" if even > len(start) * 0.35 and odd < len(start) * 0.02 else ""


def _looks_binary(data: bytes) -> bool:
    start = data[:8000] + data[-2000:]
    controls = sum(start.count(code) for code in [*range(9), *range(14, 27), *range(28, 32)])
    return b"\x00" in start or controls > len(start) // 50
