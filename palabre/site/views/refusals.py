"""Refusals that no view gives: a page for people, a problem (RFC 9457) for programs."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views import defaults

from palabre.site.api.problems import asked_for, not_there, problem


def unreadable(request: HttpRequest, exception: Any) -> HttpResponse:
    """400."""
    if asked_for(request):
        return problem(400, _("This request could not be read."))
    return defaults.bad_request(request, exception)


def missing(request: HttpRequest, exception: Any) -> HttpResponse:
    """404."""
    return not_there() if asked_for(request) else defaults.page_not_found(request, exception)


def broken(request: HttpRequest) -> HttpResponse:
    """500. Asks nothing of the database, which may be what broke."""
    if asked_for(request):
        return problem(500, _("Something broke here. It is written down; please try again later."))
    return defaults.server_error(request)
