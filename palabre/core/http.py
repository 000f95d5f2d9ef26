"""Turn an answer into a response: a whole page, one part of it for htmx, or a redirect."""

from collections.abc import Callable
from urllib.parse import urlsplit, urlunsplit

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.cache import get_conditional_response, patch_cache_control, patch_vary_headers
from django.utils.http import content_disposition_header, url_has_allowed_host_and_scheme

from palabre.core.holes import cut, filled


def is_htmx(request: HttpRequest) -> bool:
    """Whether htmx asked for a part (a boosted link asks for the whole page)."""
    return request.headers.get("HX-Request") == "true" and "HX-Boosted" not in request.headers


def page(request: HttpRequest, template: str, context: dict, *, part: str = "", status: int = 200) -> HttpResponse:
    """Render ``template``, or only its partial ``part`` when htmx asked. Names lead where this reader may follow."""
    name = f"{template}#{part}" if part and is_htmx(request) else template
    html = render_to_string(name, context, request)
    response = HttpResponse(filled(cut(html), request), status=status)
    patch_vary_headers(response, ["HX-Request"])
    return response


def handed_over(
    request: HttpRequest, *, name: str, media_type: str, etag: str, write: Callable[[], str | bytes]
) -> HttpResponse:
    """A document as a file to keep; 304 when the reader has it already, before anything is written.

    ``etag`` (without quotes) changes with anything it says to this reader. A browser asks again before it shows the
    file once more, and no proxy keeps it.
    """
    quoted = f'"{etag}"'
    if unchanged := get_conditional_response(request, etag=quoted):
        return unchanged
    response = HttpResponse(write(), content_type=media_type)
    response["Content-Disposition"] = content_disposition_header(True, name)
    response["ETag"] = quoted
    response["X-Content-Type-Options"] = "nosniff"
    patch_cache_control(response, private=True, no_cache=True)
    return response


def not_understood(request: HttpRequest) -> HttpResponse:
    """422 where no page of ours sends such words, so that there is no form to show again."""
    return render(request, "422.html", status=422)


def page_before(request: HttpRequest) -> str:
    """The page of ours from which ``request`` came (path and query), or the home page."""
    came = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(came, {request.get_host()}, require_https=request.is_secure()):
        return "/"
    return urlunsplit(("", "", *urlsplit(came)[2:4], ""))


class SeeOther(HttpResponseRedirect):
    """303: the POST is done, read the result with GET."""

    status_code = 303
