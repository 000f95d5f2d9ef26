"""Where a mail server hands on what came in: one message a call, signed."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from palabre.commons.notices.inbound.keeping import keep
from palabre.commons.notices.inbound.signing import is_ours


@login_not_required
@csrf_exempt  # a program posts it; what it sends is signed
@require_POST
def inbound(request: HttpRequest) -> HttpResponse:
    """202 once it is kept; the worker reads it. 401 for a wrong signature or time, 409 for the same call again."""
    if not settings.INBOUND_SECRET:
        raise Http404
    try:
        raw = request.body
    except RequestDataTooBig:
        return _say(413, "This message is too large.")
    signature = request.headers.get("X-Palabre-Signature", "")
    if not is_ours(request.headers.get("X-Palabre-Timestamp", ""), signature, raw):
        return _say(401, "The signature or its time is not right.")
    if not raw.strip():
        return _say(400, "There is no message.")
    return _say(202, "Kept.") if keep(raw, signature) else _say(409, "This call was made before.")


def _say(status: int, words: str) -> HttpResponse:
    """For a program's log: not translated."""
    return HttpResponse(f"{words}\n", status=status, content_type="text/plain; charset=utf-8")
