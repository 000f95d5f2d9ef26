"""Any version to take home: PDF in one click, Markdown too. Public when the process is."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_cookie

from palabre.commons.trail.seals import newest_mark
from palabre.processes.documents.document import Document
from palabre.processes.documents.markdown import markdown_of
from palabre.processes.documents.pdf import pdf_of
from palabre.processes.models import Edition, Process, Recommendation
from palabre.processes.queries.documents import document_of_edition, document_of_revision


@login_not_required
@require_safe
@vary_on_cookie
def process_pdf(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    return _handed_over(request, _edition(request, pk, number), "pdf")


@login_not_required
@require_safe
@vary_on_cookie
def process_markdown(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    return _handed_over(request, _edition(request, pk, number), "md")


@login_not_required
@require_safe
@vary_on_cookie
def recommendation_pdf(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    return _handed_over(request, _revision(request, pk, number), "pdf")


@login_not_required
@require_safe
@vary_on_cookie
def recommendation_markdown(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    return _handed_over(request, _revision(request, pk, number), "md")


def _edition(request: HttpRequest, pk: int, number: int) -> Document:
    process = get_object_or_404(Process.objects.visible_to(request.user), pk=pk)
    edition = get_object_or_404(Edition.objects.select_related("process"), process=process, number=number)
    return document_of_edition(edition, request.user)


def _revision(request: HttpRequest, pk: int, number: int) -> Document:
    found = Recommendation.objects.visible_to(request.user).select_related("process", "text")
    recommendation = get_object_or_404(found.prefetch_related("groups", "measures__group"), pk=pk)
    revision = get_object_or_404(recommendation.text.revisions, number=number)
    return document_of_revision(recommendation, revision, request.user)


def _handed_over(request: HttpRequest, document: Document, extension: str) -> HttpResponse:
    """The file, named after what it is; 304 when the reader has it already, before anything is printed."""
    seal = newest_mark() if extension == "pdf" else None
    mark = f"-{seal[0]}" if seal else ""
    etag = f'"{document.fingerprint()[:32]}{mark}-{extension}"'
    if unchanged := get_conditional_response(request, etag=etag):
        return unchanged
    if extension == "pdf":
        response = HttpResponse(pdf_of(document, seal), content_type="application/pdf")
    else:
        response = HttpResponse(markdown_of(document), content_type="text/markdown; charset=utf-8")
    name = f"{slugify(document.title)[:60].strip('-') or 'document'}-version-{document.version}.{extension}"
    response["Content-Disposition"] = content_disposition_header(True, name)
    response["ETag"] = etag
    response["X-Content-Type-Options"] = "nosniff"
    patch_cache_control(response, private=True, no_cache=True)
    return response
