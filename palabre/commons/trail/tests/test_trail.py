import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError

from palabre.commons.trail import pending as pendings
from palabre.commons.trail import rounds, thread
from palabre.commons.trail.models import Entry, Link, Pending, Round
from palabre.commons.trail.record import hash_of, link, record
from palabre.commons.trail.verbs import Verb, sentence_of


def test_an_entry_says_who_did_what_and_leaves_a_row_for_each_reader(greet):
    entry = greet()
    assert sentence_of(entry) == "Awa greeted Body 0 with bonjour"
    assert Pending.objects.filter(entry=entry, reader="tests").count() == 1


def test_the_entry_itself_holds_no_name_and_its_hash_covers_the_words(greet):
    entry = greet()
    details = entry.details
    assert entry.details_sha256 == hash_of(details.salt, details.actor_name, details.label, details.facts)
    assert entry.details_sha256 != hash_of(details.salt, details.actor_name, details.label, {"words": "bonsoir"})
    assert {field.name for field in Entry._meta.local_fields} == {
        "id",
        "audience",
        "at",
        "actor",
        "verb",
        "subject_kind",
        "subject_id",
        "details_sha256",
    }


def test_after_an_erasure_the_sentence_still_reads(greet):
    entry = greet()
    entry.details.facts, entry.details.label, entry.details.actor_name = {}, "", ""
    assert sentence_of(entry) == "Someone greeted … with …"


@pytest.mark.parametrize("sql", ["UPDATE trail_entry SET verb = 'x'", "DELETE FROM trail_entry"])
def test_the_database_refuses_to_change_an_entry(greet, sql):
    greet()
    with pytest.raises(DatabaseError, match="only ever added to"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)
    assert Entry.objects.get().verb == "test.greeted"


def test_an_unregistered_verb_is_refused(bodies, cast):
    with pytest.raises(RuntimeError, match="not a registered verb"), transaction.atomic():
        record(Verb(key="test.unknown", sentence=""), bodies[0], by=cast.awa)


def test_a_reader_sees_each_entry_once(greet):
    greet(), greet()
    seen = []
    assert pendings.read_some("tests", seen.extend) == 2
    assert pendings.read_some("tests", seen.extend) == 0
    assert len(seen) == 2


def test_a_poisonous_entry_is_put_off_then_parked_and_the_others_flow(greet, monkeypatch):
    poison, sound = greet(), greet()
    seen = []

    def read(entries):
        if poison in entries:
            raise ValueError("bad")
        seen.extend(entries)

    for _ in range(pendings.PATIENCE):
        Pending.objects.update(due_at="2020-01-01T00:00Z")
        pendings.read_some("tests", read)

    assert seen == [sound]
    parked = Pending.objects.get()
    assert (parked.entry, parked.attempts, parked.failure) == (poison, pendings.PATIENCE, "ValueError")
    assert parked.parked_at


def test_a_round_is_walked_when_due_and_not_twice(db, monkeypatch):
    monkeypatch.setattr(rounds, "registry", {})
    rounds.every(3600, "test.round", lambda: 7)
    assert [rounds.walk_due(), rounds.walk_due()] == [{"test.round": 7}, {}]


def test_a_round_that_fails_is_counted_and_stops_no_other(db, monkeypatch):
    monkeypatch.setattr(rounds, "registry", {})
    rounds.every(60, "a", lambda: 1 // 0)
    rounds.every(60, "b", lambda: 2)
    assert rounds.walk_due() == {"a": 0, "b": 2}
    assert Round.objects.get(name="a").failures == 1


def test_the_thread_is_walked_both_ways_and_only_along_what_one_may_read(greet, bodies, cast, audiences, greeted):
    one, two, three, four = bodies
    open_entry = greet()
    with transaction.atomic():
        hidden = record(greeted, one, by=cast.awa, audience=audiences.listing("the board", cast.chloe), words="x")
    link(open_entry, Link.Kind.TAKEN_UP, from_=one, to=two)
    link(open_entry, Link.Kind.DECIDED, from_=two, to=three)
    link(hidden, Link.Kind.PROMISED, from_=three, to=four)

    def ids(steps):
        return [step.node[1] for step in steps]

    assert ids(thread.onwards(one, viewer=cast.chloe)) == [two.pk, three.pk, four.pk]
    assert ids(thread.onwards(one, viewer=cast.awa)) == [two.pk, three.pk]
    assert ids(thread.back(four, viewer=cast.chloe)) == [three.pk, two.pk, one.pk]
    assert ids(thread.back(four, viewer=cast.awa)) == []
