"""A real server and a real worker on a real database, people who write, and a hand that kills."""

import http.client
import json
import os
import secrets
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

from django.db import connection

from palabre.cli.server import granian
from tests.faults.sink import Sink
from tests.house import ROOT
from tests.own_databases import address_of
from tests.programs import live, palabre
from tests.served_demo import free_port

HOST = "palabre.example.coop"
TOKEN = "a" * 32  # the browser's token, in its cookie and in its form
PATIENCE = 60.0  # seconds after which a fault is one of ours
PAUSE = 0.15  # seconds between two deeds of one writer


class Answer(dict):
    """Headers, with ``status`` and ``text``."""

    def __init__(self, status, text, headers):
        super().__init__({name.lower(): value for name, value in headers})
        self.status, self.text = status, text


@dataclass
class Rig:
    """What runs, where, and what was acknowledged. ``server`` and ``worker`` may be killed and started again."""

    folder: Path
    environment: dict[str, str]
    database: str  # an address of PostgreSQL, or the file of SQLite
    sink: Sink
    port: int
    process: int = 0
    sessions: list[str] = field(default_factory=list)
    running: dict[str, subprocess.Popen] = field(default_factory=dict)
    acknowledged: list[str] = field(default_factory=list)
    answered: list[tuple[float, int]] = field(default_factory=list)  # when, status; 0 for no answer

    # --- programs ---------------------------------------------------------------------------------------------------

    def start(self, *names, application=""):
        """``palabre serve`` and ``palabre worker``; granian itself, and nothing asked first, for an ``application``."""
        for name in names:
            command = [sys.executable, "-m", "palabre.cli.main", name]
            if name == "serve":
                command += ["--port", str(self.port), "--workers", "1"]
            if name == "serve" and application:
                command = [*granian("127.0.0.1", self.port, workers=1)[:-1], application]
            said = (self.folder / f"{name}.log").open("ab")
            self.running[name] = subprocess.Popen(
                command, env=self.environment, cwd=self.folder, stdout=said, stderr=said, start_new_session=True
            )
            said.close()

    def kill(self, *names):
        """SIGKILL to each whole group, at once: nobody gets to say goodbye."""
        for name in names:
            with suppress(ProcessLookupError):
                os.killpg(self.running[name].pid, signal.SIGKILL)
        for name in names:
            self.running.pop(name).wait()

    def until_it_answers(self):
        return until(lambda: self.ask("GET", "/healthz").status == 200, "the server does not answer", self.words, 240)

    def words(self):
        return "\n".join(path.read_text(errors="replace")[-3000:] for path in self.folder.glob("*.log"))

    # --- people -----------------------------------------------------------------------------------------------------

    def ask(self, method, path, words=None, session="", timeout=15.0, **headers):
        """One request as a proxy with https would hand it on; status 0 where no answer came."""
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        said = {
            "Host": HOST, "X-Forwarded-Proto": "https", "Referer": f"https://{HOST}/",
            "Cookie": f"csrftoken={TOKEN}; sessionid={session}", **headers,
        }  # fmt: skip
        body = None
        if words is not None:
            said["Content-Type"] = "application/x-www-form-urlencoded"
            body = urlencode(words | {"csrfmiddlewaretoken": TOKEN})
        try:
            line.request(method, path, body, said)
            got = line.getresponse()
            answer = Answer(got.status, got.read().decode(errors="replace"), got.getheaders())
        except (OSError, http.client.HTTPException):
            answer = Answer(0, "", [])
        finally:
            line.close()
        self.answered.append((time.monotonic(), answer.status))
        return answer

    def comment(self, text, session, key):
        words = {"text": text, "once": key, "form_key": key}
        return self.ask("POST", f"/processes/{self.process}/comments/", words, session)

    def write(self, number, over):
        """Say one thing after another until ``over`` is set; each again, with its key, until it is acknowledged."""
        mine = self.sessions[number::WRITERS_AT_ONCE]
        for turn in range(10**6):
            if over.is_set():
                return
            key = secrets.token_hex(8)
            text = f"Word {number}-{turn} {key} of the rig."
            begun = time.monotonic()
            while (answer := self.comment(text, mine[turn % len(mine)], key)).status != 303:
                if answer.status not in (0, 503) or time.monotonic() - begun > PATIENCE:
                    raise AssertionError(f"{answer.status} for {text}: {answer.text[:500]}")
                time.sleep(0.05)
            self.acknowledged.append(text)
            over.wait(PAUSE)

    @contextmanager
    def people_writing(self):
        over, faults = threading.Event(), []

        def run(number):
            try:
                self.write(number, over)
            except BaseException as fault:
                faults.append(fault)

        threads = [threading.Thread(target=run, args=(number,)) for number in range(WRITERS_AT_ONCE)]
        for thread in threads:
            thread.start()
        try:
            yield
        finally:
            over.set()
            for thread in threads:
                thread.join(PATIENCE + 20)
        assert faults == [], self.words()

    # --- the database -----------------------------------------------------------------------------------------------

    def rows(self, sql):
        """Ask, or change, the database directly."""
        if self.database.startswith("postgres"):
            import psycopg

            with psycopg.connect(self.database) as line:
                asked = line.execute(sql)
                return asked.fetchall() if asked.description else []
        with sqlite3.connect(self.database, timeout=20) as line:
            found = line.execute(sql).fetchall()
        line.close()
        return found

    def an_hour_passes(self):
        """What waits for its time (a claim of ten minutes, a mail an hour after the last) waits no longer."""
        self.rows("UPDATE notices_rhythm SET not_before = NULL, last_mailed_at = NULL")
        self.rows("UPDATE trail_round SET next_at = '2020-01-01 00:00:00'")
        self.rows("UPDATE trail_pending SET due_at = '2020-01-01 00:00:00'")

    def check(self):
        """``palabre check`` in its own process."""
        return palabre("check", folder=self.folder, **self.settings)

    @property
    def settings(self):
        return {name: value for name, value in self.environment.items() if name.startswith(("PALABRE_", "DATABASE"))}


