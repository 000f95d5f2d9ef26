"""Where a run has its database and its files: chosen before Django reads its settings."""

import os
from pathlib import Path


def choose(data: str, database: str = "", *, mode: str = "demo") -> None:
    """Point the settings of this process, and of those it starts, at ``data`` (a folder) and ``database`` (a URL).

    Without a URL, SQLite in that folder. Makes the folder; touches no database.
    """
    Path(data).mkdir(parents=True, exist_ok=True)
    os.environ.update(PALABRE_MODE=mode, PALABRE_DATA=data, PALABRE_LOG_LEVEL="ERROR")
    if database:
        os.environ["DATABASE_URL"] = database


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
