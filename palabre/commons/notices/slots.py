"""At what instant a digest is due: the hour, and the day of the week, that someone chose in their own time zone."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

from django.conf import settings

from palabre.commons.notices.models import Rhythm

# Places that people would look for; "Etc/GMT+5" and old spellings such as "US/Eastern" are left out.
_PARTS = ("Africa", "America", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific")


def zones() -> list[str]:
    """Time zones one may choose, by name."""
    return sorted(name for name in available_timezones() if name.partition("/")[0] in _PARTS)


def latest_slot(pace: str, hour: int, weekday: int, zone: str, now: datetime) -> datetime:
    """The last instant, up to ``now``, at which a digest of this rhythm was due.

    ``zone`` empty is the cooperative's. An hour that the clocks skip in spring is due when they have moved on (02:00 is
    03:00 that day); one that they repeat in autumn is due the first time only, so that a day never has two digests.
    """
    where = ZoneInfo(zone or settings.TIME_ZONE)
    day = now.astimezone(where).date()
    if pace == Rhythm.Pace.WEEKLY:
        day -= timedelta(days=(day.weekday() - weekday) % 7)
    slot = datetime.combine(day, time(hour), where)
    if slot > now:
        day -= timedelta(days=7 if pace == Rhythm.Pace.WEEKLY else 1)
        slot = datetime.combine(day, time(hour), where)
    return slot


def next_slot(pace: str, hour: int, weekday: int, zone: str, after: datetime) -> datetime:
    """The first instant from ``after`` on at which a mail of this rhythm may go; for "at once" that is ``after``."""
    if pace not in (Rhythm.Pace.DAILY, Rhythm.Pace.WEEKLY):
        return after
    slot = latest_slot(pace, hour, weekday, zone, after)
    step = timedelta(days=7 if pace == Rhythm.Pace.WEEKLY else 1, hours=2)  # a day has 25 hours once a year
    return slot if slot == after else latest_slot(pace, hour, weekday, zone, slot + step)
