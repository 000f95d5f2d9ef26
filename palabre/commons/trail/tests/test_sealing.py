"""What is new is sealed once, whatever order it comes in, and what is sealed cannot change unseen."""

from datetime import timedelta

import pytest
from django.db import connection

from palabre.commons.trail import invariants, sealing, seals
from palabre.commons.trail.against_seals import seals_hold
from palabre.commons.trail.models import Link, Seal, SealTip
from palabre.commons.trail.verify import Chain, sha256_of_seal
from palabre.core import clock

NEWEST = "The newest seal should be number"


@pytest.fixture
def a_day_later(monkeypatch):
    """Move on by a day and a bit, each time it is called."""
    offset = timedelta()

    def move():
        nonlocal offset
        offset += timedelta(days=1, seconds=1)
        monkeypatch.setattr(clock, "_offset", lambda: offset)

    return move


def links_in(number):
    about = Seal.objects.get(pk=number).ranges["trail.link"]
    return {name: about.get(name) for name in ("first", "last", "count", "gaps", "late")}


def unguarded(sql, *values):
    """As someone who holds the database would do it: without the triggers."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
            for (name,) in cursor.fetchall():
                cursor.execute(f'DROP TRIGGER "{name}"')
        else:
            cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(sql, values)


def test_what_is_new_is_sealed_once(tie):
    tie(1, 2)
    assert seals.unsealed(None) == {"trail.entry": 1, "trail.link": 2}
    assert sealing.seal_new() == 1
    assert sealing.seal_new() == 0
    seal = Seal.objects.get()
    assert (seal.number, seal.count, seal.total, seal.previous) == (1, 3, 3, "")
    assert seals.state().unsealed == {}

    tie(3)
    assert seals.state().unsealed == {"trail.link": 1}
    sealing.seal_new()
    assert links_in(2) == {"first": 3, "last": 3, "count": 1, "gaps": None, "late": None}
    assert Seal.objects.get(pk=2).previous == seal.sha256
    assert SealTip.objects.get().number == 2
    assert list(seals_hold()) == []


def test_a_row_that_comes_below_a_sealed_one_is_sealed_late(tie):
    tie(1, 2, 6)
    sealing.seal_new()
    assert [gap[:2] for gap in links_in(1)["gaps"]] == [[3, 5]]
    assert sealing.seal_new() == 0  # a gap alone is nothing new

    tie(4, 7)
    assert seals.state().unsealed == {"trail.link": 2}
    sealing.seal_new()
    found = links_in(2)
    assert (found["first"], found["last"], found["count"], found["late"]) == (7, 7, 2, [[4, 4]])
    assert [gap[:2] for gap in found["gaps"]] == [[3, 3], [5, 5]]

    tie(5)
    sealing.seal_new()
    assert links_in(3)["late"] == [[5, 5]]
    assert list(seals_hold()) == []


def test_a_number_that_never_came_is_given_up_and_a_row_under_it_is_a_forgery(tie, a_day_later):
    tie(1, 3)
    sealing.seal_new()
    a_day_later()
    tie(4)
    sealing.seal_new()
    assert links_in(2)["gaps"] is None
    assert list(seals_hold()) == []

    tie(2)
    assert seals.state().unsealed == {}
    assert sealing.seal_new() == 0
    assert list(seals_hold()) == ["trail.link 2 came under a number given up in seal 2."]


def test_what_came_late_is_sealed_even_when_no_worker_ran_for_days(tie, a_day_later):
    tie(1, 3)
    sealing.seal_new()
    tie(2)
    a_day_later()
    sealing.seal_new()
    assert links_in(2)["late"] == [[2, 2]]
    assert list(seals_hold()) == []


def test_a_hole_of_any_width_costs_nothing(tie):
    tie(1, 2**40)
    sealing.seal_new()
    assert [gap[:2] for gap in links_in(1)["gaps"]] == [[2, 2**40 - 1]]
    assert list(seals_hold()) == []


@pytest.mark.parametrize("rows", [9, 10, 11, 31])
def test_a_seal_holds_no_more_than_it_may_and_the_next_goes_on(tie, monkeypatch, rows):
    monkeypatch.setattr(sealing, "LARGEST", 5)
    monkeypatch.setattr("palabre.commons.trail.rows.BATCH", 3)
    tie(*range(2, 2 * rows, 2))
    sealing.seal_new()
    tie(*range(1, 2 * rows, 2))
    sealing.seal_new(None)
    assert {seal.count for seal in Seal.objects.all()} <= {1, 2, 3, 4, 5}
    assert Seal.objects.order_by("-number").first().total == Link.objects.count() + 1
    assert list(seals_hold()) == []


@pytest.mark.parametrize(
    ("sql", "sentences"),
    [
        ("UPDATE trail_link SET to_id = 9 WHERE id = 2", ["trail.link 2 is not as it was sealed (seal 1)."]),
        ("DELETE FROM trail_link WHERE id IN (2, 3)", ["trail.link 2 to 3 is missing (seal 1)."]),
        ("UPDATE trail_link SET id = -4 WHERE id = 4", ["trail.link -4 has a number that is never given out."]),
        ("DELETE FROM trail_seal WHERE number = 3", [f"{NEWEST} 3, and the chain ends with number 2."]),
        ("DELETE FROM trail_seal WHERE number = 2", ["Seals 2 to 2 are missing."]),
        ("UPDATE trail_seal SET count = 2 WHERE number = 3", ["Seal 3 was changed: it no longer has its hash."]),
        ("DELETE FROM trail_sealtip", [f"{NEWEST} 0, and the chain ends with number 3."]),
    ],
)  # fmt: skip
def test_a_change_is_found_and_said_by_its_kind_and_number(tie, sql, sentences):
    tie(1, 2, 3, 4)
    sealing.seal_new()
    for number in (5, 6):
        tie(number)
        sealing.seal_new()
    assert list(seals_hold()) == []
    unguarded(sql)
    assert set(sentences) <= set(seals_hold())


def test_a_forged_range_is_refused_and_never_walked(tie):
    # Its hash fits: someone computed it anew. Its ten billion ids would fill the memory.
    tie(1)
    sealing.seal_new()
    seal = Seal.objects.get()
    seal.ranges["trail.link"]["last"] = seal.count = seal.total = 10**10
    seal.sha256 = sha256_of_seal(sealing.said_by(seal))
    said = list(Chain().follow(sealing.said_by(seal)))
    assert said == ["Seal 1 does not hold as many rows as it says."]


def test_data_that_makes_a_check_stumble_is_a_finding_and_the_others_are_asked(db, monkeypatch):
    def stumbles():
        yield "First."
        raise ValueError("a value that nobody expected")

    monkeypatch.setattr(invariants, "registry", {"one": stumbles, "two": lambda: ["Second."]})
    stumbled = "This could not be looked at to the end: ValueError."
    assert list(invariants.broken()) == [("one", "First."), ("one", stumbled), ("two", "Second.")]


def test_a_value_that_cannot_be_read_is_found_too(tie):
    tie(1)
    sealing.seal_new()
    if connection.vendor == "sqlite":
        unguarded("UPDATE trail_entry SET at = 'yesterday'")
        assert list(seals_hold()) == ["trail.entry 1 is not as it was sealed (seal 1)."]


# --- seals that somebody kept ------------------------------------------------------------------------


def test_a_kept_line_is_recognised(tie):
    sealing.seal_new()
    seal = Seal.objects.get()
    line = seals.line_of(seal.number, seal.at, seal.sha256)
    assert seals.hashes_in(f"> {line}\nand {'AB' * 32}, but not {'ab' * 33}") == [seal.sha256, "ab" * 32]
    assert seals.is_in_the_chain(seal.sha256)
    assert [seals.is_in_the_chain(found) for found in seals.first_digits(seals.short_of(seal.sha256))] == [True]
    assert not seals.is_in_the_chain("ab" * 32)
    assert seals.first_digits("abc") == []
