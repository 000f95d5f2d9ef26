"""How a page that was rendered once learns that something was touched."""

import pytest
from django.db import connection, transaction

from palabre.commons.trail import touched
from palabre.commons.trail.models import Entry
from palabre.commons.trail.record import record
from palabre.commons.trail.verbs import Verb, registry
from palabre.people.models import Audience

pytestmark = pytest.mark.django_db
THERE, ELSEWHERE = ("tests.thing", 1), ("tests.thing", 2)


@pytest.fixture
def verbs(monkeypatch):
    """One that touches one thing, one that says nothing of it."""
    narrow = Verb(key="tests.narrow", sentence="", touches=lambda entry: [THERE])
    wide = Verb(key="tests.wide", sentence="")
    monkeypatch.setitem(registry, narrow.key, narrow)
    monkeypatch.setitem(registry, wide.key, wide)
    return narrow, wide


@pytest.fixture
def watch():
    made = touched.Watch()
    made.turn()
    return made


@transaction.atomic
def happens(verb, cast, **fields):
    audience = Audience.objects.get(reach="public")
    return record(verb, cast.rennes, by=cast.awa, audience=audience, **fields)


def test_a_verb_that_says_what_it_touches_touches_nothing_else(verbs, watch, cast):
    turn = watch.turn()
    happens(verbs[0], cast)
    watch.turn()

    assert not watch.untouched([THERE], turn)
    assert watch.untouched([ELSEWHERE], turn)


def test_any_other_verb_touches_everything(verbs, watch, cast):
    turn = watch.turn()
    happens(verbs[1], cast)
    watch.turn()

    assert not watch.untouched([ELSEWHERE], turn)
    assert not watch.untouched([], turn)


def test_a_verb_nobody_knows_any_more_touches_everything(verbs, watch, cast, monkeypatch):
    turn = watch.turn()
    happens(verbs[0], cast)
    monkeypatch.delitem(registry, "tests.narrow")
    watch.turn()

    assert not watch.untouched([ELSEWHERE], turn)


def test_nothing_new_is_one_query_and_no_turn(verbs, watch, cast, django_assert_num_queries):
    turn = watch.turn()
    with django_assert_num_queries(1):
        assert watch.turn() == turn


def test_an_entry_that_appears_late_is_seen(verbs, watch, cast):
    """On PostgreSQL a number is drawn before its transaction ends: 9 may be there before 8."""
    seen = happens(verbs[0], cast)
    number = Entry.objects.order_by("pk").last().pk
    later = Entry(pk=number + 2, verb=verbs[1].key, subject_kind="tests.thing", subject_id=2, audience=seen.audience)
    later.save(force_insert=True)
    with_words(later)
    turn = watch.turn()
    late = Entry(pk=number + 1, verb=verbs[1].key, subject_kind="tests.thing", subject_id=2, audience=seen.audience)
    late.save(force_insert=True)
    with_words(late)
    watch.turn()

    assert not watch.untouched([ELSEWHERE], turn)


def with_words(entry):
    from palabre.commons.trail.models import EntryDetails

    EntryDetails.objects.create(entry=entry, salt="s")


def test_numbers_that_never_come_are_given_up(verbs, watch, cast, monkeypatch):
    monkeypatch.setattr(touched, "GIVEN_UP_AFTER", -1.0)
    number = happens(verbs[0], cast).pk
    watch.turn()
    Entry(pk=number + 5, verb=verbs[0].key, subject_kind="t", subject_id=1, audience_id=1).save(force_insert=True)
    watch.turn()

    assert watch._missing == {}


def test_many_at_once_touch_everything(verbs, watch, cast, monkeypatch):
    monkeypatch.setattr(touched, "MOST_AT_ONCE", 2)
    turn = watch.turn()
    for _ in range(4):
        happens(verbs[0], cast)
    watch.turn()

    assert not watch.untouched([ELSEWHERE], turn)


def test_another_database_begins_anew(verbs, watch, cast, monkeypatch):
    turn = watch.turn()
    monkeypatch.setitem(connection.settings_dict, "NAME", "another")

    assert watch.turn() > turn
    assert not watch.untouched([], turn)
