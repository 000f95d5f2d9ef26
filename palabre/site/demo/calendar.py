"""Seeding walks through the past: every deed is done by its real action, on the day it happened."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta

from django.conf import settings
from django.utils import timezone

from palabre.core import clock
from palabre.people import moved_clock


@contextmanager
def on(day: date, hour: int = 10, minute: int = 0) -> Iterator[None]:
    """Inside, it is ``day`` at ``hour`` in this process. Nothing is written: the demo's own clock stays where it is."""
    moment = timezone.make_aware(datetime.combine(day, time(hour, minute)))
    offset = moment - timezone.now()  # noqa: TID251 -- the real instant, from which the offset is counted
    clock.read_offset_from(lambda: offset)
    try:
        yield
    finally:
        clock.read_offset_from(moved_clock.offset if settings.CLOCK_MOVABLE else None)


def ago(days: int) -> date:
    """The day that lay ``days`` before the real today (also inside ``on``); negative counts ahead."""
    return timezone.localtime(timezone.now()).date() - timedelta(days=days)  # noqa: TID251 -- not the moved one


def weekday_from(day: date, weekday: int) -> date:
    """``day``, or the first day after it that is this weekday (0 is Monday)."""
    return day + timedelta(days=(weekday - day.weekday()) % 7)


def in_french(day: date, clock_time: str = "") -> str:
    """“vendredi 18 décembre 2026”, and the hour if given: how a document would write it."""
    weekdays = "lundi mardi mercredi jeudi vendredi samedi dimanche".split()
    months = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split()
    words = f"{weekdays[day.weekday()]} {day.day} {months[day.month - 1]} {day.year}"
    return f"{words} à {clock_time}" if clock_time else words
