"""Twenty people press the same button together: it happens once, and the others get a sentence."""

import threading
from contextlib import suppress
from itertools import cycle

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection, transaction

from palabre.commons.conversations.models import Comment, Support
from palabre.commons.four_eyes.actions.acts import confirm
from palabre.commons.trail import sealing
from palabre.commons.trail.against_seals import seals_hold
from palabre.commons.trail.models import Entry, Link, Seal
from palabre.commons.trail.rows import kinds
from palabre.commons.trail.sealing import seal_new
from palabre.commons.trail.seals import state
from palabre.governance.actions.decisions import decide_point
from palabre.governance.models import AgendaItem, Commitment, Decision
from palabre.people.models import Duty, Entity
from palabre.processes.actions.comments import support_comment
from palabre.processes.actions.referrals import refer_recommendation
from palabre.processes.models import Referral
from palabre.register.actions.invitations import open_account
from palabre.register.links import hash_of
from palabre.register.models import Invitation
from tests.racing import TIMES, race, without_lock
from tests.world import build

pytestmark = pytest.mark.race


@pytest.fixture
def db(own_database):
    """The cast and the world of these tests are really committed, in a database of their own."""


@pytest.fixture
def world(cast):
    return build(cast, 1)


def decides(world):
    def deed():
        decide_point(world.point, by=world.cast.chloe, outcome="refused", reason="It was tried before; nobody came.")

    return deed


def test_twenty_decisions_on_one_point_leave_one(world):
    before = Commitment.objects.count()
    assert race(decides(world), slow="governance_decision") == {"done": 1, "refused": TIMES - 1}
    assert Decision.objects.filter(point=world.point).count() == 1
    assert Commitment.objects.count() == before + 1


def test_without_the_lock_the_decisions_race(world):
    with without_lock():
        outcomes = race(decides(world), slow="governance_decision")
    assert set(outcomes) - {"done", "refused"} or outcomes["done"] > 1, "nobody raced: the test above proves nothing"


def supports(world):
    def deed():
        return support_comment(world.comment, by=world.cast.driss)

    return deed


def test_twenty_supports_of_one_comment_leave_one(world):
    race(supports(world), slow="conversations_support")
    assert Support.objects.filter(comment=world.comment).count() == 1
    assert Comment.objects.get(pk=world.comment.pk).supports_count == 1


def test_without_the_lock_the_supports_race(world):
    with without_lock():
        outcomes = race(supports(world), slow="conversations_support")
    count = Comment.objects.get(pk=world.comment.pk).supports_count
    assert set(outcomes) - {"done", "refused", "already"} or count > 1


def refers(world):
    return lambda: refer_recommendation(world.referable, by=world.cast.bruno)


def test_twenty_referrals_of_one_recommendation_leave_one(world):
    before = Entry.objects.count()
    assert race(refers(world), slow="processes_referral") == {"done": 1, "refused": TIMES - 1}
    assert Referral.objects.filter(recommendation=world.referable).count() == 1
    assert AgendaItem.objects.filter(title__contains=world.referable.title).count() == 1
    assert Entry.objects.count() == before + 1


def test_without_the_lock_the_referrals_race(world):
    with without_lock():
        outcomes = race(refers(world), slow="processes_referral")
    assert set(outcomes) - {"done", "refused"} or outcomes["done"] > 1


def test_twenty_sealers_make_one_chain(world, monkeypatch):
    kept, keep = [], sealing.keep
    monkeypatch.setattr(sealing, "keep", lambda seal: kept.append(keep(seal)) or kept[-1])
    decides(world)()
    before = Seal.objects.count()
    assert race(lambda: seal_new() > 0, slow="trail_seal") == {"done": 1, "already": TIMES - 1}
    assert kept.count(True) == 1
    assert kept.count(False) > 0, "nobody raced: the database had nothing to refuse"
    assert Seal.objects.count() == before + 1
    assert state().unsealed == {}
    assert list(seals_hold()) == []


