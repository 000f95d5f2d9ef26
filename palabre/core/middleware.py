"""Three promises kept for every request: refusals have sentences, reading never writes, logs name nobody."""

import logging
import re
import time
from collections.abc import Callable
from typing import Any

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from palabre.core.verdict import Refused

Next = Callable[[HttpRequest], HttpResponse]
log = logging.getLogger("palabre.requests")


class SentencesForRefusals:
    """A ``Refused`` raised by an action becomes a page that says why: 403, or 429 when waiting helps."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, Refused):
            return None
        status = 429 if exception.verdict.retry else 403
        return render(request, f"{status}.html", {"reason": exception.verdict.reason}, status=status)


class WroteWhileReading(AssertionError):
    """A GET tried to change the database."""


class ReadingNeverWrites:
    """In tests and in the demo, a GET or HEAD that writes fails.

    Two exceptions: the session, and the one row that allauth's page of addresses notes for an account that was
    made without it (``palabre/membership/tests/test_accounts.py`` finds no other).
    """

    reads = re.compile(r"[\s(]*(SELECT|WITH|SAVEPOINT|RELEASE|ROLLBACK|PRAGMA|EXPLAIN|BEGIN|SHOW)\b", re.IGNORECASE)
    excepted = re.compile(r'"(django_session|account_emailaddress)"')

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in ("GET", "HEAD"):
            return self.get_response(request)
        with connection.execute_wrapper(self._only_reads):
            return self.get_response(request)

    def _only_reads(self, execute: Callable, sql: str, params: Any, many: bool, context: dict) -> Any:
        if not self.reads.match(sql) and not self.excepted.search(sql.split("WHERE")[0]):
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
