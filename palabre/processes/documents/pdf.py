"""A document as PDF: tagged (PDF/UA-1), with its contents, page numbers and annex; made by Typst.

Nothing of a member's is ever read as Typst: the template is fixed and everything goes in as one JSON string.
The template's folder is all that Typst may read; it imports no package, so nothing is fetched.
"""

import json
from dataclasses import asdict
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from palabre.core.contrast import is_colour
from palabre.processes.documents import wording
from palabre.processes.documents.document import Document, Note, Section

TEMPLATE = Path(__file__).resolve().parent.parent / "typst" / "document.typ"
CLAY = "#a8482b"


def pdf_of(document: Document, seal: tuple[int, str] | None = None) -> bytes:
    """The same document gives the same bytes on one machine, whoever asks and whenever.

    ``seal`` (number, first digits) stands small at the foot of each page: whoever keeps a print keeps a witness of
    the record.

    Measured on a busy two-core machine: 22 pages (7 recommendations, 38 measures, 60 comments) in 0.2 to 1.6 s. A
    process that prints grows to about 330 MB and stays there. The last few documents are kept in memory, so that
    a second reader waits for nothing.
    """
    with wording.in_language_of(document):
        said = _data(document) | {"seal": wording.seal(*seal) if seal else ""}
        data = json.dumps(said, ensure_ascii=False, sort_keys=True)
    return _printed(data, int(document.at.timestamp()))


@lru_cache(maxsize=8)
def _printed(data: str, timestamp: int) -> bytes:
    """Typst's own fonts first, so that every machine prints alike. They lack some writings and most emoji: then
    the machine's fonts help; and where it has none either, boxes stand for the missing signs, never an error.
    """
    import typst  # noqa: PLC0415 -- 81 MB: only a process that prints loads it

    def compiled(*, own_fonts_only: bool, accessible: bool) -> bytes:
        return typst.compile(
            TEMPLATE,
            root=TEMPLATE.parent,
            format="pdf",
            ignore_system_fonts=own_fonts_only,
            sys_inputs={"document": data},
            pdf_standards=["ua-1"] if accessible else [],
            timestamp=timestamp,
        )

    for own_fonts_only in (True, False):
        try:
            return compiled(own_fonts_only=own_fonts_only, accessible=True)
        except typst.TypstError as fault:
            if "could not be displayed" not in str(fault):
                raise
    return compiled(own_fonts_only=False, accessible=False)


def _data(document: Document) -> dict[str, Any]:
    """What the template shows, every word of it, in the document's language."""
    return {
        "lang": document.language,
        "title": document.title,
        "subtitle": document.subtitle,
        "cooperative": document.cooperative,
        "accent": document.accent if is_colour(document.accent) else CLAY,
        "authors": document.authors,
        "level": document.level,
        "level_word": wording.level(document),
        "facts": wording.facts(document),
        "running_head": document.title if len(document.title) < 90 else f"{document.title[:88]}…",
        "footer": f"{document.cooperative} · {wording.version(document)} · {document.sha256[:12]}",
        "contents": _("Contents"),
        "sections": [_section(section) for section in document.sections],
        "annex": {
            "title": wording.annex(),
            "says": wording.annex_says(document),
            "no_reply": wording.no_reply(),
            "remarks": [
                {"title": wording.remarks_title(remarks), "notes": [_note(note) for note in remarks.notes]}
                for remarks in document.remarks
            ],
        },
    }


def _section(section: Section) -> dict[str, Any]:
    return {
        "number": section.number,
        "title": wording.section_title(section),
        "asked_by": wording.asked_by(section),
        "blocks": [asdict(block) for block in section.blocks],
        "measures": [
            {
                "number": measure.number,
                "title": measure.title,
                "asked_by": wording.measure_by(measure),
                "blocks": [asdict(block) for block in measure.blocks],
            }
            for measure in section.measures
        ],
    }


def _note(note: Note) -> dict[str, Any]:
    reply = note.reply
    return {
        "by": note.by,
        "head": wording.note_head(note),
        "blocks": [asdict(block) for block in note.blocks],
        "reply": reply and {"head": wording.reply_head(reply), "reason": reply.reason},
    }
