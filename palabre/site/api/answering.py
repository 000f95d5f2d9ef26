"""What every answer of the API has: who reads it, how long it may be kept, a tag to ask again with."""

from collections.abc import Callable
from functools import wraps
from hashlib import blake2s
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.cache import patch_vary_headers
from django.utils.http import parse_etags
from django.views.decorators.csrf import csrf_exempt

from palabre.site.api.pace import wait_for
from palabre.site.api.problems import (
    no_token,
    not_a_reading,
    not_a_writing,
    not_its_scope,
    not_known,
    not_so_fast,
)
from palabre.site.api.reader import NotKnown, reader_of

View = Callable[..., HttpResponse]
A_MINUTE = "public, max-age=60"
FOR_ITS_READER = "private, no-store"


def answered(view: View, *, scope: str = "", writes: bool = False) -> View:
    """The view as the API answers: for the reader of the token, tagged; GET and HEAD alone, or POST alone where it
    ``writes``; for tokens of a ``scope`` alone where one is named. Sessions count for nothing.

    So there is nothing to forge across sites: no credential counts that a browser sends by itself.
    """

    @login_not_required
    @csrf_exempt
    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        shows_token = "Authorization" in request.headers
        return _dressed(request, _asked(view, request, scope, writes, *args, **kwargs), shows_token=shows_token)

    return answer


def _asked(view: View, request: Any, scope: str, writes: bool, *args: Any, **kwargs: Any) -> HttpResponse:
    if request.method not in (("POST",) if writes else ("GET", "HEAD")):
        return not_a_writing() if writes else not_a_reading()
    try:
        request.reader = reader_of(request)
    except NotKnown:
        return not_known()
    if seconds := wait_for(request, request.reader):
        return not_so_fast(seconds)
    token = request.reader.token
    if scope and (token is None or token.scope != scope):
        return no_token() if token is None else not_its_scope()
    asked, request.method = (
        request.method,
        "POST" if writes else "GET",
    )  # the server leaves out the content of an answer to HEAD
    try:
        return view(request, *args, **kwargs)
    finally:
        request.method = asked


def _dressed(request: HttpRequest, response: HttpResponse, *, shows_token: bool) -> HttpResponse:
    """Without a token any page on the web may read the answer (CORS): it holds only what everybody may read."""
    response = tagged(request, response)
    response["Cache-Control"] = FOR_ITS_READER if shows_token or response.status_code >= 400 else A_MINUTE
    patch_vary_headers(response, ["Authorization"])
    if not shows_token:
        response["Access-Control-Allow-Origin"] = "*"
        response["Access-Control-Expose-Headers"] = "ETag, Link, Retry-After"
    if following := getattr(request, "next_page", ""):
        response["Link"] = f'<{following}>; rel="next"'
    return response


def tagged(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """The answer with its ETag, or 304 where the reader has it already. The tag is of what is said, word by word.

    Weak and strong tags count alike (RFC 9110, 13.1.2): compression on the way makes a tag weak.
    """
    if response.status_code != 200 or request.method == "POST":
        return response
    tag = f'"{blake2s(response.content, digest_size=12).hexdigest()}"'
    held = {each.removeprefix("W/") for each in parse_etags(request.headers.get("If-None-Match", ""))}
    if held & {tag, "*"}:
        response = HttpResponseNotModified()
    response["ETag"] = tag
    return response
