"""Whether a node lives, and whether it can serve."""

import pytest
from django.db import OperationalError
from django.db.migrations.recorder import MigrationRecorder

from palabre.site.queries import ready


def asked(client):
    answer = client.get("/health/ready")
    return answer.status_code, {name: word for name, word in answer.json().items() if name != "release"}


def test_a_process_that_answers_lives_and_asks_nobody(client, django_assert_num_queries, db):
    with django_assert_num_queries(0):
        answer = client.get("/health/live")
    assert (answer.status_code, answer.json()["live"]) == (200, "ok")
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.django_db
def test_ready_when_everything_answers(client):
    assert asked(client) == (200, {"database": "ok", "tables": "ok", "cache": "none", "files": "ok"})


@pytest.mark.django_db
def test_an_older_database_than_this_release_is_not_ready_a_newer_one_is(client):
    applied = MigrationRecorder.Migration.objects
    applied.create(app="processes", name="9999_of_the_next_release")
    assert asked(client)[0] == 200
    applied.filter(app="trail").last().delete()
    status, words = asked(client)
    assert (status, words["database"], words["tables"]) == (503, "ok", "old")


@pytest.mark.django_db
def test_a_database_that_is_away_is_not_ready(client, monkeypatch):
    def fail(self):
        raise OperationalError("no")

    monkeypatch.setattr(MigrationRecorder, "applied_migrations", fail)
    status, words = asked(client)
    assert (status, words["database"], words["tables"]) == (503, "down", "unknown")


@pytest.mark.django_db
def test_cache_and_files_that_are_away_are_said_and_pages_go_on(client, monkeypatch, settings, tmp_path):
    class Away:
        def answers(self):
            return False

    monkeypatch.setattr(ready, "cache", Away())
    (tmp_path / "taken").write_text("a file where a folder should be")
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": tmp_path / "taken"},
        },
    }
    status, words = asked(client)
    assert (status, words["cache"], words["files"]) == (200, "down", "down")
    assert not ready.readiness_now().whole
