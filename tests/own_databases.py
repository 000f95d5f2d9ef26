"""Databases of their own for tests that must commit: copied from one that was migrated once."""

import os
import secrets
import shutil
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from django.core.management import call_command
from django.db import connection, connections


class Copies:
    """Makes one migrated database at first need, and copies of it: a file on SQLite, a template on PostgreSQL."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.template = ""
        self.number = 0

    @contextmanager
    def one(self):
        """Point Django at a fresh copy, in every thread, then back."""
        with self.copied() as copy, pointed_at(copy):
            yield

    @contextmanager
    def copied(self):
        """The name of a fresh copy, gone afterwards; Django stays where it is."""
        if not self.template:
            self.template = self._new_name()
            self._create(self.template)
            with pointed_at(self.template):
                call_command("migrate", verbosity=0, interactive=False)
        copy = self._new_name()
        self._create(copy, of=self.template)
        try:
            yield copy
        finally:
            self._remove(copy)

    def remove_all(self) -> None:
        if self.template:
            self._remove(self.template)

    def _new_name(self) -> str:
        self.number += 1
        if connection.vendor == "sqlite":
            return str(self.folder / f"{self.number}.sqlite3")
        return f"palabre_own_{secrets.token_hex(5)}"

    def _create(self, name: str, of: str = "") -> None:
        if connection.vendor == "sqlite":
            if of:
                shutil.copy(of, name)
            return
        on_server(f'CREATE DATABASE "{name}"' + (f' TEMPLATE "{of}"' if of else ""))

    def _remove(self, name: str) -> None:
        if connection.vendor == "sqlite":
            for end in ("", "-wal", "-shm"):
                Path(name + end).unlink(missing_ok=True)
        else:
            on_server(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


@contextmanager
def pointed_at(name: str):
    """Every connection opened inside goes to database ``name``. The test database's own stays as it was."""
    settings = connections.settings["default"]
    before, kept = settings["NAME"], connection.connection
    # An in-memory database lives as long as its connection: set aside, not closed.
    settings["NAME"], connection.connection = name, None
    try:
        yield
    finally:
        connection.close()
        settings["NAME"], connection.connection = before, kept


def on_server(statement: str) -> None:
    """Run a statement outside any transaction, on the server's own database."""
    import psycopg

    with psycopg.connect(address_of("postgres"), autocommit=True) as server:
        server.execute(statement)


@contextmanager
def made_on_server(of: str = ""):
    """The address of a fresh PostgreSQL database, dropped afterwards; empty where the tests run on SQLite.

    ``of`` is the address of one to copy, to which nobody is connected.
    """
    if not os.environ.get("DATABASE_URL", "").startswith("postgres"):
        yield ""
        return
    name = f"palabre_served_{secrets.token_hex(5)}"
    on_server(f'CREATE DATABASE "{name}"' + (f' TEMPLATE "{urlsplit(of).path[1:]}"' if of else ""))
    try:
        yield address_of(name)
    finally:
        on_server(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def address_of(name: str) -> str:
    return urlunsplit(urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}"))
