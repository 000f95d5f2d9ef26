"""Rows that are only ever added: kept by the database itself, on both engines.

Known ways around, each closed here and tested:
- SQLite's ``INSERT OR REPLACE`` deletes the old row without firing its delete trigger, so re-use of an id,
  or of any other unique key, is refused before the insert;
- a Django table remake (``AlterField`` on SQLite) silently drops triggers, so every migration run restores
  them (``palabre migrate`` calls ``restore``) and ``palabre check`` verifies that they exist;
- PostgreSQL's TRUNCATE fires no row trigger, so it has one of its own.
"""

from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.db import models

REFUSAL = "this record is only ever added to"


def kept() -> list[type[models.Model]]:
    """Every model that declares ``append_only = True``."""
    return [model for model in apps.get_models() if getattr(model, "append_only", False)]


def restore(connection: Any) -> None:
    """Put every missing trigger in place. Safe to run again; changes no row."""
    with connection.cursor() as cursor:
        for model in kept():
            for statement in _statements(connection, model):
                cursor.execute(statement)


def missing(connection: Any) -> list[str]:
    """Names of triggers that should exist and do not, such as ``trail_entry_kept_delete``."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        else:
            cursor.execute("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'")
        there = {row[0] for row in cursor.fetchall()}
    return [name for model in kept() for name in _names(connection, model) if name not in there]


def _names(connection: Any, model: type[models.Model]) -> Iterable[str]:
    table = model._meta.db_table
    for deed in ("update", "delete", "replace" if connection.vendor == "sqlite" else "truncate"):
        yield f"{table}_kept_{deed}"


def _statements(connection: Any, model: type[models.Model]) -> Iterable[str]:
    return _for_sqlite(model) if connection.vendor == "sqlite" else _for_postgresql(model)


def _for_sqlite(model: type[models.Model]) -> Iterable[str]:
    table = model._meta.db_table
    abort = f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
    for deed in ("update", "delete"):
        yield f'CREATE TRIGGER IF NOT EXISTS "{table}_kept_{deed}" BEFORE {deed.upper()} ON "{table}" {abort}'
    same = " OR ".join(
        "(" + " AND ".join(f'"{column}" = NEW."{column}"' for column in columns) + ")" for columns in _unique(model)
    )
    there = f'EXISTS (SELECT 1 FROM "{table}" WHERE {same})'  # noqa: S608 -- our own table and column names
    yield f'CREATE TRIGGER IF NOT EXISTS "{table}_kept_replace" BEFORE INSERT ON "{table}" WHEN {there} {abort}'


def _unique(model: type[models.Model]) -> list[list[str]]:
    """Every set of columns by which an INSERT OR REPLACE could displace a row."""
    sets: list[list[str]] = [[str(field.column)] for field in model._meta.local_fields if field.unique]
    for constraint in model._meta.constraints:
        if isinstance(constraint, models.UniqueConstraint) and constraint.fields and not constraint.condition:
            sets.append([model._meta.get_field(name).column for name in constraint.fields])  # type: ignore[union-attr, misc]
    return sets


def _for_postgresql(model: type[models.Model]) -> Iterable[str]:
    table = model._meta.db_table
    yield (
        "CREATE OR REPLACE FUNCTION palabre_kept() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$"
    )
    for deed, scope in (("update", "ROW"), ("delete", "ROW"), ("truncate", "STATEMENT")):
        yield (
            f'CREATE OR REPLACE TRIGGER "{table}_kept_{deed}" BEFORE {deed.upper()} ON "{table}" '
            f"FOR EACH {scope} EXECUTE FUNCTION palabre_kept()"
        )
