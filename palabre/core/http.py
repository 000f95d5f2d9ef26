"""Turn an answer into a response: a whole page, one part of it for htmx, or a redirect."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.cache import patch_vary_headers


def is_htmx(request: HttpRequest) -> bool:
    """Whether htmx asked for a part (a boosted link asks for the whole page)."""
    return request.headers.get("HX-Request") == "true" and "HX-Boosted" not in request.headers


def page(request: HttpRequest, template: str, context: dict, *, part: str = "", status: int = 200) -> HttpResponse:
    """Render ``template``, or only its partial ``part`` when htmx asked."""
    name = f"{template}#{part}" if part and is_htmx(request) else template
    response = render(request, name, context, status=status)
    patch_vary_headers(response, ["HX-Request"])
    return response


def not_understood(request: HttpRequest) -> HttpResponse:
    """422 where no page of ours sends such words, so that there is no form to show again."""
    return render(request, "422.html", status=422)


class SeeOther(HttpResponseRedirect):
    """303: the POST is done, read the result with GET."""

    status_code = 303
