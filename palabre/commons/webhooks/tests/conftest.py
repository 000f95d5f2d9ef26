"""A program of this machine that can be called, and a webhook that calls it."""

import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from ipaddress import ip_network

import pytest

from palabre.commons.webhooks.actions.webhooks import add_webhook


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
def webhook(cast, program, own_network):
    return add_webhook(by=cast.farid, address=program.address, topics=["decisions"])
