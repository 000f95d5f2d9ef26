"""What an installation must have before it serves; and what only the demo may do."""

import json
import sqlite3

import pytest
from django.core import checks
from django.core.exceptions import ValidationError

from palabre.people.models import Cooperative
from palabre.people.sign_in import KNOWN_PASSWORD, MemberBackend, NotAKnownPassword
from tests.programs import SECRET, live, palabre

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
        (live(PALABRE_PROXIES="127.0.0.1,the-proxy"), "PALABRE_PROXIES: the-proxy is neither an address"),
        (live(PALABRE_BEHIND_PROXY="true"), "Name the proxies: PALABRE_PROXIES="),
        (live(PALABRE_CACHE="memcached://127.0.0.1"), "PALABRE_CACHE is no address of a cache"),
        (live(PALABRE_FILES="gs://bucket"), "PALABRE_FILES is a folder, or s3://bucket"),
        (live(PALABRE_FILES="s3://bucket?region=x"), "PALABRE_FILES is a folder, or s3://bucket"),
        (
            live(PALABRE_FILES="s3://bucket?region=x&endpoint=https://x"),
            "PALABRE_FILES_KEY_ID and PALABRE",
        ),
        (live(PALABRE_MAIL_URL_FILE="/no/such/file"), "PALABRE_MAIL_URL_FILE: /no/such/file cannot be read"),
        (live(PALABRE_SECRET_KEY_FILE="/dev/null"), "PALABRE_SECRET_KEY and PALABRE_SECRET_KEY_FILE are both set"),
    ],
)
def test_serve_refuses_without_what_it_needs(tmp_path, settings, sentence):
    done = palabre("serve", "--port", "1", folder=tmp_path, **settings)
    assert (done.returncode, done.stdout) == (2, "")
    assert sentence in done.stderr


@pytest.mark.parametrize(
    ("content", "sentence"), [(b"", "is empty"), (b"short\n", "shorter than 50"), (b"\xff", "is no text")]
)
def test_a_secret_in_a_file_is_looked_at_too(tmp_path, content, sentence):
    (tmp_path / "key").write_bytes(content)
    settings = {**live(), "PALABRE_SECRET_KEY": "", "PALABRE_SECRET_KEY_FILE": str(tmp_path / "key")}
    done = palabre("serve", folder=tmp_path, **settings)
    assert done.returncode == 2
    assert sentence in done.stderr


def test_secrets_may_be_given_as_files(migrated, tmp_path):
    """As systemd and container engines hand them out; a line break at the end is not part of it."""
    given = {
        "PALABRE_SECRET_KEY": SECRET,
        "DATABASE_URL": f"sqlite:///{migrated}/palabre.sqlite3",
        "PALABRE_MAIL_URL": "smtp://palabre:hidden@mail.example:587",
        "PALABRE_CACHE": "unix:///nobody/listens.sock",
    }
    settings = {"PALABRE_MODE": "live", "PALABRE_HOSTS": "palabre.example.coop"}
    for name, words in given.items():
        (tmp_path / name).write_text(f"{words}\n")
        settings[f"{name}_FILE"] = str(tmp_path / name)
    asked = "print(s.SECRET_KEY, s.EMAIL_HOST_PASSWORD, s.CACHES['default']['LOCATION'])"
    shell = ("manage", "shell", "-v", "0", "-c", f"from django.conf import settings as s; {asked}")
    done = palabre(*shell, folder=tmp_path, **settings)
    assert done.stdout.split() == [SECRET, "hidden", given["PALABRE_CACHE"]], done.stderr
    done = palabre("ready", folder=tmp_path, **settings)
    assert (done.returncode, done.stdout.splitlines()) == (
        1,
        ["database: ok", "tables: ok", "cache: down", "files: ok"],
    )


def test_ready_says_what_is_missing(migrated, tmp_path):
    done = palabre("ready", "--json", folder=migrated, **live())
    assert (done.returncode, json.loads(done.stdout)) == (
        0, {"database": "ok", "tables": "ok", "cache": "none", "files": "ok"},
    )  # fmt: skip
    done = palabre("ready", folder=tmp_path, **live())
    assert (done.returncode, done.stdout.splitlines()[1]) == (1, "tables: old")
    done = palabre("ready", "--at", "http://127.0.0.1:9", folder=tmp_path)
    assert (done.returncode, done.stdout) == (1, "server: does not answer\n")


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
            "INSERT INTO people_cooperative (id, name, motto, accent, clock_offset_seconds, closes_accounts) "
            "VALUES (1, 'x', '', '#a8482b', 60, 1)"
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
