"""Two web nodes and two workers as an operator starts them, a proxy that takes turns, and visitors."""

import http.client
import itertools
import os
import re
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from contextlib import ExitStack
from http.cookies import SimpleCookie
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlencode

from tests.house import ROOT
from tests.programs import live
from tests.served_demo import free_port

HOST = "palabre.example.coop"
LONGEST = 120.0  # seconds for anything we wait for


def until(true, what, longest=LONGEST):
    """Ask again and again; fails with ``what`` after ``longest`` seconds. Gives what ``true`` gave."""
    end = time.monotonic() + longest
    while not (found := true()):
        assert time.monotonic() < end, f"waited in vain for {what}"
        time.sleep(0.05)
    return found


class Program:
    """One `palabre …`, in a session of its own; its words go to a file."""

    def __init__(self, folder: Path, settings: dict[str, str], *words: str) -> None:
        folder.mkdir()
        surroundings = {name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "LC_ALL", "LANG"}}
        surroundings |= {"PYTHONPATH": str(ROOT), "PALABRE_DATA": str(folder), **settings}
        self.said = folder / "said"
        with open(self.said, "wb") as said:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "palabre.cli.main", *words],
                env=surroundings, cwd=folder, stdout=said, stderr=said, start_new_session=True,
            )  # fmt: skip

    def kill(self) -> None:
        """As when a machine loses its power: all of its processes, at once."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def told_to_stop(self) -> None:
        self.process.send_signal(signal.SIGTERM)

    def end(self) -> None:
        if self.process.poll() is None:
            self.kill()


class Node(Program):
    def __init__(self, folder: Path, settings: dict[str, str]) -> None:
        self.port = free_port()
        super().__init__(folder, settings, "serve", "--port", str(self.port), "--workers", "1")

    def ready(self) -> bool:
        assert self.process.poll() is None, self.said.read_text()
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/health/ready", timeout=5) as answer:
                return answer.status == 200
        except OSError:
            return False


class Proxy(ThreadingHTTPServer):
    """Each request goes to the next node, in turn; to the one after it when nobody listens there.

    A request that reached a node is never sent twice: when the node dies meanwhile, the visitor reads 502, as behind
    any careful proxy. ``served`` tells which node answered what.
    """

    daemon_threads = True

    def __init__(self, ports: list[int]) -> None:
        super().__init__(("127.0.0.1", 0), _Passing)
        self.ports = ports
        self.turn = itertools.count()
        self.served: list[tuple[int, str, str]] = []
        threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()

    @property
    def port(self) -> int:
        return self.server_address[1]


class _Passing(BaseHTTPRequestHandler):
    server: Proxy

    def _pass(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        headers = {name: value for name, value in self.headers.items() if not name.lower().startswith("x-forwarded")}
        headers |= {"X-Forwarded-For": "203.0.113.7", "X-Forwarded-Proto": "https", "Connection": "close"}
        first = next(self.server.turn)
        for number in (first % 2, (first + 1) % 2):
            connection = http.client.HTTPConnection("127.0.0.1", self.server.ports[number], timeout=60)
            try:
                connection.connect()
            except OSError:
                continue
            try:
                connection.request(self.command, self.path, body or None, headers)
                answer = connection.getresponse()
                content = answer.read()
            except (OSError, http.client.HTTPException):
                break
            finally:
                connection.close()
            self.server.served.append((number, self.command, self.path))
            self._answer(answer.status, answer.getheaders(), content)
            return
        self._answer(502, [], b"")

    do_GET = do_POST = do_HEAD = _pass  # noqa: N815 -- http.server asks for these names

    def _answer(self, status: int, headers: list[tuple[str, str]], content: bytes) -> None:
        self.send_response_only(status)
        for name, value in headers:
            if name.lower() not in ("content-length", "transfer-encoding", "connection"):
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    def log_message(self, *words: object) -> None:
        """Says nothing."""


class Visitor:
    """Somebody with a browser of few words: keeps cookies, sends forms as ours are sent. By the proxy, or one node."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.cookies: dict[str, str] = {}

    def get(self, path: str) -> tuple[int, str]:
        status, content = self.ask("GET", path)
        return status, content.decode()

    def post(self, path: str, words: dict[str, str], file: tuple[str, str, bytes] | None = None) -> int:
        if file is None:
            return self.ask("POST", path, urlencode(words).encode(), "application/x-www-form-urlencoded")[0]
        field, name, content = file
        parts = [f'--b\r\nContent-Disposition: form-data; name="{n}"\r\n\r\n{v}\r\n'.encode() for n, v in words.items()]
        head = f'--b\r\nContent-Disposition: form-data; name="{field}"; filename="{name}"\r\n\r\n'.encode()
        body = b"".join([*parts, head, content, b"\r\n--b--\r\n"])
        return self.ask("POST", path, body, "multipart/form-data; boundary=b")[0]

    def ask(self, method: str, path: str, body: bytes = b"", kind: str = "") -> tuple[int, bytes]:
        """Status and content; status 0 when nobody answered to the end."""
        headers = {"Host": HOST, "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if method == "POST":
            headers |= {"Content-Type": kind, "Origin": f"https://{HOST}", "X-CSRFToken": self.cookies["csrftoken"]}
            headers |= {"X-Forwarded-Proto": "https"}  # a node asked directly; the proxy says its own
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request(method, path, body or None, headers)
            answer = connection.getresponse()
            content = answer.read()
        except (OSError, http.client.HTTPException):
            return 0, b""
        finally:
            connection.close()
        for line in answer.headers.get_all("Set-Cookie") or []:
            self.cookies |= {name: morsel.value for name, morsel in SimpleCookie(line).items()}
        return answer.status, content

    def sign_in(self, email: str, password: str) -> "Visitor":
        assert self.get("/accounts/login/")[0] == 200
        assert self.post("/accounts/login/", {"login": email, "password": password}) == 302
        return self

    def words_of_form(self, path: str) -> dict[str, str]:
        """The hidden words of the page's forms: what makes a comment be said once."""
        page = self.get(path)[1]
        return {name: re.search(rf'name="{name}" value="([^"]+)', page)[1] for name in ("once", "opened_at")}


class Cluster:
    """Everything, started: ``nodes``, ``workers``, ``proxy``, on one database, one cache, one store of files."""

    def __init__(self, folder: Path, database: str, cache: str, files: dict[str, str]) -> None:
        self.settings = live(
            PALABRE_HOSTS=HOST, DATABASE_URL=database, PALABRE_CACHE=cache, PALABRE_PROXIES="127.0.0.1",
            PALABRE_MAIL_URL="dummy:", PALABRE_LOG_LEVEL="WARNING", **files,
        )  # fmt: skip
        self.folder = folder

    def __enter__(self) -> "Cluster":
        with ExitStack() as ending:
            self.nodes = [Node(self.folder / f"node{number}", self.settings) for number in range(2)]
            self.workers = [Program(self.folder / f"worker{n}", self.settings, "worker") for n in range(2)]
            for program in (*self.nodes, *self.workers):
                ending.callback(program.end)
            until(lambda: all(node.ready() for node in self.nodes), "two nodes that are ready")
            self.proxy = Proxy([node.port for node in self.nodes])
            ending.callback(self.proxy.server_close)
            ending.callback(self.proxy.shutdown)
            self.ending = ending.pop_all()
        return self

    def __exit__(self, *fault: object) -> None:
        self.ending.close()

    def visitor(self) -> Visitor:
        return Visitor(self.proxy.port)
