"""A document as PDF: a printed page of the house, with the level of participation and the comments as an annex."""

from dataclasses import asdict
from typing import Any

from palabre.commons.texts.printing.paper import printed
from palabre.processes.documents import wording
from palabre.processes.documents.document import Document, Note, Section


def pdf_of(document: Document, seal: tuple[int, str] | None = None) -> bytes:
    """The same document gives the same bytes on one machine, whoever asks and whenever (``paper.printed``)."""
    with wording.in_language_of(document):
        return printed(_data(document), at=document.at, seal=seal)


def _data(document: Document) -> dict[str, Any]:
    """What the template shows, every word of it, in the document's language."""
    return {
        "lang": document.language,
        "title": document.title,
        "subtitle": document.subtitle,
        "cooperative": document.cooperative,
        "accent": document.accent,
        "authors": document.authors,
        "level": document.level,
        "level_word": wording.level(document),
        "facts": wording.facts(document),
        "footer": f"{document.cooperative} · {wording.version(document)} · {document.sha256[:12]}",
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
