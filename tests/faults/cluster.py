"""A PostgreSQL of a test's own, that may be stopped and filled: the one the other tests use is left alone."""

import os
import pwd
import shutil
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.programs import palabre
from tests.served_demo import free_port

ROOM = "24m"  # of the small disk
FILLER = 64 * 1024


class Cluster:
    """Its programs run as "postgres" where we are root, for PostgreSQL refuses root."""

    def __init__(self, folder: Path, port: int) -> None:
        self.folder, self.port = folder, port

    def address_of(self, database):
        return f"postgres://{_owner()}@127.0.0.1:{self.port}/{database}"

    def run(self, program, *words):
        done = subprocess.run(_as_owner([str(_programs() / program), *words]), capture_output=True, check=False)
        assert done.returncode == 0, done.stdout.decode() + done.stderr.decode()

    def start(self):
        asked = f"-p {self.port} -k {self.folder} -c listen_addresses=127.0.0.1 -c max_connections=40"
        self.run("pg_ctl", "-D", str(self.folder / "data"), "-l", str(self.folder / "log"), "-w", "-o", asked, "start")

    def restart_at_once(self):
        """Every connection is cut in the middle of its sentence; the log is replayed at the start."""
        data, log = str(self.folder / "data"), str(self.folder / "log")
        self.run("pg_ctl", "-D", data, "-w", "-m", "immediate", "restart", "-l", log)

    def stop(self):
        self.run("pg_ctl", "-D", str(self.folder / "data"), "-w", "-m", "immediate", "stop")

    def ask(self, sql):
        import psycopg

        with psycopg.connect(self.address_of("postgres"), autocommit=True) as line:
            line.execute(sql)


@contextmanager
def own_cluster():
    """Started, and gone afterwards. Skips where PostgreSQL's programs are not here."""
    if _programs() is None:
        pytest.skip("PostgreSQL’s own programs (initdb, pg_ctl) are not on this machine")
    folder = Path(tempfile.mkdtemp(prefix="palabre-cluster-"))
    _give(folder)
    cluster = Cluster(folder, free_port())
    try:
        cluster.run("initdb", "-D", str(folder / "data"), "-A", "trust", "-U", _owner(), "--encoding=UTF8", "--no-sync")
        cluster.start()
        try:
            yield cluster
        finally:
            cluster.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def small_disk(cluster):
    """A disk of ``ROOM`` for the tables of a database of ``cluster``: its folder. Skips where nobody may mount."""
    place = cluster.folder / "small"
    place.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={ROOM},mode=0700", "tmpfs", str(place)], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("nobody may mount a small disk here")
    try:
        tables = place / "tables"
        tables.mkdir()
        _give(place)
        _give(tables)
        yield place
    finally:
        subprocess.run(["umount", "-l", str(place)], check=False)


def fill(place):
    """Take all the room that is left; gives the file to remove."""
    filler = place / "filler"
    with filler.open("wb") as file:
        try:
            while True:
                file.write(b"\0" * FILLER)
                file.flush()
        except OSError:
            pass
    return filler


def migrated(folder, address):
    done = palabre("migrate", folder=folder, PALABRE_MODE="test", DATABASE_URL=address)
    assert done.returncode == 0, done.stderr


def _programs():
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    return found[-1].parent if found else (Path(named).parent if (named := shutil.which("initdb")) else None)


def _owner():
    return "postgres" if os.geteuid() == 0 else pwd.getpwuid(os.geteuid()).pw_name


def _as_owner(command):
    return ["runuser", "-u", "postgres", "--", *command] if os.geteuid() == 0 else command


def _give(folder):
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres")
