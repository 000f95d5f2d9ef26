"""What is answered when the database or the disk does not do its part (``palabre.core.outage`` says which)."""

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import CsrfViewMiddleware, get_token
from django.template.loader import render_to_string
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.views.defaults import server_error

from palabre.core.form_keys import FIELD
from palabre.core.outage import BUSY, Outage, note
from palabre.core.written import words_written
from palabre.site.api.problems import asked_for, problem

LONGEST_AGAIN = 200_000  # characters that the page carries, to be sent again with one press


def answered(request: HttpRequest, outage: Outage) -> HttpResponse:
    """503, with what was typed, and when to try again. Asks nothing of the database; logs one line."""
    note(outage, request)
    response = _answer(request, outage)
    response["Retry-After"] = str(outage.seconds)
    response._has_been_logged = True  # type: ignore[attr-defined]  # by ``note``, in one line and without a trace
    add_never_cache_headers(response)
    return response


def _answer(request: HttpRequest, outage: Outage) -> HttpResponse:
    sentence = _sentence(outage)
    if asked_for(request) or "application/json" in request.headers.get("Accept", ""):
        return problem(503, sentence)
    again = _again(request)
    context = {
        "sentence": sentence,
        "reading_goes_on": outage.reading_goes_on,
        "sent": request.method == "POST",
        "written": words_written(request),
        "again": again,
        "once": any(name == FIELD for name, _value in again),
        "address": request.get_full_path(),
        "token": get_token(request) if again else "",
    }
    return HttpResponse(render_to_string("503.html", context), status=503)


def _sentence(outage: Outage) -> str:
    if outage.reading_goes_on:
        return _("For the moment nothing new can be recorded. Everything can still be read.")
    if outage.kind == BUSY:
        return _("Too many people are writing at this very moment.")
    return _("The place where everything is kept does not answer for the moment.")


def _again(request: HttpRequest) -> list[tuple[str, str]]:
    """The fields of the form that was sent, to send them again with one press: the form's key makes it once.

    Nothing for a file (it is chosen again), for a secret, for what is very long, nor for a form that another site sent.
    """
    if request.method != "POST" or request.FILES or not _is_from_here(request):
        return []
    sent = [(name, value) for name, values in request.POST.lists() for value in values if name != "csrfmiddlewaretoken"]
    secret = any("password" in name or "code" in name for name, _value in sent)
    long = sum(len(name) + len(value) for name, value in sent) > LONGEST_AGAIN
    return [] if secret or long else sent


class _Token(CsrfViewMiddleware):
    """Django's check of a form's token, without the page that says no: that one would ask the database."""

    def _reject(self, request: HttpRequest, reason: str) -> HttpResponse:
        return HttpResponse(status=403)


def _is_from_here(request: HttpRequest) -> bool:
    return _Token(server_error).process_view(request, server_error, (), {}) is None
