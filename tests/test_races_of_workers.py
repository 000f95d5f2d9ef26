"""Two workers at the same calls: each is made once. Without the claim, both make it."""

import contextlib
import threading
from datetime import timedelta

import pytest
from django.db import connection

from palabre.commons.webhooks.actions import sending
from palabre.commons.webhooks.actions.webhooks import add_webhook
from palabre.commons.webhooks.owing import owe_some
from palabre.core import clock, outward
from palabre.core.outward import Answer
from palabre.governance.actions.meetings import call_meeting
from tests.racing import race

pytestmark = pytest.mark.race

CALLS = 5


@pytest.fixture
def db(own_database):
    """The cast and the calls of these tests are really committed, in a database of their own."""


@pytest.fixture
def made(cast, board, monkeypatch):
    """The ids of the calls that were made; the first waits for the other worker for a second."""
    add_webhook(by=cast.farid, address="https://example.org/", topics=["decisions"])
    for number in range(CALLS):
        call_meeting(board.body, by=cast.farid, starts_at=clock.now() + timedelta(days=60 + number))
    owe_some()
    made, both = [], threading.Barrier(2)

    def post(address, body, headers):
        made.append(headers["webhook-id"])
        with contextlib.suppress(threading.BrokenBarrierError):
            both.wait(timeout=1)
        return Answer(200)

    monkeypatch.setattr(outward, "post", post)
    return made


def test_two_workers_make_each_call_once(made):
    race(sending.send_due, times=2)
    assert len(made) == len(set(made)) == CALLS


def test_without_the_claim_both_make_it(made, monkeypatch):
    monkeypatch.setattr(sending, "CLAIMED_FOR", timedelta(seconds=-1))
    monkeypatch.setattr(type(connection.features), "has_select_for_update_skip_locked", False)
    race(sending.send_due, times=2)
    assert len(made) > len(set(made)) == CALLS
