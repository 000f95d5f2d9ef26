"""Promises kept for every request: refusals have sentences and give words back, reading never writes, logs name
nobody, and what is one person's is kept by no browser and no proxy."""

import logging
import re
import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.sessions.exceptions import SessionInterrupted
from django.contrib.sessions.middleware import SessionMiddleware
from django.db import Error, OperationalError, connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.http import urlencode

from palabre.core.http import page_before
from palabre.core.outage import outage_of
from palabre.core.verdict import Refused
from palabre.core.written import words_written

Next = Callable[[HttpRequest], HttpResponse]
log = logging.getLogger("palabre.requests")


class SentencesForRefusals:
    """A ``Refused`` of an action becomes a page that says why and gives back what was typed: 403, or 429 to wait."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, Refused):
            return None
        template, status = ("429.html", 429) if exception.verdict.retry else ("403.html", 403)
        words = {"reason": exception.verdict.reason, "written": words_written(request)}
        return render(request, template, words, status=status)


class SignInFirst(LoginRequiredMiddleware):
    """Who is not signed in is shown where to sign in. A form sent when the session was over (signed out in another
    tab, or after two weeks) gets its words back, and keeps them nowhere: 403. In Django, they would be lost.
    """

    def handle_no_permission(  # type: ignore[override]
        self, request: HttpRequest, view_func: Callable
    ) -> HttpResponse:
        if request.method in ("GET", "HEAD"):
            return super().handle_no_permission(request, view_func)
        words = {"written": words_written(request), "doors": urlencode({"next": page_before(request)})}
        return render(request, "sign_in_first.html", words, status=403)


class PersonalPagesAreNotKept:
    """Whoever comes with a session gets pages that no browser and no proxy keeps: after signing out on a shared
    computer, the back button shows nothing. Only what says otherwise itself (``/look.css``) may be kept.
    """

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        cookie = settings.SESSION_COOKIE_NAME
        if "Cache-Control" not in response and (cookie in request.COOKIES or cookie in response.cookies):
            patch_cache_control(response, private=True, no_store=True)
        return response


class SessionsThatMayWait(SessionMiddleware):
    """A page that was read is shown even when its session cannot be kept: the disk is full, the database only read."""

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        try:
            return super().process_response(request, response)
        except (Error, SessionInterrupted) as fault:  # Django takes any fault of the database for a session that ended
            outage = outage_of(fault)
            if outage is None:
                raise
            if request.method not in ("GET", "HEAD") or not outage.reading_goes_on:
                raise OperationalError("the session cannot be kept") from fault
            patch_vary_headers(response, ("Cookie",))
            return response


class WroteWhileReading(AssertionError):
    """A GET tried to change the database."""


class ReadingNeverWrites:
    """In tests and in the demo, a GET or HEAD that writes fails.

    Exceptions: the session; the one row that allauth's page of addresses notes for an account that was made
    without it (``palabre/membership/tests/test_accounts.py`` finds no other); its note that recovery codes were seen;
    the day a token was last used, and no other word of it. And the addresses in ``settings.WRITES_ON_GET``: a sign-in
    that comes back from another house comes as a GET.
    """

    reads = re.compile(r"[\s(]*(SELECT|WITH|SAVEPOINT|RELEASE|ROLLBACK|PRAGMA|EXPLAIN|BEGIN|SHOW)\b", re.IGNORECASE)
    # What a reading statement may carry: WITH … UPDATE, EXPLAIN ANALYZE DELETE. Not FOR UPDATE, which only locks.
    carried = re.compile(
        r"\b(INSERT|DELETE|MERGE|REPLACE)\s+(OR\s+\w+\s+)?(INTO|FROM)\b|(?<!FOR )(?<!KEY )\bUPDATE\b", re.I
    )
    quoted = re.compile(r"""'[^']*'|"[^"]*\"""")
    excepted = re.compile(
        r""" "(django_session|account_emailaddress)" | ^UPDATE\ "membership_token"\ SET\ "used_on"\ =\ [^\s,]+\s*$
        | ^UPDATE\ "mfa_authenticator"\ SET\ "data"\ =\ [^\s,]+\s*$ """,
        re.X,
    )

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in ("GET", "HEAD") or request.path in settings.WRITES_ON_GET:
            return self.get_response(request)
        with connection.execute_wrapper(self._only_reads):
            return self.get_response(request)

    def _only_reads(self, execute: Callable, sql: str, params: Any, many: bool, context: dict) -> Any:
        only_reads = self.reads.match(sql) and not self.carried.search(self.quoted.sub("''", sql))
        if not only_reads and not self.excepted.search(sql.split("WHERE")[0]):
            raise WroteWhileReading(sql[:200])
        return execute(sql, params, many, context)


class RequestLog:
    """One structured line a request: method, route (never the address itself), status, milliseconds."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        begun = time.perf_counter()
        response = self.get_response(request)
        match = request.resolver_match
        facts = {
            "method": request.method,
            "route": match.route if match else "unknown",
            "status": response.status_code,
            "ms": round((time.perf_counter() - begun) * 1000, 1),
        }
        log.info("request", extra={"facts": facts})
        return response
