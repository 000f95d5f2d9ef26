"""A clock that cannot be right is said, and not obeyed."""

import time
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import connection

from palabre.cli import readiness, worker
from palabre.commons.trail import clocks, rounds
from palabre.commons.trail.clocks import Watch, ahead_of_database, disagrees, went_back

HOUR = timedelta(hours=1)


@pytest.fixture
def off():
    """``with off(HOUR):`` this machine's clock is ahead by so much; the database's is as it was."""
    return lambda by: time_machine.travel(datetime.now(UTC) + by)


@pytest.fixture
def postgresql(db):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no clock of its own to compare with")


@pytest.mark.parametrize(
    ("by", "sentence"),
    [
        (HOUR, "This machine’s clock is 60 minutes ahead of the database’s."),
        (-HOUR, "This machine’s clock is 60 minutes behind the database’s."),
    ],
    ids=["ahead", "behind"],
)
def test_an_hour_off_is_said_and_forbids_to_start(postgresql, off, by, sentence):
    with off(by):
        assert disagrees().startswith(sentence)
        said = [finding.sentence for finding in readiness.unready() if finding.about == "clock"]
    assert [each.startswith(sentence) for each in said] == [True]


def test_a_minute_off_is_nothing_to_speak_of(db, off):
    with off(timedelta(minutes=1)):
        assert disagrees() == ""
    assert abs(ahead_of_database()) < timedelta(seconds=30)


def test_a_worker_does_nothing_while_the_database_says_another_time(postgresql, off, walked, caplog):
    watch = Watch()
    with off(HOUR):
        worker._walk(Watch())
        worker._walk(Watch())
    assert walked == []
    assert "ahead of the database" in caplog.text
    worker._walk(watch)
    assert walked == ["round"]


@pytest.fixture
def walked(db, monkeypatch):
    done = []
    monkeypatch.setattr(rounds, "registry", {})
    monkeypatch.setattr("django.db.close_old_connections", lambda: None)
    rounds.every(1, "test.round", lambda: done.append("round") or 1)
    return done


def test_a_worker_whose_clock_jumps_does_nothing_until_it_comes_back(walked, off, caplog):
    watch = Watch()
    with off(-HOUR):
        for _ in range(3):
            worker._walk(watch)
        assert walked == []
    assert [record.getMessage() for record in caplog.records] == [
        "the rounds wait for the right time: The clock jumped back by 60 minutes."
        " If it is right now, start the worker again."
    ]
    worker._walk(watch)
    assert walked == ["round"]


def test_a_worker_that_was_started_again_accepts_the_new_time(walked, off, monkeypatch):
    monkeypatch.setattr(clocks, "disagrees", lambda: "")
    with off(HOUR):
        worker._walk(Watch())
    assert walked == ["round"]


def test_the_database_is_asked_once_a_minute(db, monkeypatch):
    asked = []
    monkeypatch.setattr(clocks, "disagrees", lambda: (asked.append(1) and "") or "")
    watch = Watch()
    assert [watch.wrong() for _ in range(5)] == [""] * 5
    assert len(asked) == 1
    watch.asked -= 61
    watch.wrong()
    assert len(asked) == 2


def test_a_clock_that_went_back_is_said(greet, off, settings, client):
    settings.CLOCK_MOVABLE = False
    greet()
    assert went_back() == ""
    with off(-HOUR):
        assert went_back().startswith("The newest entry of the trail is 60 minutes in the future")
        assert "clock" in [finding.about for finding in readiness.looked_odd()]
        assert client.get("/healthz").json()["clock"] == "off"
    assert list(readiness.looked_odd()) == []


def test_where_time_may_be_moved_the_future_is_no_fault(greet, off):
    greet()
    with off(-HOUR):
        assert went_back() == ""


def test_the_steady_clock_counts_on_when_time_is_set(off):
    before = time.clock_gettime(clocks.STEADY)
    with off(HOUR):
        assert clocks._seconds() - before < 60
