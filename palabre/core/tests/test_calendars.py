"""iCalendar: what a calendar reads is what was meant, whatever stands in the words."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from palabre.core.calendars import Happening, calendar_of

pytestmark = pytest.mark.either_engine
AT = datetime(2026, 10, 25, 1, 30, tzinfo=UTC)


def lines(**changed):
    said = {"uid": "a@b", "title": "Board", "starts_at": AT, "lasts": timedelta(hours=2), "changed_at": AT}
    raw = calendar_of("Estran", [Happening(**(said | changed))])
    assert all(len(line) <= 75 for line in raw.split(b"\r\n"))
    return raw.decode().replace("\r\n ", "").split("\r\n")


def test_an_event_has_what_the_standard_asks():
    assert lines() == [
        "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Palabre//Palabre//FR", "METHOD:PUBLISH", "X-WR-CALNAME:Estran",
        "NAME:Estran", "BEGIN:VEVENT", "UID:a@b", "DTSTAMP:20261025T013000Z", "DTSTART:20261025T013000Z",
        "DTEND:20261025T033000Z", "SUMMARY:Board", "END:VEVENT", "END:VCALENDAR", "",
    ]  # fmt: skip


def test_the_hour_that_is_there_twice_is_two_hours():
    paris = ZoneInfo("Europe/Paris")
    first, second = (datetime(2026, 10, 25, 2, 30, tzinfo=paris, fold=fold) for fold in (0, 1))
    assert "DTSTART:20261025T003000Z" in lines(starts_at=first)
    assert "DTSTART:20261025T013000Z" in lines(starts_at=second)


def test_words_stay_words():
    evil = "Lille; room 2, hall\nEND:VEVENT\r\nBEGIN:VALARM\\ \u202e\x07"
    assert "LOCATION:Lille\\; room 2\\, hall\\nEND:VEVENT\\nBEGIN:VALARM\\\\ " in lines(place=evil)


def test_long_words_are_folded_between_signs():
    title = "Assemblée générale extraordinaire 🎉 " * 12
    assert f"SUMMARY:{title.strip()}" in [line.strip() for line in lines(title=title.strip())]
