"""A real `palabre serve` with two workers, and a worker if asked for: started, weighed, stopped."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager

from bench import machine

WORKERS = 2
LONGEST = 300.0  # seconds until the first page


class Served:
    """``port``; ``first_page``: seconds from the start of the command to its first answer."""

    def __init__(self, *, worker: bool) -> None:
        with socket.socket() as trial:
            trial.bind(("127.0.0.1", 0))
            self.port = trial.getsockname()[1]
        begun = time.perf_counter()
        self.processes = [_start("serve", "--port", str(self.port), "--workers", str(WORKERS))]
        self._wait()
        self.first_page = time.perf_counter() - begun
        if worker:
            self.processes.append(_start("worker"))

    def _wait(self) -> None:
        asked = urllib.request.Request(f"http://127.0.0.1:{self.port}/", headers={"X-Forwarded-Proto": "https"})
        until = time.monotonic() + LONGEST
        while time.monotonic() < until:
            try:
                urllib.request.urlopen(asked, timeout=10).read()
                return
            except urllib.error.HTTPError as answer:
                raise RuntimeError(f"the first page answers {answer.code}") from None
            except OSError:
                time.sleep(0.01)
        raise RuntimeError("the server does not answer")

    def cpu(self) -> dict[int, float]:
        """Seconds of processor so far, by process: the server's, the worker's, the database's for this database."""
        return {pid: seconds for part in self.cpu_by_part().values() for pid, seconds in part.items()}

    def cpu_by_part(self) -> dict[str, dict[int, float]]:
        """The same by part: server, worker, database."""
        parts = {"server": _family(self.processes[0].pid), "database": _backends()}
        if len(self.processes) > 1:
            parts["worker"] = _family(self.processes[1].pid)
        return {name: {pid: machine.cpu_of(pid) for pid in pids} for name, pids in parts.items()}

    def memory(self) -> tuple[int, int]:
        """Bytes: of the two workers together, and of the process above them."""
        above = self.processes[0].pid
        return sum(map(machine.pss_of, machine.children_of(above))), machine.pss_of(above)

    def stop(self) -> None:
        for process in self.processes:
            process.send_signal(signal.SIGTERM)
        for process in self.processes:
            try:
                process.wait(15)
            except subprocess.TimeoutExpired:
                process.kill()


@contextmanager
def serving(*, worker: bool = False) -> Iterator[Served]:
    served = Served(worker=worker)
    try:
        yield served
    finally:
        served.stop()


def used(before: dict[int, float], after: dict[int, float]) -> float:
    """Seconds between two readings of ``cpu``; a process that came in between counts whole."""
    return sum(max(0.0, seconds - before.get(pid, 0.0)) for pid, seconds in after.items())


def _start(*words: str) -> subprocess.Popen:
    surroundings = {**os.environ, "PALABRE_LOG_LEVEL": "INFO"}  # as an installation logs
    command = [sys.executable, "-m", "palabre.cli.main", *words]
    return subprocess.Popen(command, env=surroundings, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def _family(pid: int) -> list[int]:
    return [pid, *machine.children_of(pid)]


def _backends() -> list[int]:
    """PostgreSQL's processes for this database, but for our own; none on SQLite, which lives in the server's."""
    from django.db import connection

    if connection.vendor != "postgresql":
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        return [pid for (pid,) in cursor.fetchall()]
