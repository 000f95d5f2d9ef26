"""Refusals that no view gives: a page for people, a problem (RFC 9457) for programs."""

import sys
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views import defaults

from palabre.core.outage import outage_of
from palabre.site.api.problems import asked_for, not_there, problem
from palabre.site.views import outages


def unreadable(request: HttpRequest, exception: Any) -> HttpResponse:
    """400."""
    if asked_for(request):
        return problem(400, _("This request could not be read."))
    return defaults.bad_request(request, exception)


def missing(request: HttpRequest, exception: Any) -> HttpResponse:
    """404."""
    return not_there() if asked_for(request) else defaults.page_not_found(request, exception)


def broken(request: HttpRequest) -> HttpResponse:
    """503 when the database or the disk does not do its part, else 500. Asks nothing of the database.

    Django calls it while the fault is being handled, from wherever it came: a view, a middleware, a page of error.
    """
    if outage := outage_of(sys.exc_info()[1]):
        return outages.answered(request, outage)
    if asked_for(request):
        return problem(500, _("Something broke here. It is written down; please try again later."))
    return defaults.server_error(request)
