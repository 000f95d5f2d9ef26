"""A document as one sequence of headings and paragraphs, each under the name of a style: what word processors want.

The words are those of the PDF. What Palabre says around the members' words stands in styles of its own (``OURS``), so
that a document which comes back in is read without them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from urllib.parse import quote, urlsplit

from django.utils.translation import gettext as _

from palabre.commons.texts.printing.blocks import Block, Run
from palabre.processes.documents import wording
from palabre.processes.documents.document import Document, Note, Section
from palabre.processes.reading.styles import FACT, OURS

COOPERATIVE = f"{OURS}Cooperative"
ASKED_BY = f"{OURS}Asked by"
COMMENTER = f"{OURS}Commenter"
COMMENT = f"{OURS}Comment"
ANSWER = f"{OURS}Answer"
TITLE, SUBTITLE, TEXT = "Title", "Subtitle", "Normal"

DEEPEST_HEADING = 6
_LEVEL_MARKS = {"information": "◔", "consultation": "◑", "concertation": "◕", "codecision": "●"}
_FORBIDDEN = re.compile(r"[^\t\n\x20-\x7e\xa0-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd\U00010000-\U0010ffff]")
_HOST = re.compile(r"[\w.-]+")


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph (``runs``), or what a member wrote below a heading of ``level`` (``blocks``).

    A heading has its level from 1 and the style “Heading 1” and so on; ``contents`` says that the table of contents
    names it.
    """

    style: str
    runs: tuple[Run, ...] = ()
    level: int = 0
    blocks: tuple[Block, ...] = ()
    contents: bool = False


@dataclass(frozen=True, slots=True)
class Outline:
    """``contents`` is the title of the table of contents, empty when the document is too short for one."""

    pieces: tuple[Piece, ...]
    contents: str
    footer: str


def outline_of(document: Document) -> Outline:
    """Everything the document says, in its language, in an order a screen reader can follow."""
    with wording.in_language_of(document):
        pieces = (*_first_page(document), *_sections(document), *_annex(document))
        named = sum(piece.contents for piece in pieces)
        footer = f"{document.cooperative} · {wording.version(document)} · {document.sha256[:12]}"
        return Outline(pieces, _("Contents") if named > 2 else "", printable(footer))


def heading(level: int) -> str:
    return f"Heading {min(level, DEEPEST_HEADING)}"


def printable(text: str) -> str:
    """``text`` without what XML cannot hold: a name or a title may carry a control character, a file may not."""
    return _FORBIDDEN.sub("", text)


def runs_said(runs: tuple[Run, ...]) -> tuple[Run, ...]:
    """Runs that any word processor opens: one address it cannot parse, and Word refuses the whole file."""
    said = (replace(run, text=printable(run.text), href=_address(run.href)) for run in runs)
    return tuple(run for run in said if run.text)


def _address(href: str) -> str:
    try:
        parts = urlsplit(printable(href))
        whole = parts.scheme in ("http", "https") and _HOST.fullmatch(parts.hostname or "") and (parts.port or 1)
    except ValueError:
        return ""
    return quote(parts.geturl(), safe="%/:=&?~#+!$,;'@()*") if whole else ""


def _piece(style: str, *runs: Run) -> Piece:
    return Piece(style, runs_said(runs))


def _titled(level: int, title: str) -> Piece:
    return Piece(heading(level), (Run(printable(" ".join(title.split()))),), level, contents=level < 3)


def _said(style: str, level: int, blocks: tuple[Block, ...]) -> Iterator[Piece]:
    if blocks:
        yield Piece(style, level=level, blocks=blocks)


def _first_page(document: Document) -> Iterator[Piece]:
    mark = f"{_LEVEL_MARKS[document.level]} {wording.level(document)}"
    yield _piece(COOPERATIVE, Run(document.cooperative, strong=True), Run(f" · {mark}"))
    yield _piece(TITLE, Run(" ".join(document.title.split())))
    if document.subtitle:
        yield _piece(SUBTITLE, Run(" ".join(document.subtitle.split())))
    for term, value in wording.facts(document):
        colon = _("%(term)s: %(value)s") % {"term": term, "value": "\n"}
        yield _piece(FACT, Run(colon.split("\n")[0], strong=True), Run(" ".join(value.split())))


def _sections(document: Document) -> Iterator[Piece]:
    for section in document.sections:
        yield _titled(1, wording.recommendation_title(section))
        yield from _section(section)


def _section(section: Section) -> Iterator[Piece]:
    if section.number:
        yield _piece(ASKED_BY, Run(wording.asked_by(section)))
    yield from _said(TEXT, 1, section.blocks)
    for measure in section.measures:
        yield _titled(2, wording.measure_title(measure))
        if measure.group:
            yield _piece(ASKED_BY, Run(wording.measure_by(measure)))
        yield from _said(TEXT, 2, measure.blocks)


def _annex(document: Document) -> Iterator[Piece]:
    yield _titled(1, wording.annex())
    yield _piece(COMMENT, Run(wording.annex_says(document)))
    for remarks in document.remarks:
        yield _titled(2, wording.remarks_title(remarks))
        for note in remarks.notes:
            yield from _note(note)


def _note(note: Note) -> Iterator[Piece]:
    yield _piece(COMMENTER, Run(note.by, strong=True), Run(f" {wording.note_head(note)}"))
    yield from _said(COMMENT, 2, note.blocks)
    if note.reply is None:
        yield _piece(ANSWER, Run(wording.no_reply()))
    else:
        head, reason = wording.reply_head(note.reply), note.reply.reason.strip()
        yield _piece(ANSWER, Run(head, strong=True), Run(f"\n{reason}" if reason else ""))
