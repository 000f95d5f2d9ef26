"""A cooperative in a file and back: every row, every file, the same pages, on either engine; or nothing at all."""

import json
import os
import re
import secrets
import threading
import uuid
from contextlib import contextmanager

import pytest
from django.core.files.storage import default_storage
from django.db import connection, connections
from django.template import engines
from django.test import Client
from django.urls import reverse

from palabre.cli.main import main
from palabre.commons.files.models import File
from palabre.commons.trail.sealing import seal_new
from palabre.config.addresses import files_at
from palabre.core import clock
from palabre.people.models import Member
from palabre.privacy.actions.erasures import ask_erasure, erase_due
from palabre.privacy.marking import note_marks
from palabre.privacy.models import Erasure
from palabre.processes.actions.comments import comment_on
from palabre.processes.models import Measure
from palabre.site.backup import envelope, tables
from palabre.site.backup.moment import one_moment
from palabre.site.backup.pieces import HEAD, Contents, pieces, promised_now
from palabre.site.backup.restoring import CannotRestore, restore
from tests import machine, s3
from tests.own_databases import on_server
from tests.programs import palabre
from tests.world import build

pytestmark = pytest.mark.long
OWN = re.compile(r'(csrfmiddlewaretoken|form_key|once|opened_at)" value="[^"]+|X-CSRFToken": "[^"]+')


@pytest.fixture
def place(own_database, settings, tmp_path):
    """The world in a database of this test's own, really committed, with its files in a folder of its own."""
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": str(tmp_path / "files")},
        },
    }
    return tmp_path


@pytest.fixture
def db(place):
    """The cast lives there."""


@pytest.fixture
def world(cast):
    made = build(cast, 1)
    made.cast.awa.set_password("kept in a backup, left out of an export")
    made.cast.awa.save()
    for file in File.objects.all():
        if not default_storage.exists(file.content.name):
            pytest.fail("the world’s files have content")
    seal_new(None)
    return made


@pytest.fixture
def keys(tmp_path):
    """A public key, and the file of its private one."""
    private, public = envelope.new_key()
    (tmp_path / "key").write_text(f"# a remark\n{private}\n")
    return public, str(tmp_path / "key")


@pytest.fixture
def quiet(monkeypatch):
    """What the tests themselves put into the settings would be a finding of the check."""
    monkeypatch.setattr(engines["django"].engine, "string_if_invalid", "")


def backed_up(place, keys, name="all.age"):
    file = place / name
    assert main(["backup", str(file), "--for", keys[0]]) == 0
    return file


def pages(world):
    things = (world.open, world.walked, world.recommendation, world.walked_measure, world.meeting, world.commitment)
    addresses = [reverse("site:home"), reverse("governance:commitments"), *(x.get_absolute_url() for x in things)]
    said = []
    for reader in (None, world.cast.awa, world.cast.chloe):
        client = Client()
        if reader:
            client.force_login(Member.objects.get(pk=reader.pk))
        answers = [client.get(address) for address in addresses]
        said += [(answer.status_code, OWN.sub("", answer.content.decode())) for answer in answers]
    return said


def test_a_backup_comes_back_with_every_row_every_file_and_the_same_pages(place, world, keys, copies, quiet, capsys):
    shown, before = pages(world), promised_now(secrets=True)  # signing in is written down too
    file = backed_up(place, keys)
    for stored in File.objects.all():
        default_storage.delete(stored.content.name)
    with copies.one():
        assert main(["restore", str(file), "--key", keys[1]]) == 0
        assert promised_now(secrets=True) == before
        assert [re.sub("why-[0-9a-f]{8}", "", text) for _, text in pages(world)] == [
            re.sub("why-[0-9a-f]{8}", "", text) for _, text in shown
        ]
        assert Member.objects.get(pk=world.cast.awa.pk).check_password("kept in a backup, left out of an export")
        # What is written next gets a number of its own.
        comment_on(
            Measure.objects.get(pk=world.measure.pk), by=world.cast.edwige, text="After.", once=str(uuid.uuid4())
        )
    assert "Every table is as promised, and everything is as it must be." in capsys.readouterr().out


