"""When the place where everything is kept does not answer, is full or is only read: which of these, and who is told.

Nothing here asks the database: it says what a fault that was raised means, and which words of the request can be given
back. The page is ``503.html``; the view that shows it is ``palabre.site.views.outages``.
"""

import errno
import logging
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass

from django.http import HttpRequest

log = logging.getLogger("palabre.outage")

AWAY, FULL, READ_ONLY, BUSY = "away", "full", "read_only", "busy"
NO_WRITING = (FULL, READ_ONLY)  # reading goes on
SQLITE = {
    sqlite3.SQLITE_FULL: FULL,
    sqlite3.SQLITE_READONLY: READ_ONLY,
    sqlite3.SQLITE_BUSY: BUSY,
    sqlite3.SQLITE_LOCKED: BUSY,
    sqlite3.SQLITE_IOERR: AWAY,
    sqlite3.SQLITE_CANTOPEN: AWAY,
}
# https://www.postgresql.org/docs/current/errcodes-appendix.html; a class is its first two characters.
POSTGRESQL = {
    "53100": FULL, "25006": READ_ONLY, "55P03": BUSY, "57014": BUSY, "40P01": BUSY, "40001": BUSY,
    "53": BUSY, "08": AWAY, "57": AWAY, "58": AWAY,
}  # fmt: skip
LOST = {"OperationalError", "InterfaceError", "ConnectionTimeout", "PoolTimeout", "PoolClosed", "TooManyRequests"}
DISK = {errno.ENOSPC: FULL, errno.EDQUOT: FULL, errno.EROFS: READ_ONLY, errno.EIO: AWAY}


@dataclass(frozen=True, slots=True)
class Outage:
    """``kind`` is one of those above; ``seconds`` after which it is worth trying again."""

    kind: str
    seconds: int

    @property
    def reading_goes_on(self) -> bool:
        return self.kind in NO_WRITING


def outage_of(fault: BaseException | None) -> Outage | None:
    """What ``fault``, or what caused it, says of the house's state; None where it is a fault of ours."""
    for cause in _causes(fault):
        if kind := _kind(cause):
            return Outage(kind, 60 if kind in NO_WRITING else 10)
    return None


def note(outage: Outage, request: HttpRequest) -> None:
    """One line in the logs for a request, however many layers stumble over it."""
    if getattr(request, "outage_noted", False):
        return
    request.outage_noted = True  # type: ignore[attr-defined]
    route = request.resolver_match.route if request.resolver_match else "unknown"
    facts = {"kind": outage.kind, "method": request.method, "route": route}
    log.error("answered with 503: the database or the disk does not do its part", extra={"facts": facts})


def _causes(fault: BaseException | None) -> Iterator[BaseException]:
    seen: list[BaseException] = []
    while fault is not None and fault not in seen:
        seen.append(fault)
        yield fault
        fault = fault.__cause__ or fault.__context__


def _kind(fault: BaseException) -> str:
    if isinstance(fault, sqlite3.Error):
        return SQLITE.get(getattr(fault, "sqlite_errorcode", 0) & 0xFF, "")
    if isinstance(fault, OSError):
        return DISK.get(fault.errno or 0, "")
    state = getattr(fault, "sqlstate", "")
    if state:
        return POSTGRESQL.get(state) or POSTGRESQL.get(state[:2], "")
    return AWAY if _is_connection_lost(fault) else ""


def _is_connection_lost(fault: BaseException) -> bool:
    """A connection that broke, or never was, has no code of the server: psycopg's faults and those of its pool."""
    return type(fault).__module__.split(".")[0] in ("psycopg", "psycopg_pool") and type(fault).__name__ in LOST
