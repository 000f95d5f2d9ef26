"""Many at once on one member's point: it is admitted once, answered once, and nobody is on two agendas."""

from datetime import timedelta
from itertools import cycle

import pytest
from django.db import transaction

from palabre.commons.trail.models import Entry
from palabre.core import clock
from palabre.governance.actions.request_answers import answer_point
from palabre.governance.actions.requests import support_point
from palabre.governance.actions.requests_due import settle_requests
from palabre.governance.models import AgendaItem, AgendaRequest
from palabre.governance.request_terms import Answering, first_meeting
from palabre.people.models import Belonging, Member
from tests.racing import TIMES, race, without_lock
from tests.world import build

pytestmark = pytest.mark.race


@pytest.fixture
def db(own_database):
    """The cast and the world of these tests are really committed, in a database of their own."""


@pytest.fixture
def world(cast):
    with transaction.atomic():
        return build(cast, 1)


def supports(world):
    """Members enough support it together; the second of them is the one it needs."""
    AgendaRequest.objects.filter(pk=world.gathering_request.pk).update(supporters_needed=4)
    there = Member.objects.filter(pk__in=Belonging.objects.on(world.cast.today).values("member"), is_active=True)
    fresh = there.exclude(pk=world.cast.awa.pk).exclude(pk__in=world.gathering_request.supports.values("member"))
    members = cycle(list(fresh.order_by("pk")))
    return lambda: support_point(world.gathering_request, by=next(members))


def admitted():
    return Entry.objects.filter(verb="governance.request_admitted").count()


def test_many_supports_together_admit_the_point_once(world):
    deed, before = supports(world), admitted()
    outcomes = race(deed, slow="governance_agendarequestsupport")
    assert set(outcomes) == {"done", "already"}
    assert AgendaRequest.objects.get(pk=world.gathering_request.pk).state == "admissible"
    assert admitted() == before + 1


def test_without_the_lock_the_supports_race(world):
    deed, before = supports(world), admitted()
    with without_lock():
        outcomes = race(deed, slow="governance_agendarequestsupport")
    assert set(outcomes) - {"done", "already", "refused"} or admitted() > before + 1, "nobody raced"


def answers_while_the_worker_comes(world):
    """The secretary answers, twenty times, on the morning after the day the answer was owed: the worker is there."""
    settle_requests()  # what else the world holds is settled before
    AgendaRequest.objects.filter(pk=world.waiting_request.pk).update(answer_due_on=world.cast.today - timedelta(days=1))
    with transaction.atomic():
        first = first_meeting(AgendaRequest.objects.get(pk=world.waiting_request.pk))
    assert first is not None
    assert first.starts_at > clock.now()

    def answer():
        answer_point(world.waiting_request, by=world.cast.farid, answering=Answering("scheduled", first))

    deeds = cycle([answer, lambda: settle_requests() > 0])
    return lambda: next(deeds)()


def test_an_answer_and_the_worker_put_it_on_one_agenda(world):
    deed, before = answers_while_the_worker_comes(world), AgendaItem.objects.count()
    outcomes = race(deed, slow="governance_agendaitem")
    assert outcomes["done"] == 1
    assert set(outcomes) == {"done", "refused", "already"}
    assert sum(outcomes.values()) == TIMES
    assert AgendaItem.objects.count() == before + 1


def test_without_the_lock_the_answer_and_the_worker_race(world):
    deed, before = answers_while_the_worker_comes(world), AgendaItem.objects.count()
    with without_lock():
        outcomes = race(deed, slow="governance_agendaitem")
    assert set(outcomes) - {"done", "refused", "already"} or AgendaItem.objects.count() > before + 1, "nobody raced"
