"""Hand a file to whoever may read it. Always a download, never a page of ours."""

from django.contrib.auth.decorators import login_not_required
from django.http import FileResponse, HttpRequest
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from palabre.commons.files.models import File


@login_not_required
@require_safe
def file(request: HttpRequest, pk: int) -> FileResponse:
    """The bytes, to whom the file is addressed (404 to others); not cached by anyone in between."""
    found = get_object_or_404(File.objects.visible_to(request.user), pk=pk)
    response = FileResponse(
        found.content.open("rb"), as_attachment=True, filename=found.name, content_type=found.media_type
    )
    response["Cache-Control"] = "private, no-store"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response
