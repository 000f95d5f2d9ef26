"""What time it is. Everything asks here, because in the demo and in tests time may be moved.

The offset itself is kept in the database by the chapter that has models (``people``); it registers a
reader of it here. With live settings no reader is registered and the program refuses to start when an
offset is set (``palabre.people.checks``).
"""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from datetime import time as time_of_day

from django.utils import timezone

_offset: Callable[[], timedelta] | None = None


def read_offset_from(reader: Callable[[], timedelta] | None) -> None:
    """Let ``reader`` say by how much time is moved. Changes no data."""
    global _offset
    _offset = reader


def now() -> datetime:
    """This instant, aware, in UTC, moved by the demo's offset if there is one."""
    return timezone.now() + (_offset() if _offset else timedelta())


def today() -> date:
    """Today in the cooperative's time zone."""
    return day_of(now())


def day_of(instant: datetime) -> date:
    """The day on which ``instant`` lies in the cooperative's time zone."""
    return timezone.localtime(instant).date()


def start_of(day: date) -> datetime:
    """The first instant of ``day`` in the cooperative's time zone."""
    return timezone.make_aware(datetime.combine(day, time_of_day.min))


def end_of(day: date) -> datetime:
    """The first instant after ``day``: a review open *until* Friday is open all of Friday."""
    return start_of(day + timedelta(days=1))
