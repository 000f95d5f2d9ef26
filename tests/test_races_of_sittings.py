"""While decisions are recorded, a meeting is called, the sitting passes on and notes are saved: nothing is torn.

A decision takes the body, then its item; whoever calls a meeting takes the body too, and then moves what was left over.
Whoever keeps the sitting takes the meeting. The two cross where each row names the other's: there, only locks that let
others name a row (``no_key``) keep them from waiting for each other.
"""

from contextlib import contextmanager, suppress
from datetime import timedelta
from itertools import chain
from unittest import mock

import pytest
from django.db import connection, models, transaction
from django.db.models import F

from palabre.commons.trail import invariants
from palabre.core import clock
from palabre.governance.actions.decisions import decide_point
from palabre.governance.actions.meetings import call_meeting
from palabre.governance.actions.minutes import save_part
from palabre.governance.actions.sittings import MovedMeanwhile, pass_to
from palabre.governance.models import AgendaItem, Decision, Meeting, MinutesPart, Passage
from palabre.governance.written import Written
from tests.racing import TIMES, race, without_lock
from tests.world import build
from tests.world.governance import a_point, decided

pytestmark = pytest.mark.race

PAIRS = TIMES // 2


@pytest.fixture
def db(own_database):
    """The cast and the world of these tests are really committed, in a database of their own."""


@pytest.fixture
def world(cast):
    with transaction.atomic():
        return build(cast, 1)


@contextmanager
def hard_locks():
    """Every lock is one that keeps others from naming the row: what ``no_key`` spares us."""
    real = models.QuerySet.select_for_update

    def hard(self, *args, **words):
        return real(self, *args, **{**words, "no_key": False})

    with mock.patch.object(models.QuerySet, "select_for_update", hard):
        yield


def a_meeting(world, starts_at, items, **said):
    """A meeting of the board with so many items, each with one question."""
    meeting = Meeting.objects.create(body=world.body, audience=world.body.audience, starts_at=starts_at)
    found = []
    for number in range(items):
        more = {name: value() for name, value in said.items()}
        item = AgendaItem.objects.create(
            body=world.body, meeting=meeting, title=f"Matter {number}", audience=world.body.audience,
            **{"source": "recommendation", **more},
        )  # fmt: skip
        a_point(item, 1, item.title)
        found.append(item)
    return meeting, found


def decides(world, item):
    return lambda: decide_point(item.points.get(), by=world.cast.chloe, outcome="refused", reason="It was tried.")


def together(pairs):
    """A deed that is the next of these each time."""
    deeds = chain.from_iterable(pairs)
    return lambda: next(deeds)()


# --- decide, and call a meeting -------------------------------------------------------------------


def decides_and_calls(world):
    """What came back overdue is decided two days after its meeting, while meetings are called that would take it."""
    promised, _items = a_meeting(world, clock.now() - timedelta(days=9), 0)
    first = AgendaItem.objects.create(
        body=world.body, meeting=promised, source="recommendation", title="Promised", audience=world.body.audience
    )
    places = iter(range(1, PAIRS + 1))

    def kept():
        place = next(places)
        return decided(world, a_point(first, place, f"Promise {place}"))

    _meeting, items = a_meeting(
        world, clock.now() - timedelta(days=2), PAIRS, source=lambda: "overdue", commitment=kept
    )
    in_days = iter(range(40, 40 + PAIRS))

    def calls():
        call_meeting(world.body, by=world.cast.farid, starts_at=clock.now() + timedelta(days=next(in_days)))

    return together((decides(world, item), calls) for item in items)


def torn():
    """Decisions that stand at another meeting than the item they answered."""
    return Decision.objects.exclude(point__item__meeting=F("meeting")).filter(point__item__source="overdue").count()


def test_what_is_decided_while_meetings_are_called_stays_where_it_was_decided(world):
    before = torn()
    outcomes = race(decides_and_calls(world), slow="governance_decision")
    assert set(outcomes) <= {"done", "refused"}
    assert outcomes["done"] >= PAIRS, "every meeting was called"
    assert torn() == before


def test_without_the_lock_a_decided_item_is_moved_away(world):
    before = torn()

    def races():
        with without_lock():
            outcomes = race(decides_and_calls(world), slow="governance_decision")
        return bool(set(outcomes) - {"done", "refused"}) or torn() > before

    assert shown(races), "nobody raced: the test above proves nothing"


def shown(races):
    """Whether one of a few tries races: who meets whom is chance, on a busy machine more than elsewhere."""
    return any(races() for _time in range(6))


# --- decide, and pass to an item ------------------------------------------------------------------


def decides_and_passes(world):
    meeting, items = a_meeting(world, clock.now() - timedelta(minutes=5), PAIRS)

    def passes(item):
        """As a secretary who looks again until the meeting is where they want it."""
        for _time in range(TIMES):
            newest = Passage.objects.filter(meeting=meeting).last()
            with suppress(MovedMeanwhile):
                return pass_to(meeting, by=world.cast.farid, item=item, seen=newest.pk if newest else 0)
        raise AssertionError("never there")

    return together((decides(world, item), lambda item=item: passes(item)) for item in items)


def test_the_sitting_passes_on_while_it_decides(world):
    before = Decision.objects.count()
    outcomes = race(decides_and_passes(world), slow="governance_decision")
    assert outcomes == {"done": TIMES}
    assert Decision.objects.count() == before + PAIRS


def test_with_hard_locks_passing_and_deciding_wait_for_each_other(world):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one lock for all")

    def races():
        with hard_locks():
            return race(decides_and_passes(world), slow="governance_decision")["OperationalError"] > 0

    assert shown(races), "nobody raced: the test above proves nothing"


# --- decide, and save notes in the sitting --------------------------------------------------------


def decides_and_saves(world):
    meeting, items = a_meeting(world, clock.now() - timedelta(minutes=5), PAIRS)

    def saves(item):
        anchor = MinutesPart.anchor_of(item)
        save_part(meeting, by=world.cast.farid, anchor=anchor, written=Written("Noted."), saves=0)

    return together((decides(world, item), lambda item=item: saves(item)) for item in items)


def test_notes_are_saved_while_it_decides(world):
    decisions, parts = Decision.objects.count(), MinutesPart.objects.filter(text="Noted.").count()
    assert race(decides_and_saves(world), slow="governance_decision") == {"done": TIMES}
    assert Decision.objects.count() == decisions + PAIRS
    assert MinutesPart.objects.filter(text="Noted.").count() == parts + PAIRS
    assert list(invariants.registry["governance: items"]()) == []


def test_with_hard_locks_saving_and_deciding_wait_for_each_other(world):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one lock for all")

    def races():
        with hard_locks():
            return race(decides_and_saves(world), slow="governance_decision")["OperationalError"] > 0

    assert shown(races), "nobody raced: the test above proves nothing"