def test_nothing_is_lost_or_sealed_twice_while_others_write(world):
    entry, writers = world.entry, threading.Barrier(TIMES)

    def deed():
        if writers.wait(30) < 3:
            return sum(seal_new() for _time in range(25)) > 0
        for number in range(5):
            with transaction.atomic():
                Link.objects.create(entry=entry, kind="proved", from_kind="a", from_id=number, to_kind="b", to_id=1)
            if number == 2:
                with suppress(ZeroDivisionError), transaction.atomic():
                    Link.objects.create(entry=entry, kind="proved", from_kind="a", from_id=9, to_kind="b", to_id=1)
                    raise ZeroDivisionError
        return True

    outcomes = race(deed)
    assert set(outcomes) <= {"done", "already"}
    seal_new(None)
    assert state().unsealed == {}
    assert Link.objects.filter(to_kind="b").count() == 5 * (TIMES - 3)
    assert state().rows == sum(model.objects.count() for model in kinds().values())
    assert list(seals_hold()) == []


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite has one writer at a time: ids come in order")
def test_a_row_committed_after_a_seal_that_passed_its_number_is_sealed_late(world):
    words = {"entry": world.entry, "kind": "proved", "from_kind": "a", "to_kind": "b", "to_id": 1}
    open_now, go_on, ids = threading.Event(), threading.Event(), []

    def slow():
        with transaction.atomic():
            ids.append(Link.objects.create(from_id=1, **words).pk)
            open_now.set()
            go_on.wait(30)
        connection.close()

    writer = threading.Thread(target=slow)
    writer.start()
    open_now.wait(30)
    quick = Link.objects.create(from_id=2, **words)
    assert ids[0] < quick.pk
    seal_new()
    first = Seal.objects.last().ranges["trail.link"]
    go_on.set()
    writer.join(30)
    assert state().unsealed == {"trail.link": 1}
    seal_new()
    assert [gap[:2] for gap in first["gaps"]] == [[ids[0], ids[0]]]
    assert Seal.objects.last().ranges["trail.link"]["late"] == [[ids[0], ids[0]]]
    assert (state().unsealed, list(seals_hold())) == ({}, [])


def test_twenty_confirmations_of_one_act_do_it_once(world):
    act, before = world.acts[0], Entry.objects.filter(verb="membership.duty_entrusted").count()
    assert race(lambda: confirm(act, by=world.cast.chloe) and None, slow="trail_entry") == {
        "done": 1,
        "refused": TIMES - 1,
    }
    assert Duty.objects.filter(member=world.cast.edwige).count() == 1
    assert Entry.objects.filter(verb="membership.duty_entrusted").count() == before + 1
    assert Entry.objects.filter(verb="four_eyes.confirmed").count() == 1


def test_without_the_lock_the_confirmations_race(world):
    with without_lock():
        outcomes = race(lambda: confirm(world.acts[0], by=world.cast.chloe) and None, slow="trail_entry")
    assert set(outcomes) - {"done", "refused"} or outcomes["done"] > 1


def opens(world):
    """Ines has two links, of two legal entities that know her: she presses both, from two devices."""
    elsewhere = Entity.objects.create(name="Estran Belgique", country="BE")
    there = {"entity": elsewhere, "sha256": hash_of("another-link"), "pk": None, "id": None}
    other = Invitation.objects.values("member_id", "by_id", "address", "mailed_at", "ends_at").get(
        pk=world.invitation.pk
    )
    Invitation.objects.create(**other | there)
    links = cycle((world.invited_with, "another-link"))
    return lambda: open_account(next(links), by=AnonymousUser())


def test_two_links_of_one_person_pressed_together_open_one_account(world):
    ines = world.invitation.member
    assert race(opens(world), slow="account_emailaddress") == {"done": 1, "refused": TIMES - 1}
    assert Invitation.objects.filter(member=ines, accepted_at__isnull=False).count() == 1
    assert ines.emailaddress_set.count() == 1
    assert Entry.objects.filter(verb="register.account_opened").count() == 1


def test_without_the_lock_the_links_race_and_the_database_lets_one_through(world):
    with without_lock():
        outcomes = race(opens(world), slow="account_emailaddress")
    assert set(outcomes) - {"done", "refused"} or outcomes["done"] > 1
    accepted = Invitation.objects.filter(member=world.invitation.member, accepted_at__isnull=False)
    assert accepted.count() == 1
