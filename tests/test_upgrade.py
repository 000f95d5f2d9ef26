"""The state that landed before, filled and being used, becomes today's: nothing is lost, and it goes on answering.

What an operator does with two nodes: migrate, then restart one after the other. In between the version before runs on
the tables of today. So a column it does not know needs a default in the database, and none it knows may go.
"""

import hashlib
import os
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing, contextmanager

import lxml.html
import psycopg
import pytest

from tests import served_demo
from tests.house import ROOT
from tests.own_databases import made_on_server
from tests.visitor import Visitor

pytestmark = pytest.mark.nightly

LANDED = "6d688cc5e498"  # the state before this one; whoever lands changes of tables names the one before theirs
PAGES = ["/", "/processes/", "/governance/", "/governance/commitments/", "/transparency/"]
# What the worker and the visits of this test move by themselves, and what Django keeps for itself.
MOVING = {
    "django_migrations", "django_session", "django_content_type", "auth_permission", "trail_round", "trail_pending",
    "trail_sealtip", "notices_notice", "notices_rhythm", "people_member", "shared_counters", "sqlite_sequence",
}  # fmt: skip


@pytest.fixture
def before(tmp_path):
    """The source of the state before, from the history."""
    folder = tmp_path / "before"
    folder.mkdir()
    packed = subprocess.run(["git", "archive", LANDED], cwd=ROOT, capture_output=True, check=False)
    if packed.returncode:
        pytest.skip(f"{LANDED} is not in the history of this checkout (a shallow one?)")
    subprocess.run(["tar", "-x"], cwd=folder, input=packed.stdout, check=True)
    return folder


@pytest.mark.skipif(not (ROOT / ".git").exists(), reason="no history here")
def test_the_state_before_migrates_while_it_answers(before, tmp_path, record_property):
    data = tmp_path / "data"
    data.mkdir()
    with made_on_server() as database_url:
        with served_demo.running(data, path=str(before), database_url=database_url) as old:
            visitor = Visitor(old.base_url)
            assert visitor.send("/cast/", _of(visitor, "Awa"))[0] == 200
            _say(visitor, "Said before the upgrade.")
            there = _rows(data, database_url)
            record_property("rows", sum(len(rows) for _, rows in there.values()))

            statuses = _answers_during(visitor, lambda: _palabre("migrate", data, database_url))
            record_property("pages_meanwhile", len(statuses))
            assert set(statuses) == {200}

            assert _lost(there, data, database_url) == {}
            _say(visitor, "Said by the version before, on the tables of today.")
            assert {visitor.get(path)[0] for path in PAGES} == {200}
        assert _palabre("check", data, database_url).returncode == 0
        with served_demo.running(data, database_url=database_url) as new:
            visitor = Visitor(new.base_url)
            assert {visitor.get(path)[0] for path in PAGES} == {200}
            assert visitor.send("/cast/", _of(visitor, "Awa"))[0] == 200
            words = visitor.get("/processes/words/")[1]
            assert "Said before the upgrade." in words
            assert "Said by the version before, on the tables of today." in words


def test_what_is_lost_would_show(tmp_path):
    """The control: of four tables, one lost a row, one changed a word, one lost a column, one is gone."""
    path = tmp_path / "palabre.sqlite3"
    with closing(sqlite3.connect(path)) as there:
        there.executescript(
            "".join(f"CREATE TABLE {t} (id, name); INSERT INTO {t} VALUES (1, 'a'), (2, 'b');" for t in "wxyz")
        )
        before = _rows(tmp_path, "")
        there.executescript(
            "DELETE FROM x WHERE id = 1; UPDATE y SET name = 'c'; ALTER TABLE z DROP COLUMN name; DROP TABLE w;"
        )
    assert _lost(before, tmp_path, "") == {"w": None, "x": 1, "y": 2, "z": None}