@contextmanager
def on_the_other_engine(place):
    """Settings for `palabre` with an empty, migrated database of the engine that these tests do not run on."""
    other = machine.postgresql() if connection.vendor == "sqlite" else f"sqlite:///{place}/other.sqlite3"
    if not other:
        pytest.skip("no PostgreSQL answers here")
    settings = {"PALABRE_MODE": "demo", "DATABASE_URL": other}
    if connection.vendor == "sqlite":
        name = f"palabre_own_{secrets.token_hex(5)}"
        os.environ["DATABASE_URL"] = other
        on_server(f'CREATE DATABASE "{name}"')
        settings["DATABASE_URL"] = re.sub(r"/[^/]*$", f"/{name}", other)
    try:
        assert palabre("migrate", folder=place, **settings).returncode == 0
        yield settings
    finally:
        if connection.vendor == "sqlite":
            on_server(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
            del os.environ["DATABASE_URL"]


def test_a_backup_comes_back_on_the_other_engine(place, world, keys):
    """SQLite's comes back on PostgreSQL, PostgreSQL's on SQLite: restoring counts and hashes every table again."""
    file = backed_up(place, keys)
    with on_the_other_engine(place) as settings:
        restored = palabre("restore", str(file), "--key", keys[1], folder=place, **settings)
    assert "Every table is as promised, and everything is as it must be." in restored.stdout, restored
    assert restored.returncode == 0


def test_who_was_erased_after_a_backup_is_erased_again_on_the_other_engine(place, world, keys, settings, capfd):
    """The list is all that comes with the backup: the check is clean, and an export of what came back names nobody."""
    settings.ERASED_LIST = str(place / "marks" / "erased.txt")
    awa = world.cast.awa
    Member.objects.filter(pk=awa.pk).update(name="Awa Sagna", email="awa.sagna@example.org")
    comment_on(world.measure, by=Member.objects.get(pk=awa.pk), text="Awa Sagna said so.", once=str(uuid.uuid4()))
    seal_new(None)
    file = backed_up(place, keys)
    ask_erasure(by=awa, words="withdrawn")
    Erasure.objects.update(due_at=clock.now())
    assert (erase_due(), note_marks()) == (1, 1)
    with on_the_other_engine(place) as other:
        words = ("restore", str(file), "--key", keys[1], "--erased", settings.ERASED_LIST)
        restored = palabre(*words, folder=place, **other)
        assert "Erased again: 1." in restored.stdout, restored
        assert "Every table is as promised, and everything is as it must be." in restored.stdout, restored
        assert restored.returncode == 0
        assert palabre("export", str(place / "open"), folder=place, **other).returncode == 0
        assert palabre("worker", "--once", folder=place, **other).returncode == 0
        checked = palabre("check", folder=place, **other)
    assert checked.returncode == 0, checked.stdout
    said = "".join(each.read_text("utf-8") for each in (place / "open").rglob("*.jsonl"))
    assert len(said) > 10_000
    assert "sagna" not in said.lower()
    assert (place / "erased.txt").read_text().count("withdrawn") == 1, "the new place keeps a list of its own"


def test_a_restore_without_a_list_says_so_and_a_wrong_one_restores_nothing(place, world, keys, copies, quiet, capsys):
    file = backed_up(place, keys)
    with copies.one():
        (place / "other").write_text("hello")
        assert main(["restore", str(file), "--key", keys[1], "--erased", str(place / "other")]) == 2
        assert not Member.objects.exists()
        assert main(["restore", str(file), "--key", keys[1], "--erased", str(place / "nowhere")]) == 2
        assert main(["restore", str(file), "--key", keys[1]]) == 0
    said = capsys.readouterr()
    assert "is not a list of erased people" in said.err
    assert "No list of erased people is here" in said.out


def test_a_backup_is_one_moment_while_people_write(place, world, keys, copies, quiet, monkeypatch):
    """Eight write while it is made: what comes back is whole, and nobody had to wait for the end of it."""
    monkeypatch.setattr("palabre.commons.conversations.policies.MOST_COMMENTS", 10_000)
    monkeypatch.setattr(tables, "AT_ONCE", 5)
    over, written = threading.Event(), []

    def write():
        try:
            while not over.is_set():
                once = str(uuid.uuid4())
                comment_on(Measure.objects.get(pk=world.measure.pk), by=world.cast.edwige, text="While.", once=once)
                written.append(once)
        finally:
            connections.close_all()

    writers = [threading.Thread(target=write) for _ in range(8)]
    for writer in writers:
        writer.start()
    try:
        file = backed_up(place, keys)
    finally:
        over.set()
        for writer in writers:
            writer.join(60)
    assert len(written) > 3
    with copies.one():
        assert main(["restore", str(file), "--key", keys[1]]) == 0


def test_without_one_moment_the_tables_would_not_fit_together(place, world):
    """The control: what is written between two tables is in the second and not in the first."""

    def halves():
        first = tables.hash_of(tables.lines_of(Measure))
        thread = threading.Thread(target=change)
        thread.start()
        thread.join(60)
        return first, tables.hash_of(tables.lines_of(Measure))

    def change():
        try:
            Measure.objects.filter(pk=world.measure.pk).update(title=secrets.token_hex(4))
        finally:
            connections.close_all()

    before, after = halves()
    assert before != after
    with one_moment():
        before, after = halves()
        assert before == after


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (lambda data: data[: len(data) // 2], "damaged"),
        (lambda data: data[:-20], "damaged"),
        (lambda data: data[:5000] + bytes([data[5000] ^ 1]) + data[5001:], "damaged"),
        (lambda data: b"not a backup", "not a backup"),
        (lambda data: b"", "not a backup"),
    ],
    ids=["half", "its end", "one bit", "something else", "nothing"],
)
def test_a_spoilt_backup_restores_nothing_and_says_why(place, world, keys, copies, capsys, spoil, sentence):
    file = backed_up(place, keys)
    file.write_bytes(spoil(file.read_bytes()))
    with copies.one():
        empty = promised_now(secrets=True)
        assert main(["restore", str(file), "--key", keys[1]]) == 2
        assert promised_now(secrets=True) == empty
    assert sentence in capsys.readouterr().err


def test_another_key_opens_nothing(place, world, keys, copies, capsys):
    file = backed_up(place, keys)
    (place / "other").write_text(envelope.new_key()[0])
    with copies.one():
        assert main(["restore", str(file), "--key", str(place / "other")]) == 2
    assert "another" in capsys.readouterr().err
    assert b"Awa" not in file.read_bytes()


def test_a_place_where_somebody_lives_is_left_alone(place, world, keys, capsys):
    file, before = backed_up(place, keys), promised_now(secrets=True)
    assert main(["restore", str(file), "--key", keys[1]]) == 2
    assert "not empty" in capsys.readouterr().err
    assert promised_now(secrets=True) == before


def test_another_state_of_the_tables_is_refused(place, world, copies):
    spoilt = [
        (name, data.replace(b'"people.0001', b'"people.0999') if name == "head.json" else data)
        for name, data in pieces(Contents(), secrets=True)
    ]
    with copies.one(), pytest.raises(CannotRestore, match="other tables"):
        restore(spoilt)


def test_what_does_not_match_its_promise_is_refused(place, world, copies):
    """A row changed by somebody who holds the key, or lost on the way."""
    told = list(pieces(Contents(), secrets=True))
    changed = [
        (name, data.replace(b'"name":"Awa"', b'"name":"Ada"') if "people.member/" in name else data)
        for name, data in told
    ]
    lost = [(name, data) for name, data in told if "conversations.follow/" not in name]
    for spoilt in (changed, lost):
        with copies.one(), pytest.raises(CannotRestore, match="not what was promised"):
            restore(spoilt)
    cut = told[:-1]
    with copies.one(), pytest.raises(CannotRestore, match="cut off"):
        restore(cut)


def test_a_missing_file_is_said_and_the_rest_is_kept(place, world, keys, capsys):
    lost = File.objects.first().content.name
    default_storage.delete(lost)
    assert main(["backup", str(place / "all.age"), "--for", keys[0]]) == 1
    assert lost in capsys.readouterr().err
    assert (place / "all.age").stat().st_mode & 0o777 == 0o600


def test_files_move_with_a_backup_from_a_folder_to_a_bucket(place, world, keys, copies, settings, capsys):
    told = list(pieces(Contents(), secrets=True))
    files = {name.removeprefix("files/"): data for name, data in told if name.startswith("files/")}
    assert files
    with s3.Store() as bucket:
        there = files_at(bucket.address, usual=place, key_id=s3.KEY_ID, key=s3.KEY)
        settings.STORAGES = {**settings.STORAGES, "default": there}
        with copies.one():
            restore(told)
        assert bucket.objects == {f"estran/{name}": data for name, data in files.items()}
        assert [piece for piece in pieces(Contents(), secrets=True) if piece[0] != HEAD] == told[1:]
        bucket.away = True
        assert main(["backup", str(place / "all.age"), "--for", keys[0]]) == 2
    assert "the store of files does not answer" in capsys.readouterr().err
    assert not (place / "all.age").exists(), "files that cannot be reached are not missing files"


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["backup", "x.age"], "Name the public key"),
        (["backup", "x.age", "--for", "age1nothing"], "not a public key"),
        (["backup"], "Say where"),
        (["restore", "nowhere.age", "--key", "nowhere"], "There is no file nowhere"),
        (["import", "nowhere"], "not what `palabre export` writes"),
    ],
)
def test_every_no_has_a_sentence(place, world, monkeypatch, capsys, words, sentence):
    monkeypatch.chdir(place)
    monkeypatch.delenv("PALABRE_BACKUP_KEY", raising=False)
    assert main(words) == 2
    assert sentence in capsys.readouterr().err
    assert not (place / "x.age").exists()


