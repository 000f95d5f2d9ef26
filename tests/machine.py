"""What this machine has for the tests: a PostgreSQL that answers, a chromium. Asked by bin/test and by conftest.py."""

import getpass
import os
import secrets
import shutil
import sys
from urllib.parse import quote, urlsplit, urlunsplit

import pytest

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def postgresql() -> str:
    """An address with a database name nobody else uses, on the first server that answers; empty if none does."""
    import psycopg

    for address in _servers():
        server = urlunsplit(urlsplit(address)._replace(path="/postgres"))
        try:
            with psycopg.connect(server, connect_timeout=3) as connection:
                may = connection.execute("SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user")
                if may.fetchone()[0]:
                    return urlunsplit(urlsplit(address)._replace(path=f"/palabre_{secrets.token_hex(4)}"))
        except psycopg.OperationalError:
            continue
    return ""


def _servers() -> list[str]:
    if named := os.environ.get("PALABRE_TEST_DATABASE_URL"):
        return [named]
    me = quote(os.environ.get("PGUSER") or getpass.getuser())
    places = [quote("/var/run/postgresql", safe=""), "127.0.0.1:5432"]
    return [f"postgres://{who}@{place}/" for place in places for who in dict.fromkeys([me, "postgres"])]


def browser() -> str:
    """Where chromium is; empty if there is none."""
    named = os.environ.get("PALABRE_BROWSER")
    return next((found for name in ([named] if named else BROWSERS) if (found := shutil.which(name))), "")


def leave_to_the_other_engine(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On PostgreSQL, what says nothing of the database is not run a second time."""
    if not os.environ.get("DATABASE_URL"):
        return
    once = [item for item in items if item.get_closest_marker("either_engine")]
    if once:
        config.hook.pytest_deselected(items=once)
        items[:] = [item for item in items if not item.get_closest_marker("either_engine")]


def main(question: str) -> int:
    if question == "postgresql":
        print(address := postgresql())
        return 0 if address else 1
    if browser():
        return 0
    print("No chromium is here: the browser journeys are skipped. On Debian: apt install chromium")
    return 1 if os.environ.get("PALABRE_REQUIRE_BROWSER") else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
