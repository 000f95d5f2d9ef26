"""Dates and times as people write them, in four languages."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time
from itertools import islice

from palabre.processes.reading.folding import fold
from palabre.processes.reading.words import LANGUAGES, every

MONTHS = {name: place + 1 for words in LANGUAGES.values() for place, names in enumerate(words.months) for name in names}
WEEKDAYS = {name: place for words in LANGUAGES.values() for place, name in enumerate(words.weekdays)}


def _any(names: tuple[str, ...] | list[str]) -> str:
    return "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))


_MONTH = _any(list(MONTHS))
_WEEKDAY = rf"(?:(?P<weekday>{_any(list(WEEKDAYS))})s?\b\.?,?\s{{1,3}}(?:(?:le|de|den|dem|the|der|op|am)\s{{1,2}})?)?"
_AND = _any(every("conjunctions"))
_DAY = r"(?P<day>[0-3]?\d)(?:er|ere|e|de|ste|st|nd|rd|th|\.)?"
_PATTERNS = [
    re.compile(r"(?<!\d)(?P<year>(?:19|20)\d\d)-(?P<month>[01]?\d)-(?P<day>[0-3]?\d)(?!\d)"),
    re.compile(
        rf"{_WEEKDAY}(?<![\d/.-])(?P<day>[0-3]?\d)(?P<mark>[/.-])(?P<month>[0-3]?\d)(?P=mark)(?P<year>(?:19|20)?\d\d)(?![\d/])"
    ),
    re.compile(
        rf"{_WEEKDAY}(?<![\d/.,-])(?:(?P<also>[0-3]?\d)(?:er)?\s{{1,2}}(?:{_AND}|&)\s{{1,2}})?{_DAY}"
        rf"\s{{1,3}}(?:de\s|of\s)?(?P<name>{_MONTH})\b\.?(?:,?\s{{1,3}}(?:de\s)?(?P<year>(?:19|20)\d\d)(?!\d))?"
    ),
    re.compile(
        rf"{_WEEKDAY}\b(?P<name>{_MONTH})\s{{1,2}}(?P<day>[0-3]?\d)(?:st|nd|rd|th)?,?\s{{1,2}}(?P<year>(?:19|20)\d\d)(?!\d)"
    ),
    re.compile(rf"(?P<weekday>{_any(list(WEEKDAYS))})\s{{1,2}}(?P<day>[0-3]?\d)/(?P<month>[01]?\d)(?![\d/])"),
]
_TIMES = [
    re.compile(r"(?<![\d/.,])(?P<hour>[012]?\d)\s?(?:h|u|:)\s?(?P<minute>[0-5]\d)(?!\d)"),
    re.compile(r"(?<![\d/.,])(?P<hour>[012]?\d)\.(?P<minute>[0-5]\d)\s?(?:uur|uhr|u|h)\b"),
    re.compile(r"(?<![\d/.,])(?P<hour>[012]?\d)\s?(?:heures?|hours?|uur|uhr|h|u)\b(?:\s(?P<minute>[0-5]\d)\b)?"),
    re.compile(r"(?<![\d/.,])(?P<hour>[01]?\d)(?:[:.](?P<minute>[0-5]\d))?\s?(?P<half>am|pm|a\.m\.|p\.m\.)(?!\w)"),
    re.compile(r"\b(?P<noon>midi|noon)\b(?!\s*-)"),
]
_AFTER = 45
_BEFORE = 30
_MOST = 100  # dates looked at in one paragraph


@dataclass(frozen=True, slots=True)
class Moment:
    """A day as written, with its time when one stands beside it. ``year`` is None when the text leaves it out."""

    start: int
    end: int
    day: int
    month: int
    year: int | None
    weekday: int | None
    at: time | None = None

    @property
    def on(self) -> date | None:
        return _date(self.year, self.month, self.day) if self.year else None


def moments(text: str) -> list[Moment]:
    """Every date of a text, in order, each with its time of day if one stands near it."""
    if not any(character.isdigit() for character in text):
        return []
    folded = fold(text)
    found: list[Moment] = []
    for pattern in _PATTERNS:
        for match in islice(pattern.finditer(folded), _MOST):
            if not any(known.start < match.end() and match.start() < known.end for known in found):
                found.extend(_read(match))
    found.sort(key=lambda moment: (moment.start, moment.day))
    return _with_times(found, folded)


def infer(moment: Moment, reference: date | None) -> date | None:
    """The full date: the year written, else the one nearest to ``reference``, later rather than earlier, whose
    weekday agrees. A weekday that agrees with no year within two is taken for a slip. None without a reference."""
    if moment.year:
        return moment.on
    if reference is None:
        return None
    days = [_date(year, moment.month, moment.day) for year in range(reference.year - 2, reference.year + 3)]
    real = [day for day in days if day]
    agreeing = [day for day in real if moment.weekday in (None, day.weekday())]
    return min(agreeing or real, key=lambda day: _distance(day, reference), default=None)


def _distance(day: date, reference: date) -> int:
    # A document speaks of what comes: the past counts three times as far.
    ahead = (day - reference).days
    return ahead if ahead >= 0 else -3 * ahead


def _date(year: int | None, month: int, day: int) -> date | None:
    try:
        return date(year or 0, month, day)
    except ValueError:
        return None


def _read(match: re.Match[str]) -> Iterator[Moment]:
    parts = match.groupdict()
    day = int(parts["day"])
    month = MONTHS[parts["name"]] if parts.get("name") else int(parts["month"])
    year = _full_year(parts.get("year"), parts.get("mark"))
    if year == 0:
        return
    if month > 12 >= day > 0 and parts.get("mark"):
        day, month = month, day  # written the American way: no other reading is possible
    weekday = WEEKDAYS.get(parts.get("weekday") or "")
    if parts.get("also") and _date(year or 2024, month, int(parts["also"])):
        yield Moment(match.start(), match.end(), int(parts["also"]), month, year, weekday)
        weekday = None
    if _date(year or 2024, month, day):
        yield Moment(match.start(), match.end(), day, month, year, weekday)


def _full_year(written: str | None, mark: str | None) -> int | None:
    """The year in four digits; None when absent, 0 when the figure is no year ("1.2.13" numbers a paragraph)."""
    if not written:
        return None
    if len(written) == 4:
        return int(written)
    return 2000 + int(written) if mark == "/" else 0


def _with_times(found: list[Moment], folded: str) -> list[Moment]:
    timed: list[Moment] = []
    for place, moment in enumerate(found):
        following = found[place + 1].start if place + 1 < len(found) else len(folded)
        preceding = found[place - 1].end if place else 0
        after = folded[moment.end : max(moment.end, min(following, moment.end + _AFTER))]
        before = folded[max(preceding, moment.start - _BEFORE) : moment.start]
        at = _first_time(re.split(r"[!?;\n]", after)[0]) or _first_time(re.split(r"[!?;\n]", before)[-1])
        timed.append(_at(moment, at))
    for place in range(len(timed) - 2, -1, -1):
        # "on 5 May and 7 May at 6 pm": what is joined by "and" shares the time.
        here, next_one = timed[place], timed[place + 1]
        if here.at is None and re.fullmatch(
            rf"[\s,]*(?:{_AND}|&)?[\s,]*(?:le|op|on|am)?\s*", folded[here.end : max(here.end, next_one.start)]
        ):
            timed[place] = _at(here, next_one.at)
    return timed


def _at(moment: Moment, at: time | None) -> Moment:
    return Moment(moment.start, moment.end, moment.day, moment.month, moment.year, moment.weekday, at)


def _first_time(text: str) -> time | None:
    matches = [match for pattern in _TIMES if (match := pattern.search(text))]
    for match in sorted(matches, key=lambda match: (match.start(), -match.end())):
        parts = match.groupdict()
        if parts.get("noon"):
            return time(12, 0)
        hour = int(parts["hour"])
        if (parts.get("half") or "").startswith("p") and hour < 12:
            hour += 12
        if hour < 24:
            return time(hour, int(parts.get("minute") or 0))
    return None