def test_open_files_are_read_back_to_the_same_state_without_passwords(place, world, copies, quiet, capsys):
    before = promised_now(secrets=False)
    folder = place / "open"
    assert main(["export", str(folder)]) == 0
    with copies.one():
        assert main(["import", str(folder)]) == 0
        assert promised_now(secrets=False) == before
        assert not Member.objects.get(pk=world.cast.awa.pk).check_password("kept in a backup, left out of an export")
    kept = [path for path in folder.rglob("*") if path.is_file()]
    assert all(path.stat().st_mode & 0o077 == 0 for path in kept)
    assert not any(b"md5$" in path.read_bytes() or b"argon2" in path.read_bytes() for path in kept)


def test_open_files_say_what_they_are(place, world):
    """Each row fits its schema; each table has its sheet; each published version its Markdown."""
    folder = place / "open"
    main(["export", str(folder)])
    for model in tables.kept_models():
        label = tables.label_of(model)
        schema = json.loads((folder / "schema" / f"{label}.json").read_text())
        for path in (folder / "tables" / label).glob("*.jsonl"):
            for line in path.read_text().split("\n")[:-1]:
                fits(json.loads(line), schema, label)
            assert (folder / "csv" / f"{label}.csv").exists()
    [version] = (folder / "texts" / str(world.recommendation.text_id)).glob("*.md")
    assert version.read_text().startswith("# ")
    assert "personal data" in (folder / "README.md").read_text()


def fits(row, schema, label):
    assert set(row) == set(schema["properties"]) == set(schema["required"]), label
    names = {"integer": int, "boolean": bool, "string": str, "null": type(None)}
    for column, value in row.items():
        said = schema["properties"][column]
        if kinds := said.get("type"):
            allowed = tuple(names[kind] for kind in ([kinds] if isinstance(kinds, str) else kinds))
            assert isinstance(value, allowed), (label, column, value)
        if "enum" in said and value is not None:
            assert value in said["enum"], (label, column, value)


def test_every_table_is_kept_or_left_out_by_name():
    """A new table is kept by itself; one that is left out is in the list, and exists."""
    from django.apps import apps

    known = {tables.label_of(model) for model in apps.get_models(include_auto_created=True)}
    assert known - tables.LEFT_OUT == {tables.label_of(model) for model in tables.kept_models()}
    assert known >= tables.LEFT_OUT
