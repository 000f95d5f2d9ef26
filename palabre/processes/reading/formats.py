"""A document of any of the five formats into an ordered list of blocks."""

import re
from dataclasses import dataclass
from pathlib import PurePath

from palabre.processes.reading.archive import text_parts
from palabre.processes.reading.blocks import Block
from palabre.processes.reading.collecting import promote_letters
from palabre.processes.reading.decoding import decode, settle
from palabre.processes.reading.html import read_html
from palabre.processes.reading.markdown import read_markdown
from palabre.processes.reading.odt import read_odt
from palabre.processes.reading.plain import read_plain
from palabre.processes.reading.unreadable import EMPTY, OTHER_OFFICE, TOO_LARGE, Unreadable

MAX_BYTES = 10 * 1024 * 1024
_HTML_START = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,2000}?-->\s*)?<(?:!doctype html|html|body|head|article|main|div|p|h[1-6]"
    r"|ul|ol|table|section)\b",
    re.IGNORECASE | re.DOTALL,
)
_HTML_BLOCK = re.compile(
    r"</(?:p|h[1-6]|li|div|ul|ol|table|section|article|blockquote)>|<br\s*/?>\s*\n?.*<br", re.IGNORECASE
)
_MARKDOWN_TITLE = re.compile(r"^ {0,3}#{1,6}[ \t]+\S", re.MULTILINE)
_UNDERLINED = re.compile(r"^[^\s\-=][^\n]{0,200}\n(?:={4,}|-{4,})[ \t]*$", re.MULTILINE)
_OPEN_DOCUMENT = re.compile(rb"application/vnd\.oasis\.opendocument\.([a-z]+)")
_BOLD = re.compile(r"\*\*[^*\n]{1,300}\*\*|__[^_\n]{1,300}__")


@dataclass(frozen=True, slots=True)
class Document:
    format: str  # "docx", "odt", "html", "markdown" or "plain"
    blocks: list[Block]


def read(data: bytes | str, *, filename: str = "") -> Document:
    """The blocks of a document whose format is told by its content first and its name second. Raises ``Unreadable``."""
    if len(data) > MAX_BYTES or (
        isinstance(data, str) and len(data) * 4 > MAX_BYTES and _encoded_length(data) > MAX_BYTES
    ):
        raise Unreadable(TOO_LARGE)
    if not data:
        raise Unreadable(EMPTY)
    if isinstance(data, bytes) and data.startswith(b"PK"):
        return _read_zip(data)
    text = settle(decode(data) if isinstance(data, bytes) else data)
    kind = _format_of(text, PurePath(filename).suffix.lower())
    reader = {"html": read_html, "markdown": read_markdown, "plain": read_plain}[kind]
    blocks = promote_letters(reader(text))
    if not blocks and kind == "html":
        raise Unreadable(EMPTY)
    return Document(kind, blocks)


def _read_zip(data: bytes) -> Document:
    """A zip says in its first bytes that it is an OpenDocument; else its parts tell."""
    kind = _OPEN_DOCUMENT.search(data[:200])
    if b"application/epub" in data[:200] or (kind and not kind[1].startswith(b"text")):
        raise Unreadable(OTHER_OFFICE)
    parts = text_parts(data)
    odt = bool(kind) or ("content.xml" in parts and "META-INF/manifest.xml" in parts)
    blocks = promote_letters(read_odt(parts) if odt else _read_docx(parts))
    if not blocks:
        raise Unreadable(EMPTY)
    return Document("odt" if odt else "docx", blocks)


def _read_docx(parts: dict[str, bytes]) -> list[Block]:
    from palabre.processes.reading.docx import read_docx  # noqa: PLC0415 -- python-docx takes a while to load

    return read_docx(parts)


def _encoded_length(text: str) -> int:
    return len(text.encode("utf-8", "surrogatepass"))


def _format_of(text: str, suffix: str) -> str:
    if suffix in {".html", ".htm", ".xhtml"} or _HTML_START.match(text):
        return "html"
    if suffix in {".md", ".markdown", ".mkd"}:
        return "markdown"
    start = text[:200_000]
    tags = len(_HTML_BLOCK.findall(start))
    if tags >= 2 and tags > len(_MARKDOWN_TITLE.findall(start)):
        return "html"
    return "markdown" if _is_markdown(start) else "plain"


def _is_markdown(start: str) -> bool:
    return bool(_MARKDOWN_TITLE.search(start) or _UNDERLINED.search(start)) or len(_BOLD.findall(start)) >= 2
