"""Whether the installation works."""

from datetime import timedelta

import pytest
from django.db import OperationalError
from django.db.models import QuerySet

from palabre.commons.notices.rounds import MAIL
from palabre.commons.trail.models import Round
from palabre.core import clock


def asked(client):
    answer = client.get("/healthz")
    return answer.status_code, answer.json()


@pytest.mark.django_db
def test_before_the_worker_ever_walked(client):
    status, words = asked(client)
    assert status == 200
    assert {key: words[key] for key in ("database", "worker", "mail", "parked", "put_off", "clock")} == {
        "database": "ok",
        "worker": "never",
        "mail": "ok",
        "parked": 0,
        "put_off": 0,
        "clock": "ok",
    }
    assert words["release"]


@pytest.mark.django_db
@pytest.mark.parametrize(("ago", "word"), [(5, "ok"), (119, "ok"), (121, "late"), (-3600, "ok")])
def test_how_long_ago_the_worker_walked(client, ago, word):
    Round.objects.create(name="x", next_at=clock.now(), last_begun_at=clock.now() - timedelta(seconds=ago))
    assert asked(client)[1]["worker"] == word


@pytest.mark.django_db
def test_mail_that_fails_is_said_and_pages_are_still_served(client):
    Round.objects.create(name=MAIL, next_at=clock.now(), last_begun_at=clock.now(), failures=3)
    status, words = asked(client)
    assert (status, words["mail"]) == (200, "failing")


@pytest.mark.django_db
def test_it_asks_a_few_small_questions(client, steady_clock, django_assert_max_num_queries):
    with django_assert_max_num_queries(4):
        client.get("/healthz")


@pytest.mark.django_db
def test_a_database_that_does_not_answer_is_503(client, monkeypatch):
    def fail(*args, **kwargs):
        raise OperationalError("no")

    monkeypatch.setattr(QuerySet, "aggregate", fail)
    status, words = asked(client)
    assert (status, words["database"]) == (503, "down")
