"""The words around a document's own: in its language where Palabre speaks it, with dates written in full."""

from contextlib import AbstractContextManager

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from palabre.core.components.dates import in_full
from palabre.core.components.marks import FATES, LEVELS
from palabre.processes.documents.document import Asked, Document, Note, Remarks, Reply, Section


def in_language_of(document: Document) -> AbstractContextManager:
    """Speak the document's language, whoever reads: the same version is the same file for everyone."""
    spoken = dict(settings.LANGUAGES)
    return translation.override(document.language if document.language in spoken else settings.LANGUAGE_CODE)


def level(document: Document) -> str:
    return str(LEVELS[document.level])


def version(document: Document) -> str:
    return _("Version %(number)s, published on %(day)s") % {"number": document.version, "day": in_full(document.at)}


def facts(document: Document) -> list[tuple[str, str]]:
    """What the first page says about the version, as (term, value)."""
    found = [
        (_("Level of participation"), level(document)),
        (_("Who decided") if document.handed_down_from else _("Who decides"), decider(document)),
        (_("Handed down from"), document.handed_down_from),
        (_("Date of the document"), in_full(document.document_on) if document.document_on else ""),
        (_("Version"), f"{document.version}, {in_full(document.at)}"),
        (_("Drafted by"), ", ".join(document.authors)),
        (_("Groups"), ", ".join(document.groups)),
        (_("Why this version"), document.reason),
        (_("SHA-256 of the texts"), document.sha256),
    ]
    return [(term, value) for term, value in found if value]


def decider(document: Document) -> str:
    facts = {"body": document.decider, "day": in_full(document.answer_due_on)}
    if document.handed_down_from:
        return _("%(body)s, on %(day)s") % facts
    return _("%(body)s, whose answer is owed by %(day)s") % facts


def section_title(section: Section) -> str:
    return section.title or _("Introduction")


def recommendation_title(section: Section) -> str:
    """“Recommendation 1 – Publish the agenda”: in a word processor's outline a bare number says too little."""
    if not section.number:
        return section_title(section)
    return _("Recommendation %(number)s – %(title)s") % {"number": section.number, "title": section_title(section)}


def measure_title(measure: Asked) -> str:
    return _("Measure %(number)s – %(title)s") % {"number": measure.number, "title": measure.title}


def asked_by(section: Section) -> str:
    if not section.number:
        return ""
    if not section.groups:
        return _("Unattributed: the document does not say which group asks this.")
    return _("Asked by: %(groups)s") % {"groups": ", ".join(section.groups)}


def measure_by(measure: Asked) -> str:
    return _("Asked by: %(groups)s") % {"groups": measure.group} if measure.group else ""


def annex() -> str:
    return _("Annex: comments and answers")


def annex_says(document: Document) -> str:
    """How many comments stand there, under what names, up to when."""
    notes = [note for remarks in document.remarks for note in remarks.notes]
    if not notes:
        return _("Nobody has commented on this version yet.")
    newest = max(max(note.at, note.reply.at if note.reply else note.at) for note in notes)
    sentence = ngettext(
        "%(count)s comment, under the name its author chose; the newest words are of %(day)s.",
        "%(count)s comments, under the names their authors chose; the newest words are of %(day)s.",
        len(notes),
    )
    return sentence % {"count": len(notes), "day": in_full(newest)}


def remarks_title(remarks: Remarks) -> str:
    facts = {"number": remarks.number, "title": remarks.title, "version": remarks.left_out}
    if remarks.kind == "document":
        return _("On the whole document")
    if remarks.kind == "recommendation":
        return _("On recommendation %(number)s, “%(title)s”") % facts
    if remarks.left_out:
        return _("On “%(title)s”, a measure left out from version %(version)s") % facts
    return _("On measure %(number)s, “%(title)s”") % facts


def note_head(note: Note) -> str:
    """“Monday 20 April 2020, supported by 2 people”."""
    words = [in_full(note.at)]
    if note.supports:
        supported = ngettext("supported by %(n)s person", "supported by %(n)s people", note.supports)
        words.append(supported % {"n": note.supports})
    if note.late:
        words.append(_("arrived after the closing"))
    return ", ".join(words)


def reply_head(reply: Reply) -> str:
    """“Taken in. Answered by Bruno, Monday 27 April 2020”."""
    facts = {"fate": str(FATES[reply.fate]).capitalize(), "name": reply.by, "day": in_full(reply.at)}
    return _("%(fate)s. Answered by %(name)s, %(day)s") % facts


def no_reply() -> str:
    return _("No answer yet.")
