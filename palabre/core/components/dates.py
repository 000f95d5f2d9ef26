"""Dates in full, with the day of the week, in the reader's language; and what is left until one."""

from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext, pgettext

from palabre.core import clock
from palabre.core.components.props import WrongProp


def day_of(value: date | datetime) -> date:
    """The day of a date, or of an instant in the cooperative's time zone."""
    if isinstance(value, datetime):
        return _local(value).date()
    if isinstance(value, date):
        return value
    raise WrongProp(f"a date was expected, not {value!r}")


def in_words(value: date | datetime, *, hour: bool = True, weekday: bool = True) -> str:
    """``Friday 18 December``; the year when it is not this year's; an instant adds ``at 14:30``."""
    day = day_of(value)
    words = date_format(day, _day_format(day))
    if weekday:
        words = f"{date_format(day, 'l')} {words}"
    if day.year != clock.today().year:
        words = f"{words} {day.year}"
    if hour and isinstance(value, datetime):
        words = gettext("%(day)s at %(hour)s") % {"day": words, "hour": hour_in_words(value)}
    return words


def in_full(value: date | datetime) -> str:
    """``Monday 20 April 2020``: on paper, and in what is kept, the year always stands."""
    day = day_of(value)
    if day.day == 1:
        # Translators: a Django date format for the first of a month; French writes "l j\e\r F Y".
        return date_format(day, pgettext("format of a first of the month, in full", "l j F Y"))
    # Translators: a Django date format.
    return date_format(day, pgettext("format of a day, in full", "l j F Y"))


def hour_in_words(value: datetime) -> str:
    """``14:30`` in English; ``14 h 30`` and ``14 h`` in French."""
    local = _local(value)
    if local.minute:
        # Translators: a Django date format; French writes "14 h 30" with no-break spaces.
        return date_format(local, pgettext("format of an hour with minutes", "G:i"))
    # Translators: a Django date format; French writes "14 h".
    return date_format(local, pgettext("format of a full hour", "G:i"))


def as_time(value: date | datetime, words: str, *, full: str = "") -> SafeString:
    """A ``<time>`` that machines can read as well."""
    machine = _local(value).isoformat(timespec="minutes") if isinstance(value, datetime) else value.isoformat()
    if full:
        return format_html('<time datetime="{}" title="{}">{}</time>', machine, full, words)
    return format_html('<time datetime="{}">{}</time>', machine, words)


def last_day(value: date | datetime) -> date:
    """The last day something is open: closing at midnight means that the day before was the last one."""
    if isinstance(value, datetime):
        return (_local(value) - timedelta(microseconds=1)).date()
    return day_of(value)


def until(value: date | datetime) -> SafeString:
    """``until Friday 18 December, 9 days left``, said from today."""
    day = last_day(value)
    left = (day - clock.today()).days
    said = as_time(day, in_words(day))
    if left < 0:
        return format_html(gettext("closed since {day}"), day=said)
    if left == 0:
        return format_html('<time datetime="{}">{}</time>', day.isoformat(), gettext("today is the last day"))
    sentence = ngettext("until {day}, {left} day left", "until {day}, {left} days left", left)
    return format_html(sentence, day=said, left=left)


def ago(value: date | datetime) -> SafeString:
    """``today at 9:05``, ``yesterday``, ``3 days ago``; beyond a week the date in full."""
    days = (clock.today() - day_of(value)).days
    if not 0 <= days <= 7:
        return as_time(value, in_words(value, hour=False))
    if days == 0:
        words = gettext("today")
    elif days == 1:
        words = gettext("yesterday")
    else:
        words = ngettext("%(days)s day ago", "%(days)s days ago", days) % {"days": days}
    if days < 2 and isinstance(value, datetime):
        words = gettext("%(day)s at %(hour)s") % {"day": words, "hour": hour_in_words(value)}
    return as_time(value, words, full=in_words(value))


def _day_format(day: date) -> str:
    """The first of a month is written apart in French: *1er janvier*."""
    if day.day == 1:
        # Translators: a Django date format for the first of a month, such as "1er janvier" in French.
        return pgettext("format of the first day of a month", "j F")
    # Translators: a Django date format, day and month.
    return pgettext("format of a day", "j F")


def _local(value: datetime) -> datetime:
    if timezone.is_naive(value):
        raise WrongProp(f"{value!r} has no time zone")
    return timezone.localtime(value)
