"""Twenty people press the same button together: it happens once, and the others get a sentence."""

import threading
from contextlib import suppress
from datetime import timedelta
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
from palabre.core import clock
from palabre.core.drawn_secrets import hash_of
from palabre.governance.actions.decisions import decide_point
from palabre.governance.actions.mandates import open_mandate
from palabre.governance.models import AgendaItem, Body, Commitment, Decision, DecisionNumber, Mandate, Meeting
from palabre.people.models import Belonging, Duty, Entity, Member
from palabre.processes.actions.comments import support_comment
from palabre.processes.actions.referrals import refer_recommendation
from palabre.processes.models import Referral
from palabre.register.actions.invitations import open_account
from palabre.register.actions.joining import join_account
from palabre.register.models import Invitation
from tests.racing import TIMES, race, without_lock
from tests.world import build
from tests.world.governance import a_point

pytestmark = pytest.mark.race


@pytest.fixture
def db(own_database):
    """The cast and the world of these tests are really committed, in a database of their own."""


@pytest.fixture
def world(cast):
    with transaction.atomic():
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


def decides_many(world, letters):
    """Twenty points of one body, each decided once; with ``letters``, of a body that has no number yet."""
    chair, today = world.cast.chloe, world.cast.today
    body = world.body
    if letters:
        body = Body.objects.create(name="Comité neuf", audience=body.audience)
        Mandate.objects.create(body=body, holder=chair, role="chair", from_on=today, until_on=today)
    meeting = Meeting.objects.create(body=body, audience=body.audience, starts_at=clock.now() - timedelta(minutes=5))
    points = []
    for number in range(TIMES):
        item = AgendaItem.objects.create(
            body=body, meeting=meeting, source="recommendation", title=f"Matter {number}", audience=body.audience
        )
        points.append(a_point(item, 1, item.title))
    left = iter(points)
    return body, lambda: decide_point(next(left), by=chair, outcome="refused", reason="It was tried before.")


@pytest.mark.parametrize("letters", [False, True], ids=["numbered before", "without letters yet"])
def test_twenty_decisions_of_one_body_get_twenty_numbers_in_a_row(world, letters):
    body, deed = decides_many(world, letters)
    of_this_year = DecisionNumber.objects.filter(body=body, year=world.cast.today.year)
    there = of_this_year.count()
    assert race(deed, slow="governance_decisionnumber") == {"done": TIMES}
    numbers = of_this_year.order_by("number").values_list("code", "number")
    assert list(numbers)[there:] == [(numbers[0][0], there + 1 + place) for place in range(TIMES)]


def test_without_the_lock_the_numbers_race(world):
    _body, deed = decides_many(world, False)
    with without_lock():
        outcomes = race(deed, slow="governance_decisionnumber")
    assert set(outcomes) - {"done"}, "nobody raced: the test above proves nothing"


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


def opens_mandates(world):
    """Farid opens a mandate for each of twenty members; one seat is left."""
    board, today = world.body, world.cast.today
    Body.objects.filter(pk=board.pk).update(seats_most=Mandate.objects.on(today).filter(body=board).count() + 1)
    free = Member.objects.exclude(mandates__body=board).filter(belongings__in=Belonging.objects.on(today))
    holders = cycle(list(free.exclude(pk=world.cast.farid.pk).order_by("pk")))
    dates = {"from_on": today, "until_on": today + timedelta(days=300)}

    def deed():
        open_mandate(board, by=world.cast.farid, holder=next(holders), role="director", obtained="elected", **dates)

    return deed


def test_twenty_mandates_for_the_last_seat_leave_one(world):
    before = Mandate.objects.count()
    assert race(opens_mandates(world), slow="governance_mandate") == {"done": 1, "ValidationError": TIMES - 1}
    assert Mandate.objects.count() == before + 1


def test_without_the_lock_the_mandates_race(world):
    deed = opens_mandates(world)
    with without_lock():
        outcomes = race(deed, slow="governance_mandate")
    assert set(outcomes) - {"done", "refused", "ValidationError"} or outcomes["done"] > 1


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


def joins(world):
    """Two accounts without a line, and one link that each of them presses."""
    lone = Member.objects.create_user("alone@example.org", None, name="Alone")
    who = cycle((world.cast.zoe, lone))
    return lambda: join_account(world.invited_with, by=next(who)) and None


def test_two_accounts_that_press_one_link_join_one_to_the_line(world):
    ines = world.invitation.member
    assert race(joins(world), slow="people_belonging") == {"done": 1, "refused": TIMES - 1}
    assert not Belonging.objects.in_force().filter(member=ines).exists()
    (line,) = Belonging.objects.filter(replaces__member=ines)
    assert Entry.objects.get(verb="register.account_joined").actor_id == line.member_id


def test_without_the_lock_the_accounts_race_for_the_line(world):
    with without_lock():  # whoever comes first says so on the invitation before it writes a line
        outcomes = race(joins(world), slow="register_invitation", write="UPDATE")
    assert set(outcomes) - {"done", "refused"} or outcomes["done"] > 1


def test_one_account_that_presses_the_links_of_two_people_is_joined_to_one(world):
    """The row of the account is locked too: both links open something, but not both for this one."""
    paul = Member.objects.create(email="paul@example.org", name="Paul", password="!")
    said = world.invited_line.said() | {"member": paul}
    Belonging.objects.create(**said)
    there = Invitation.objects.values("entity_id", "by_id", "ends_at").get(pk=world.invitation.pk)
    Invitation.objects.create(member=paul, sha256=hash_of("the-link-of-paul"), **there)
    links = cycle((world.invited_with, "the-link-of-paul"))
    outcomes = race(lambda: join_account(next(links), by=world.cast.zoe) and None, slow="people_belonging")
    assert outcomes == {"done": 1, "refused": TIMES - 1}
    assert Belonging.objects.in_force().filter(member=world.cast.zoe).count() == 1
