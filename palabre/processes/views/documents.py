"""Any version to take home: PDF in one click; Word, OpenDocument and Markdown too. Public when the process is."""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.module_loading import import_string
from django.utils.text import slugify
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_cookie

from palabre.commons.trail.seals import newest_mark
from palabre.core.http import handed_over
from palabre.processes.documents.document import Document
from palabre.processes.models import Edition, Process, Recommendation
from palabre.processes.queries.documents import document_of_edition, document_of_revision


@dataclass(frozen=True, slots=True)
class Form:
    """A form in which a version goes home: its ending, its media type, who writes it, and whether with a seal.

    Who writes it is named and not imported: the libraries of the office would be half of the time to the first page.
    """

    ending: str
    media_type: str
    writer: str
    sealed: bool = False

    def write(self, *words: Any) -> str | bytes:
        return import_string(f"palabre.processes.documents.{self.writer}")(*words)


_OFFICE = "application/vnd"
PDF = Form("pdf", "application/pdf", "pdf.pdf_of", sealed=True)
DOCX = Form("docx", f"{_OFFICE}.openxmlformats-officedocument.wordprocessingml.document", "docx.docx_of")
ODT = Form("odt", f"{_OFFICE}.oasis.opendocument.text", "odt.odt_of")
MARKDOWN = Form("md", "text/markdown; charset=utf-8", "markdown.markdown_of")


@login_not_required
@require_safe
@vary_on_cookie
def process_document(request: HttpRequest, pk: int, number: int, form: Form) -> HttpResponse:
    return _handed_over(request, _edition(request, pk, number), form)


@login_not_required
@require_safe
@vary_on_cookie
def recommendation_document(request: HttpRequest, pk: int, number: int, form: Form) -> HttpResponse:
    return _handed_over(request, _revision(request, pk, number), form)


def _edition(request: HttpRequest, pk: int, number: int) -> Document:
    process = get_object_or_404(Process.objects.visible_to(request.user), pk=pk)
    edition = get_object_or_404(Edition.objects.select_related("process"), process=process, number=number)
    return document_of_edition(edition, request.user)


def _revision(request: HttpRequest, pk: int, number: int) -> Document:
    found = Recommendation.objects.visible_to(request.user).select_related("process", "text")
    recommendation = get_object_or_404(found.prefetch_related("groups", "measures__group"), pk=pk)
    revision = get_object_or_404(recommendation.text.revisions, number=number)
    return document_of_revision(recommendation, revision, request.user)


def _handed_over(request: HttpRequest, document: Document, form: Form) -> HttpResponse:
    """The file, named after what it is; 304 when the reader has it already, before anything is printed."""
    seal = newest_mark() if form.sealed else None
    return handed_over(
        request,
        name=f"{slugify(document.title)[:60].strip('-') or 'document'}-version-{document.version}.{form.ending}",
        media_type=form.media_type,
        etag=f"{document.fingerprint()[:32]}{f'-{seal[0]}' if seal else ''}-{form.ending}",
        write=lambda: form.write(document, seal) if form.sealed else form.write(document),
    )
