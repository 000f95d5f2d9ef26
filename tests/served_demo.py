"""Runs `palabre demo` as anyone would, on a free port, with a database of its own on the engine under test."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
from contextlib import contextmanager, nullcontext
from pathlib import Path
from types import SimpleNamespace

from tests.house import ROOT
from tests.own_databases import made_on_server

MEMBERS = 40
LONGEST_START = 180  # seconds: the seed walks through years


@contextmanager
def running(
    folder: Path,
    *,
    members: int = MEMBERS,
    python: Path | str = sys.executable,
    path: str = str(ROOT),
    database_url: str | None = None,
    **settings: str,
):
    """Give the demo once its first page answers; stop it afterwards. Its own words are in ``said``.

    ``settings`` (``PALABRE_…``) are the operator's. ``database_url`` is a PostgreSQL database that is there already
    ("" on SQLite); unless given, one is made.
    """
    with made_on_server() if database_url is None else nullcontext(database_url) as database_url:
        port = free_port()
        surroundings = {name: value for name, value in os.environ.items() if not name.startswith("PALABRE_")}
        surroundings.pop("DATABASE_URL", None)
        surroundings |= {"PYTHONPATH": path, "PYTHONUNBUFFERED": "1", **settings}
        if database_url:
            surroundings["DATABASE_URL"] = database_url
        command = [str(python), "-m", "palabre.cli.main", "demo", "--port", str(port), "--data", str(folder),
                   "--members", str(members)]  # fmt: skip
        process = subprocess.Popen(
            command, env=surroundings, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, cwd=folder
        )
        said: list[str] = []
        up = threading.Event()
        listener = threading.Thread(target=_listen, args=(process, said, up), daemon=True)
        listener.start()
        try:
            if not up.wait(LONGEST_START) or process.poll() is not None:
                raise AssertionError("the demo did not start:\n" + "".join(said))
            yield SimpleNamespace(
                base_url=f"http://127.0.0.1:{port}", port=port, data=folder, outbox=folder / "outbox", said=said,
                members=members, process=process, database_url=database_url,
            )  # fmt: skip
        finally:
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
            listener.join(5)
            process.stdout.close()


@contextmanager
def seeded(folder: Path):
    """A demo made once and stopped, to be given to ``copied`` as often as wished."""
    with made_on_server() as database_url:
        with running(folder, database_url=database_url) as demo:
            seed = demo
        yield seed  # stopped, so that its files and its database can be copied


@contextmanager
def copied(seed: SimpleNamespace, folder: Path, **settings: str):
    """A running demo of one's own, as ``seed`` was left: what is done to it, its clock too, is seen by nobody else."""
    shutil.copytree(seed.data, folder, dirs_exist_ok=True)
    with (
        made_on_server(of=seed.database_url) as database_url,
        running(folder, members=seed.members, database_url=database_url, **settings) as demo,
    ):
        yield demo


def _listen(process, said, up):
    for line in process.stdout:
        said.append(line)
        if "Ctrl-C" in line:
            up.set()
    up.set()


def free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return trial.getsockname()[1]
