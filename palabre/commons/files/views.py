"""Hand a file to whoever may read it. Always a download, never a page of ours."""

from django.contrib.auth.decorators import login_not_required
from django.http import FileResponse, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from palabre.commons.files.models import File
from palabre.commons.files.s3 import StoreAway


@login_not_required
@require_safe
def file(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The bytes, to whom the file is addressed (404 to others); not cached by anyone in between. 503: later."""
    return handed_out(request, get_object_or_404(File.objects.visible_to(request.user), pk=pk))


def handed_out(request: HttpRequest, found: File) -> HttpResponseBase:
    """The bytes of ``found`` as a download. Asks nobody: whoever calls it has asked who may have it."""
    try:
        content = found.content.open("rb")
    except StoreAway:
        later = render(request, "files/away.html", status=503)
        later["Retry-After"] = "60"
        return later
    response = FileResponse(content, as_attachment=True, filename=found.name, content_type=found.media_type)
    response["Cache-Control"] = "private, no-store"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response