def _of(visitor, name):
    """The address at which one becomes this person of the demo."""
    page = lxml.html.fromstring(visitor.get("/cast/")[1])
    return next(form.action for form in page.forms if name in form.text_content())


def _say(visitor, words):
    """Comment on the first recommendation that takes comments today."""
    for path in _links(visitor, "/processes/", "/processes/"):
        for below in _links(visitor, path, "/recommendations/"):
            page = lxml.html.fromstring(visitor.get(below)[1])
            open_forms = (form.action or "" for form in page.forms if "hidden" not in form.attrib)
            if action := next((action for action in open_forms if action.endswith("/comments/")), ""):
                status, text = visitor.send(below, action, text=words)
                assert (status, words in text) == (200, True)
                return
    raise AssertionError("nothing takes comments in the demo")


def _links(visitor, path, part):
    page = lxml.html.fromstring(visitor.get(path)[1])
    found = [link for _, attribute, link, _ in page.iterlinks() if attribute == "href" and part in link]
    return [link for link in dict.fromkeys(found) if link.startswith("/") and link != path]


def _palabre(word, data, database_url):
    surroundings = {name: value for name, value in os.environ.items() if not name.startswith("PALABRE_")}
    surroundings |= {"PYTHONPATH": str(ROOT), "PALABRE_MODE": "demo", "PALABRE_DATA": str(data)}
    surroundings.pop("DATABASE_URL", None)
    if database_url:
        surroundings["DATABASE_URL"] = database_url
    done = subprocess.run(
        [sys.executable, "-m", "palabre.cli.main", word], env=surroundings, cwd=data, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done


def _answers_during(visitor, work):
    """The statuses of pages asked again and again while ``work`` goes on."""
    over, statuses = threading.Event(), []

    def ask():
        while True:
            statuses.extend(visitor.get(path)[0] for path in PAGES)
            if over.is_set():
                return

    asker = threading.Thread(target=ask)
    asker.start()
    try:
        work()
    finally:
        over.set()
        asker.join()
    return statuses


@contextmanager
def _opened(data, database_url):
    """A cursor on the database, whoever else uses it."""
    if database_url:
        with psycopg.connect(database_url, autocommit=True) as there:
            yield there.cursor()
    else:
        with closing(sqlite3.connect(f"file:{data / 'palabre.sqlite3'}?mode=ro", uri=True)) as there:
            yield there.cursor()


def _rows(data, database_url, before=None):
    """Each table's columns and the hashes of its rows; with ``before``, of the tables and columns that were then."""
    with _opened(data, database_url) as cursor:
        if before is None:
            cursor.execute(
                "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
                if database_url
                else "SELECT name FROM sqlite_master WHERE type = 'table'"
            )
            before = {name: (_columns(cursor, name), set()) for (name,) in cursor.fetchall() if name not in MOVING}
        return {table: (columns, _hashes(cursor, table, columns)) for table, (columns, _) in before.items()}


def _columns(cursor, table):
    cursor.execute(f'SELECT * FROM "{table}" LIMIT 0')
    return [column[0] for column in cursor.description]


def _hashes(cursor, table, columns):
    """None when the table or one of the columns is no longer there."""
    try:
        if not set(columns) <= set(_columns(cursor, table)):
            return None
    except (sqlite3.OperationalError, psycopg.errors.UndefinedTable):
        return None
    cursor.execute("SELECT {} FROM {}".format(", ".join(f'"{name}"' for name in columns), f'"{table}"'))
    return {hashlib.sha256(repr(row).encode()).hexdigest() for row in cursor.fetchall()}


def _lost(there, data, database_url):
    return _missing(there, _rows(data, database_url, there))


def _missing(there, now):
    """By table: how many of the rows from before are not there as they were; None where they cannot be read."""
    lost = {}
    for table, (_, rows) in there.items():
        found = now[table][1]
        if found is None or rows - found:
            lost[table] = None if found is None else len(rows - found)
    return lost
