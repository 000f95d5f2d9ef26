"""A program of this machine that can be called, and a webhook that calls it."""

import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from ipaddress import ip_network

import pytest
from django.db import transaction

from palabre.commons.trail import verbs
from palabre.commons.trail.record import record
from palabre.commons.trail.verbs import Verb
from palabre.commons.webhooks import topics
from palabre.commons.webhooks.actions.webhooks import add_webhook
from palabre.commons.webhooks.topics import Topic


class Program:
    """A server on 127.0.0.1 that keeps what it is sent and answers ``status``."""

    def __init__(self):
        self.status, self.headers, self.calls = 200, {}, []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                outer.calls.append((self.path, {k.lower(): v for k, v in self.headers.items()}, body))
                self.send_response(outer.status)
                for name, value in outer.headers.items():
                    self.send_header(name, value)
                self.end_headers()

            def log_message(self, *args):
                pass

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_port}/hook?for=us"
        threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()


@pytest.fixture
def program():
    program = Program()
    yield program
    program.server.shutdown()
    program.server.server_close()


@pytest.fixture
def own_network(settings):
    """As an operator who opens this machine for webhooks."""
    settings.WEBHOOK_NETWORKS = [ip_network("127.0.0.0/8")]


@pytest.fixture
def happen(monkeypatch, cast, audiences):
    """``happen()``: Farid did something that everyone may read, of the topic "tests"; "tests.kept_quiet" is of none."""
    for key in ("tests.happened", "tests.kept_quiet"):
        verb = Verb(
            key=key, sentence="%(actor)s in %(subject)s", address=lambda entry: f"/branches/{entry.subject_id}/"
        )
        monkeypatch.setitem(verbs.registry, key, verb)
    monkeypatch.setitem(topics.registry, "tests", Topic("tests", "Tests", frozenset(["tests.happened"])))

    def happen(key="tests.happened", audience=audiences.public):
        with transaction.atomic():
            return record(verbs.registry[key], cast.rennes, by=cast.farid, audience=audience)

    return happen


@pytest.fixture
def webhook(cast, program, own_network):
    return add_webhook(by=cast.farid, address=program.address, topics=["tests"])
