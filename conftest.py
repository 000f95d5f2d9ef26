"""The cast, shared by every test. Tests tell what these people do; see docs/cast.md."""

from datetime import timedelta
from types import SimpleNamespace

import hypothesis
import pytest
from django.utils import translation

from tests import machine, nightly
from tests.cast import make_cast
from tests.undefined import FailIfOurs


def pytest_configure(config):
    from django.conf import settings

    settings.TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = FailIfOurs()
    # A busy machine draws slowly; that says nothing of what is drawn.
    hypothesis.settings.register_profile(
        "house", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
    )
    hypothesis.settings.load_profile("house")


def pytest_collection_modifyitems(config, items):
    """The night's tests wait for the night. Without a browser the journeys are skipped, and say so.

    (A file's journeys are one story: see bin/test.)
    """
    nightly.leave_out(config, items)
    machine.leave_to_the_other_engine(config, items)
    if machine.browser():
        return
    for item in items:
        if item.get_closest_marker("journey"):
            item.add_marker(pytest.mark.skip(reason="no chromium here; on Debian: apt install chromium"))


def pytest_terminal_summary(terminalreporter, config):
    if nightly.asked_for(config):
        reports = [report for kind in ("passed", "failed", "error") for report in terminalreporter.getreports(kind)]
        if kept := nightly.keep_results(reports):
            terminalreporter.write_line(f"Kept in {kept}")


@pytest.fixture(autouse=True)
def _source_language():
    """A page asked for in French leaves French behind it in this process: the next test reads English again."""
    yield
    translation.deactivate()


@pytest.fixture
def cast(db):
    """Eight people, as in docs/cast.md. Awa, Edwige and Greta hold nothing; Zoe signed up and is no member."""
    return make_cast()


@pytest.fixture
def audiences(db):
    """The wide audiences by name, and a maker of lists: ``audiences.listing("the board", cast.chloe)``."""
    from palabre.people.models import Audience, Listed

    def listing(label, *members):
        audience = Audience.objects.create(reach=Audience.Reach.LISTED, label=label)
        Listed.objects.bulk_create(Listed(audience=audience, member=member) for member in members)
        return audience

    wide = {audience.reach: audience for audience in Audience.objects.exclude(reach="listed")}
    return SimpleNamespace(**wide, listing=listing)


@pytest.fixture
def board(cast, audiences):
    """The board: Chloé directs, Farid is its secretary; it meets in thirty days."""
    from palabre.core import clock
    from palabre.governance.models import Body, Mandate, Meeting

    body = Body.objects.create(name="The board", audience=audiences.public)
    for holder, role in ((cast.chloe, "director"), (cast.farid, "secretary")):
        Mandate.objects.create(
            body=body,
            holder=holder,
            role=role,
            from_on=cast.today - timedelta(days=100),
            until_on=cast.today + timedelta(days=700),
        )
    meeting = Meeting.objects.create(
        body=body, audience=audiences.public, starts_at=clock.now() + timedelta(days=30), place="Lille"
    )
    return SimpleNamespace(body=body, meeting=meeting)


@pytest.fixture
def steady_clock(db, monkeypatch):
    """The demo's offset is read once, as within a second of a real page: for tests that count queries."""
    from palabre.core import clock
    from palabre.people import moved_clock

    monkeypatch.setattr(moved_clock, "FRESH_FOR", 600.0)
    moved_clock.forget()
    clock.now()
    yield
    moved_clock.forget()


@pytest.fixture
def move_clock(cast):
    """``move_clock(days=30)``: time is moved for the rest of the test."""
    from palabre.people.models import Cooperative

    def move(**by):
        Cooperative.objects.update(clock_offset_seconds=int(timedelta(**by).total_seconds()))

    yield move
    Cooperative.objects.update(clock_offset_seconds=0)