WRITERS_AT_ONCE = 3


def until(true, otherwise, words=lambda: "", patience=PATIENCE):
    """Wait until ``true()``; give how many seconds it took."""
    begun = time.monotonic()
    while not true():
        if time.monotonic() - begun > patience:
            raise AssertionError(f"{otherwise} after {patience} s\n{words()}")
        time.sleep(0.05)
    return time.monotonic() - begun


@contextmanager
def rigged(folder, copies, *, writers=60, followers=6):
    """A rig on a database of its own, filled, with nothing running yet; whatever runs at the end is killed."""
    with copies.copied() as name:
        database = name if connection.vendor == "sqlite" else address_of(name)
        with rigged_on(folder, database, writers=writers, followers=followers) as rig:
            yield rig


@contextmanager
def rigged_on(folder, database, *, writers=60, followers=6):
    """A rig on ``database``: an address of PostgreSQL, or the file of SQLite. Its tables are there."""
    sink = Sink()
    settings = live(
        PALABRE_HOSTS=HOST, PALABRE_PROXIES="127.0.0.1", PALABRE_MAIL_URL=f"smtp://127.0.0.1:{sink.port}",
        DATABASE_URL=database if database.startswith("postgres") else f"sqlite:///{database}",
    )  # fmt: skip
    environment = {name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "LANG"}}
    environment |= {"PYTHONPATH": str(ROOT), "PALABRE_DATA": str(folder), **settings}
    rig = Rig(folder, environment, database, sink, free_port())
    prepare = [sys.executable, "-m", "tests.faults.prepare", str(writers), str(followers)]
    surroundings = environment | {"DJANGO_SETTINGS_MODULE": "palabre.config.settings"}
    made = subprocess.run(prepare, env=surroundings, cwd=folder, capture_output=True, text=True, check=False)
    assert made.returncode == 0, made.stderr
    told = json.loads(made.stdout)
    rig.process, rig.sessions = told["process"], told["sessions"]
    try:
        yield rig
    finally:
        rig.kill(*list(rig.running))
        sink.shutdown()
        sink.server_close()
