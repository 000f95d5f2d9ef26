"""Where a run has its database and its files: chosen before Django reads its settings."""

import json
import os
import secrets
from pathlib import Path
from typing import Any

NOTE = "bench.json"  # in the folder, left by `bin/bench seed`: the database's address and what was asked for


def choose(data: str, database: str = "", *, mode: str = "demo") -> None:
    """Point the settings of this process, and of those it starts, at ``data`` (a folder) and ``database`` (a URL).

    Without a URL, SQLite in that folder. Makes the folder; touches no database. ``live`` gets what an installation
    behind a proxy must set.
    """
    Path(data).mkdir(parents=True, exist_ok=True)
    os.environ.update(PALABRE_MODE=mode, PALABRE_DATA=data, PALABRE_LOG_LEVEL="ERROR")
    os.environ.pop("DATABASE_URL", None)
    if database:
        os.environ["DATABASE_URL"] = database
    if mode == "live":
        os.environ.update(PALABRE_HOSTS="127.0.0.1", PALABRE_PROXIES="127.0.0.1", PALABRE_URL="https://127.0.0.1")
        os.environ.setdefault("PALABRE_SECRET_KEY", secrets.token_hex(40))
        os.environ["DJANGO_SETTINGS_MODULE"] = "bench.settings"


def note(data: str, **facts: Any) -> None:
    """Leave word in the folder of what was seeded."""
    (Path(data) / NOTE).write_text(json.dumps(facts), encoding="utf-8")


def noted(data: str) -> dict[str, Any]:
    """What was seeded there. Raises ``OSError`` where nothing was."""
    return json.loads((Path(data) / NOTE).read_text(encoding="utf-8"))


def ready(data: str) -> dict[str, Any]:
    """Set Django up on what was seeded in ``data``, as an installation would be; what was noted of it."""
    facts = noted(data)
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # our client waits for sockets and for nothing else
    choose(data, facts["database"], mode="live")
    migrated()
    return facts


def migrated() -> None:
    """Set Django up and make the tables."""
    from palabre.cli.django_ready import set_up
    from palabre.cli.translations import compile_all

    compile_all()
    set_up()
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)


def engine() -> str:
    """“postgresql 15.8” or “sqlite 3.40.1”."""
    from django.db import connection

    return f"{connection.vendor} {'.'.join(map(str, connection.get_database_version()))}"
