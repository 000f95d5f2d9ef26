"""The hour at which a digest is due, the days on which clocks are moved included."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from palabre.commons.notices.slots import latest_slot, next_slot, zones

PARIS, MONTREAL = ZoneInfo("Europe/Paris"), ZoneInfo("America/Montreal")


def slot(now, pace="daily", hour=7, weekday=0, zone=""):
    return latest_slot(pace, hour, weekday, zone, now.astimezone(UTC))


def test_a_day_has_one_and_it_stays_until_the_next_one():
    assert slot(datetime(2026, 12, 2, 6, 59, tzinfo=PARIS)) == datetime(2026, 12, 1, 7, tzinfo=PARIS)
    assert slot(datetime(2026, 12, 2, 7, 0, tzinfo=PARIS)) == datetime(2026, 12, 2, 7, tzinfo=PARIS)
    assert slot(datetime(2026, 12, 2, 23, 0, tzinfo=PARIS)) == datetime(2026, 12, 2, 7, tzinfo=PARIS)


def test_it_is_the_hour_of_my_own_zone():
    assert slot(datetime(2026, 12, 2, 12, 30, tzinfo=PARIS), zone="America/Montreal") == datetime(
        2026, 12, 1, 7, tzinfo=MONTREAL
    )
    assert slot(datetime(2026, 12, 2, 13, 0, tzinfo=PARIS), zone="America/Montreal") == datetime(
        2026, 12, 2, 7, tzinfo=MONTREAL
    )


def test_a_week_has_one_on_the_day_i_chose():
    friday = {"pace": "weekly", "hour": 18, "weekday": 4}
    assert slot(datetime(2026, 12, 4, 17, 59, tzinfo=PARIS), **friday) == datetime(2026, 11, 27, 18, tzinfo=PARIS)
    assert slot(datetime(2026, 12, 4, 18, 0, tzinfo=PARIS), **friday) == datetime(2026, 12, 4, 18, tzinfo=PARIS)
    assert slot(datetime(2026, 12, 10, 9, 0, tzinfo=PARIS), **friday) == datetime(2026, 12, 4, 18, tzinfo=PARIS)


@pytest.mark.parametrize("pace", ["daily", "weekly"])
@pytest.mark.parametrize("hour", [0, 2, 7])
@pytest.mark.parametrize("zone", ["Europe/Paris", "America/Montreal", "Australia/Lord_Howe", "Asia/Kathmandu"])
def test_around_every_move_of_the_clocks_each_day_has_exactly_one(pace, hour, zone):
    """Every half hour of a year: slots never go back, one for each day (or week), at that hour where it is."""
    where, now = ZoneInfo(zone), datetime(2026, 1, 1, 12, tzinfo=UTC)
    seen = []
    while now < datetime(2027, 1, 1, 12, tzinfo=UTC):
        found = latest_slot(pace, hour, 0, zone, now)
        assert timedelta() <= now - found < timedelta(days=8 if pace == "weekly" else 1, hours=2)
        if not seen or seen[-1] != found:
            seen.append(found)
        now += timedelta(minutes=30)
    instants = [each.astimezone(UTC) for each in seen]
    assert instants == sorted(instants)
    days = [each.date() for each in seen]
    assert len(set(days)) == len(days)
    step = timedelta(days=7 if pace == "weekly" else 1)
    assert {later - earlier for earlier, later in pairwise(days)} == {step}
    assert len(days) in ((52, 53) if pace == "weekly" else (365, 366))
    assert where.key == zone


@pytest.mark.parametrize("pace", ["soon", "daily", "weekly"])
def test_the_next_one_is_the_first_from_an_instant_on(pace):
    now = datetime(2026, 10, 20, 3, 10, tzinfo=UTC)
    for _step in range(300):
        found = next_slot(pace, 2, 6, "", now)
        assert found >= now
        assert latest_slot(pace, 2, 6, "", found) == found or pace == "soon"
        assert latest_slot(pace, 2, 6, "", found - timedelta(seconds=1)) < now or found == now
        now += timedelta(hours=1)


def test_an_hour_that_is_skipped_is_due_when_the_clocks_have_moved_on():
    night = datetime(2026, 3, 29, 0, 59, tzinfo=UTC)  # 01:59 in Paris; a minute later it is 03:00
    assert slot(night, hour=2).date().day == 28
    assert slot(night + timedelta(minutes=1), hour=2).astimezone(UTC) == datetime(2026, 3, 29, 1, tzinfo=UTC)


def test_an_hour_that_comes_twice_is_due_the_first_time():
    first, second = datetime(2026, 10, 25, 0, 30, tzinfo=UTC), datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
    assert slot(first, hour=2).astimezone(UTC) == slot(second, hour=2).astimezone(UTC) == first.replace(minute=0)


def test_zones_are_places():
    assert {"Europe/Brussels", "America/Montreal", "Indian/Reunion"} <= set(zones())
    assert not [name for name in zones() if name.startswith(("Etc", "US/", "posix"))]
