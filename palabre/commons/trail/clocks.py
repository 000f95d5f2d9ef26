"""Whether the machine's clock can be right. What is wrong is said (``palabre check``, ``/healthz``), and not obeyed.

PostgreSQL has a clock to compare with: a server does not start beside another time, a worker does nothing until both
agree. SQLite has none: there the worker notices when the time jumps while it runs, and everyone sees when the newest
entry of the trail lies in the future.
"""

import time
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.db import connection

from palabre.commons.trail.models import Entry

MOST = timedelta(minutes=2)
# Counts on whatever the clock is set to, and where the system has it also while the machine sleeps.
STEADY = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)


def machine_now() -> datetime:
    """The machine's own time: the demo's moved clock (``core.clock``) is not asked."""
    return datetime.fromtimestamp(time.time(), UTC)


def ahead_of_database() -> timedelta:
    """How far this machine's clock is ahead of PostgreSQL's; negative when it is behind, zero on SQLite."""
    if connection.vendor != "postgresql":
        return timedelta()
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        return machine_now() - cursor.fetchone()[0]


def disagrees() -> str:
    """The sentence when this machine and its database do not agree on the time; empty when they do. Changes nothing."""
    ahead = ahead_of_database()
    if abs(ahead) <= MOST:
        return ""
    side = "ahead of" if ahead > timedelta() else "behind"
    return f"This machine’s clock is {_minutes(ahead)} {side} the database’s. Set the wrong one (timedatectl, chrony)."


def went_back() -> str:
    """The sentence when the trail's newest entry lies in the future; empty when not, and where time may be moved."""
    if settings.CLOCK_MOVABLE:
        return ""
    newest = Entry.objects.order_by("-pk").values_list("at", flat=True).first()
    ahead = newest - machine_now() if newest else timedelta()
    if ahead <= MOST:
        return ""
    return (
        f"The newest entry of the trail is {_minutes(ahead)} in the future: this machine’s clock went back,"
        " or was ahead when it was written. Deadlines follow this clock: compare it with another."
    )


def _seconds() -> float:
    return time.clock_gettime(STEADY)


def _minutes(off: timedelta) -> str:
    return f"{round(abs(off).total_seconds() / 60)} minutes"


@dataclass
class Watch:
    """For a process that runs for long: has the time jumped since it began, does it differ from the database's?"""

    begun: datetime = field(default_factory=machine_now)
    counted: float = field(default_factory=_seconds)
    asked: float = float("-inf")
    said: str = ""
    last_alarm: float = float("-inf")

    def wrong(self) -> str:
        """A sentence while the time cannot be trusted. The database is asked once a minute; while wrong, each time."""
        counted = _seconds()
        jumped = (machine_now() - self.begun) - timedelta(seconds=counted - self.counted)
        if abs(jumped) > MOST:
            way = "forward" if jumped > timedelta() else "back"
            return f"The clock jumped {way} by {_minutes(jumped)}. If it is right now, start the worker again."
        if self.said or counted - self.asked > 60:
            self.said, self.asked = disagrees(), counted
        return self.said

    def may_say(self) -> bool:
        """True once a minute."""
        now = _seconds()
        if now - self.last_alarm < 60:
            return False
        self.last_alarm = now
        return True
