"""What an installation must have before it serves; and what only the demo may do."""

import json
import sqlite3

import pytest
from django.core import checks
from django.core.exceptions import ValidationError

from palabre.people.models import Cooperative
from palabre.people.sign_in import KNOWN_PASSWORD, MemberBackend, NotAKnownPassword
from tests.programs import live, palabre

pytestmark = pytest.mark.long


@pytest.fixture(scope="module")
def migrated(tmp_path_factory):
    """A live installation's data folder, tables made."""
    folder = tmp_path_factory.mktemp("live")
    assert palabre("migrate", folder=folder, **live()).returncode == 0
    return folder


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        ({}, "PALABRE_SECRET_KEY is missing"),
        (live(PALABRE_SECRET_KEY="short"), "PALABRE_SECRET_KEY is missing or shorter than 50 characters"),
        (live(PALABRE_HOSTS=""), "PALABRE_HOSTS is missing"),
        (live(PALABRE_MODE="production"), "PALABRE_MODE"),
        (live(DATABASE_URL="nonsense"), "DATABASE_URL"),
    ],
)
def test_serve_refuses_without_what_it_needs(tmp_path, settings, sentence):
    done = palabre("serve", "--port", "1", folder=tmp_path, **settings)
    assert (done.returncode, done.stdout) == (2, "")
    assert sentence in done.stderr


def test_serve_refuses_tables_that_wait(tmp_path):
    done = palabre("serve", folder=tmp_path, **live())
    assert done.returncode == 2
    assert "palabre migrate" in done.stderr


def test_serve_refuses_a_record_that_nothing_keeps(migrated, tmp_path):
    broken = copy_of(migrated, tmp_path)
    with sqlite3.connect(broken / "palabre.sqlite3") as database:
        database.execute("DROP TRIGGER trail_entry_kept_delete")
    done = palabre("serve", folder=broken, **live())
    assert done.returncode == 2
    assert "trail_entry_kept_delete" in done.stderr


def test_serve_refuses_a_moved_clock(migrated, tmp_path):
    moved = copy_of(migrated, tmp_path)
    with sqlite3.connect(moved / "palabre.sqlite3") as database:
        database.execute(
            "INSERT INTO people_cooperative (id, name, motto, accent, clock_offset_seconds) "
            "VALUES (1, 'x', '', '#a8482b', 60)"
        )
    done = palabre("serve", folder=moved, **live())
    assert done.returncode == 2
    assert "clock of this database was moved" in done.stderr
    assert palabre("check", folder=moved, **live()).returncode == 1


def copy_of(folder, where):
    with sqlite3.connect(folder / "palabre.sqlite3") as source, sqlite3.connect(where / "palabre.sqlite3") as target:
        source.backup(target)
    return where


def test_check_says_when_all_is_well(migrated):
    done = palabre("check", folder=migrated, **live())
    assert (done.returncode, done.stdout.splitlines()[0]) == (0, "Everything is as it must be.")


def test_check_speaks_to_machines_too(migrated):
    told = json.loads(palabre("check", "--json", folder=migrated, **live()).stdout)
    assert (told["findings"], told["sealed"]["rows"]) == ([], 0)


def test_django_finds_nothing_to_say_about_live_settings(tmp_path):
    done = palabre("manage", "check", "--deploy", "--fail-level", "WARNING", folder=tmp_path, **live())
    assert done.returncode == 0, done.stderr


def test_the_password_everybody_knows_opens_nothing_but_the_demo(cast, settings, rf):
    cast.awa.set_password(KNOWN_PASSWORD)
    cast.awa.save()
    words = {"email": cast.awa.email, "password": KNOWN_PASSWORD}
    assert MemberBackend().authenticate(rf.post("/"), **words) == cast.awa

    settings.KNOWN_PASSWORDS_ALLOWED = False
    assert MemberBackend().authenticate(rf.post("/"), **words) is None
    with pytest.raises(ValidationError):
        NotAKnownPassword().validate(KNOWN_PASSWORD)


def test_a_moved_clock_is_an_error_outside_the_demo(cast, settings):
    Cooperative.objects.update(clock_offset_seconds=3600)
    run = lambda: [m.id for m in checks.run_checks(tags=[checks.Tags.database], databases=["default"])]  # noqa: E731
    assert "palabre.E001" not in run()
    settings.CLOCK_MOVABLE = False
    assert "palabre.E001" in run()
