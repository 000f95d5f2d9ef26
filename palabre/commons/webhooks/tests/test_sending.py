"""What is called, when, how often, and what becomes of a program that does not answer."""

import json
from datetime import timedelta

import pytest

from palabre.commons.trail.models import Entry, Pending
from palabre.commons.trail.verbs import told_of
from palabre.commons.webhooks.actions import sending
from palabre.commons.webhooks.actions.sending import DELAYS, send_due
from palabre.commons.webhooks.actions.webhooks import (
    add_webhook,
    end_webhook,
    resume_webhook,
    retry_missed,
    try_webhook,
)
from palabre.commons.webhooks.models import Delivery, Webhook
from palabre.commons.webhooks.owing import forget_old, owe_some
from palabre.commons.webhooks.signing import key_of, signature_of
from palabre.core import clock, outward


def test_the_signature_is_the_one_of_the_standard():
    """The example that the reference libraries of Standard Webhooks test themselves with."""
    key, message, at = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330
    said = signature_of(key, message, at, b'{"test": 2432232314}')
    assert said == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_a_program_hears_of_what_it_chose(cast, happen, webhook, program, audiences):
    happen()
    assert (owe_some() > 0, send_due(), send_due()) == (True, 1, 0)
    [(path, headers, body)] = program.calls
    assert path == "/hook?for=us"
    message, at = headers["webhook-id"], int(headers["webhook-timestamp"])
    assert headers["webhook-signature"] == signature_of(key_of(webhook), message, at, body)
    said = json.loads(body)
    entry = Entry.objects.get(verb="tests.happened")
    assert said["type"] == "tests.happened"
    assert said["data"]["entry"] == entry.pk
    assert said["data"]["page"] == f"http://127.0.0.1:8000/branches/{cast.rennes.pk}/"
    assert set(said["data"]) == {"entry", "sentence", "about", "page"}
    assert Delivery.objects.count() == 0
    assert Webhook.objects.get().reached_at


def test_nothing_else_leaves(cast, happen, webhook, program, audiences):
    """Another topic, and the same topic for the members only."""
    happen(audience=audiences.members)
    happen("tests.kept_quiet")
    owe_some()
    assert (Pending.objects.filter(reader="webhooks").count(), Delivery.objects.count()) == (0, 0)


def test_what_closed_before_the_call_is_not_sent(cast, happen, webhook, program, audiences):
    happen()
    owe_some()
    # No page can do this to an entry; a thing addressed again might one day.
    monkey = Delivery.objects.get()
    audiences.public.reach = "listed"
    audiences.public.save()
    assert (send_due(), program.calls) == (0, [])
    assert not Delivery.objects.filter(pk=monkey.pk).exists()


def test_reading_an_entry_again_owes_nothing_twice(cast, happen, webhook, program):
    happen()
    entry = Entry.objects.get(verb="tests.happened")
    owe_some()
    Pending.objects.create(entry=entry, reader="webhooks")
    owe_some()
    assert Delivery.objects.filter(entry=entry).count() == 1


def test_a_call_that_fails_is_tried_again_later_and_later(cast, happen, webhook, program, move_clock):
    program.status = 500
    happen()
    owe_some()
    passed = timedelta()
    for attempt, delay in enumerate(DELAYS, start=1):
        assert (send_due(), send_due()) == (0, 0)
        assert len(program.calls) == attempt
        assert Delivery.objects.get().failure == "It answers with an error (500)."
        passed += delay + timedelta(seconds=1)
        move_clock(seconds=passed.total_seconds())
    assert {headers["webhook-id"] for _, headers, _ in program.calls} == {f"call_{Delivery.objects.get().pk}"}
    program.status = 204
    assert send_due() == 1
    assert Delivery.objects.count() == 0


def test_after_two_days_the_program_is_paused_and_the_secretariat_told(cast, happen, webhook, program, move_clock):
    program.status = 503
    happen()
    owe_some()
    for number in range(len(DELAYS) + 1):
        send_due()
        move_clock(days=2 * (number + 1))
    owe_some()
    assert Webhook.objects.get().paused_at
    assert Delivery.objects.get().given_up_at
    told = told_of(Entry.objects.get(verb="webhooks.paused"))
    assert list(told) == [(cast.farid.pk, "secretariat")]
    calls = len(program.calls)
    happen()
    owe_some()
    assert (send_due(), len(program.calls)) == (0, calls)

    program.status = 200
    resume_webhook(webhook, by=cast.farid)
    assert retry_missed(webhook, by=cast.farid) == 1
    assert (send_due(), len(program.calls)) == (1, calls + 1)


def test_gone_is_understood(cast, happen, webhook, program):
    program.status = 410
    try_webhook(webhook, by=cast.farid)
    send_due()
    assert Webhook.objects.get().paused_at


def test_who_reached_us_since_is_not_paused_by_one_bad_call(cast, happen, webhook, program, move_clock):
    """A program that fails at one entry and takes the others: the call is given up, the program stays."""
    program.status = 500
    happen()
    owe_some()
    for number in range(len(DELAYS) + 1):
        send_due()
        Webhook.objects.update(reached_at=clock.now())
        move_clock(days=2 * (number + 1))
    assert Delivery.objects.get().given_up_at
    assert Webhook.objects.get().paused_at is None


def test_a_program_that_does_not_answer_holds_nobody_up(cast, happen, webhook, program, own_network, monkeypatch):
    """Of ten calls to it, one is tried; the other program hears everything in the same round."""
    add_webhook(by=cast.farid, address="http://127.0.0.1:1/", topics=["tests"])
    for _ in range(10):
        happen()
    owe_some()
    tried, reach = [], outward.post

    def post(address, body, headers):
        tried.append(address)
        return reach(address, body, headers)

    monkeypatch.setattr(outward, "post", post)
    assert send_due() == 10
    assert tried.count("http://127.0.0.1:1/") == 1
    assert send_due() == 0
    assert tried.count("http://127.0.0.1:1/") == 1  # left alone for a minute
    assert Delivery.objects.filter(attempts=0).count() == 9


def test_a_crash_after_the_call_repeats_it_with_the_same_id(cast, happen, webhook, program, monkeypatch, move_clock):
    happen()
    owe_some()
    with monkeypatch.context() as patched:
        patched.setattr(sending, "_mark", lambda outcome: (_ for _ in ()).throw(SystemExit))
        with pytest.raises(SystemExit):
            send_due()
    assert send_due() == 0  # claimed still
    move_clock(minutes=6)
    assert send_due() == 1
    assert len({headers["webhook-id"] for _, headers, _ in program.calls}) == 1
    assert len(program.calls) == 2


def test_what_ended_is_never_called(cast, happen, webhook, program):
    happen()
    owe_some()
    end_webhook(webhook, by=cast.farid)
    assert (send_due(), Delivery.objects.count(), program.calls) == (0, 0, [])
    happen()
    owe_some()
    assert Delivery.objects.count() == 0


def test_what_was_given_up_long_ago_is_forgotten(cast, happen, webhook, program, move_clock):
    happen()
    owe_some()
    Delivery.objects.update(given_up_at=clock.now(), attempts=8)
    assert forget_old() == 0
    move_clock(days=31)
    assert forget_old() == 1
