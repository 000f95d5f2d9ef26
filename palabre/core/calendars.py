"""Things that happen at a time, for calendars: iCalendar (RFC 5545), of one thing or as a feed that one subscribes to.

Times go out in UTC: whoever reads sees them in their own zone, and no change of hour moves them.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from palabre.core.lines import without_turning

MEDIA_TYPE = "text/calendar; charset=utf-8"
LINE = 75  # octets, the line break apart (RFC 5545, 3.1)
_ESCAPED = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": None})


@dataclass(frozen=True, slots=True)
class Happening:
    """``uid`` stays the same for the same thing, for good: a calendar knows it again by this. ``url`` is whole.

    What was ``called_off`` is still sent: calendars that have it strike it out.
    """

    uid: str
    title: str
    starts_at: datetime
    lasts: timedelta
    changed_at: datetime
    place: str = ""
    text: str = ""
    url: str = ""
    called_off: bool = False


def calendar_of(name: str, happenings: Iterable[Happening]) -> bytes:
    """A calendar called ``name``. The same happenings give the same bytes."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Palabre//Palabre//FR", "METHOD:PUBLISH"]
    lines += [f"X-WR-CALNAME:{_said(name)}", f"NAME:{_said(name)}"]
    for each in happenings:
        lines += _event(each)
    return "".join(f"{_folded(line)}\r\n" for line in [*lines, "END:VCALENDAR"]).encode()


def _event(each: Happening) -> Iterator[str]:
    yield from ("BEGIN:VEVENT", f"UID:{_said(each.uid)}", f"DTSTAMP:{_instant(each.changed_at)}")
    yield f"DTSTART:{_instant(each.starts_at)}"
    yield f"DTEND:{_instant(each.starts_at + each.lasts)}"
    for name, words in (("SUMMARY", each.title), ("LOCATION", each.place), ("DESCRIPTION", each.text)):
        if words:
            yield f"{name}:{_said(words)}"
    if each.called_off:
        yield "STATUS:CANCELLED"
    if each.url:
        yield f"URL:{each.url}"
    yield "END:VEVENT"


def _instant(value: datetime) -> str:
    return value.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _said(words: str) -> str:
    """Words as a value: nothing in them ends the line or begins another property."""
    plain = "".join(sign for sign in without_turning(words) if sign == "\n" or (ord(sign) >= 32 and ord(sign) != 127))
    return plain.translate(_ESCAPED)


def _folded(line: str) -> str:
    """Lines of at most 75 octets, never cut within a sign; the rest goes on after a space."""
    pieces, room, piece = [], LINE, ""
    for sign in line:
        if len(piece.encode()) + len(sign.encode()) > room:
            pieces.append(piece)
            piece, room = "", LINE - 1
        piece += sign
    return "\r\n ".join([*pieces, piece])
