"""Rows that are only ever added: kept by the database itself, on both engines.

Known ways around, each closed here and tested:
- SQLite's ``INSERT OR REPLACE`` deletes the old row without firing its delete trigger, so re-use of an id,
  or of any other unique key, is refused before the insert;
- a Django table remake (``AlterField`` on SQLite) silently drops triggers, so every migration run restores
  them (``palabre migrate`` calls ``restore``) and ``palabre check`` verifies that they are there;
- a trigger of the right name that does nothing: each is compared by what it says, not by its name;
- PostgreSQL's TRUNCATE fires no row trigger, so it has one of its own.

Some rows are kept but for one thing: ``may_stamp`` names columns that may go from empty to a value, once (a row was
replaced on this day), ``may_empty`` those whose words may be taken out. Seals leave such rows alone: they cover what
never changes.
"""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import models, transaction

REFUSAL = "this record is only ever added to"
ABORT = f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
RAISE = f" BEGIN RAISE EXCEPTION '{REFUSAL}'; END "

Trigger = tuple[str, str, str]  # its name, its table, and what the database says of it when it is right


def kept() -> list[type[models.Model]]:
    """Every model that declares ``append_only = True``."""
    return [model for model in apps.get_models() if getattr(model, "append_only", False)]


def guarded() -> list[type[models.Model]]:
    """Every model whose rows the database keeps: the kept ones, and those kept but for a stamp."""
    return [model for model in apps.get_models() if getattr(model, "append_only", False) or _exceptions(model)]


def _exceptions(model: type[models.Model]) -> tuple[str, ...]:
    return (*getattr(model, "may_stamp", ()), *getattr(model, "may_empty", ()))


def restore(connection: Any) -> None:
    """Put in place every trigger that is missing or says something else. Safe to run again; changes no row."""
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"CREATE OR REPLACE FUNCTION palabre_kept() RETURNS trigger LANGUAGE plpgsql AS $${RAISE}$$")
        for name, table, definition in _missing(connection):
            cursor.execute(f'DROP TRIGGER IF EXISTS "{name}"' + _on(connection, table))
            cursor.execute(definition)


def names(connection: Any) -> list[str]:
    """Every trigger there must be, as ``<table>_kept_<deed>``."""
    return [name for model in guarded() for name, _, _ in _triggers(connection, model)]


def missing(connection: Any) -> list[str]:
    """Names of triggers that do not exist, are switched off or say other words: ``trail_entry_kept_delete``."""
    return [name for name, _, _ in _missing(connection)]


def _missing(connection: Any) -> list[Trigger]:
    there = _there(connection)
    return [
        trigger
        for model in guarded()
        for trigger in _triggers(connection, model)
        if there.get(trigger[0]) != trigger[2]
    ]


def _there(connection: Any) -> dict[str, str]:
    """What each trigger that fires says, by its name; on PostgreSQL, only those whose function says what ours does."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        else:
            # Enabled O or A: not off, and not for replicas only.
            cursor.execute(
                "SELECT tgname, pg_get_triggerdef(pg_trigger.oid, true) FROM pg_trigger"
                " JOIN pg_proc ON pg_proc.oid = tgfoid WHERE NOT tgisinternal AND tgenabled IN ('O', 'A')"
                " AND pg_table_is_visible(tgrelid) AND prosrc = %s",
                [RAISE],
            )
        return dict(cursor.fetchall())


def _on(connection: Any, table: str) -> str:
    """SQLite drops a trigger by its name alone; PostgreSQL wants the table."""
    return "" if connection.vendor == "sqlite" else f' ON "{table}"'


def _triggers(connection: Any, model: type[models.Model]) -> Iterator[Trigger]:
    for name, definition in _for_sqlite(model) if connection.vendor == "sqlite" else _for_postgresql(model):
        yield name, model._meta.db_table, definition


def _for_sqlite(model: type[models.Model]) -> Iterator[tuple[str, str]]:
    """SQLite keeps the statement as it was written."""
    table = model._meta.db_table
    for deed in ("update", "delete"):
        name = f"{table}_kept_{deed}"
        when = _unless_allowed(model, '"', "IS NOT") if deed == "update" else ""
        yield name, f'CREATE TRIGGER "{name}" BEFORE {deed.upper()} ON "{table}" {when}{ABORT}'
    alike = [" AND ".join(f'"{column}" = NEW."{column}"' for column in columns) for columns in _unique(model)]
    same = " OR ".join(f"({each})" for each in (*alike, *_alike_where_empty(model)))
    there = f'EXISTS (SELECT 1 FROM "{table}" WHERE {same})'  # nosec B608 # noqa: S608 -- our own table and column names
    name = f"{table}_kept_replace"
    yield name, f'CREATE TRIGGER "{name}" BEFORE INSERT ON "{table}" WHEN {there} {ABORT}'


def _unique(model: type[models.Model]) -> list[list[str]]:
    """Every set of columns by which an INSERT OR REPLACE could displace a row."""
    sets: list[list[str]] = [[str(field.column)] for field in model._meta.local_fields if field.unique]
    for constraint in model._meta.constraints:
        if isinstance(constraint, models.UniqueConstraint) and constraint.fields and not constraint.condition:
            sets.append([model._meta.get_field(name).column for name in constraint.fields])  # type: ignore[union-attr, misc]
    return sets


def _alike_where_empty(model: type[models.Model]) -> Iterator[str]:
    """The same for keys that are unique where another column is empty (``condition=Q(entity__isnull=True)``)."""
    for constraint in model._meta.constraints:
        if isinstance(constraint, models.UniqueConstraint) and constraint.fields and constraint.condition:
            asked: list[Any] = constraint.condition.children
            if all(name.endswith("__isnull") and value is True for name, value in asked):
                empty = [_column(model, name.removesuffix("__isnull")) for name, _value in asked]
                alike = [
                    f'"{column}" = NEW."{column}"' for column in (_column(model, name) for name in constraint.fields)
                ]
                yield " AND ".join([*alike, *(f'"{column}" IS NULL AND NEW."{column}" IS NULL' for column in empty)])


def _column(model: type[models.Model], name: str) -> str:
    field: Any = model._meta.get_field(name)
    return str(field.column)


def _for_postgresql(model: type[models.Model]) -> Iterator[tuple[str, str]]:
    """In the words in which PostgreSQL says a trigger back (``pg_get_triggerdef``, pretty)."""
    table = model._meta.db_table
    for deed, scope in (("update", "ROW"), ("delete", "ROW"), ("truncate", "STATEMENT")):
        name = f"{table}_kept_{deed}"
        when = _unless_allowed(model, "", "IS DISTINCT FROM") if deed == "update" else ""
        deeds = f"BEFORE {deed.upper()} ON {table} FOR EACH {scope}"
        yield name, f"CREATE TRIGGER {name} {deeds} {when}EXECUTE FUNCTION palabre_kept()"


def _unless_allowed(model: type[models.Model], quote: str, differs: str) -> str:
    """``WHEN (…) ``: another column changes, a stamp changes again, or words are written where some may be emptied."""
    if not _exceptions(model):
        return ""
    stamps, emptied = getattr(model, "may_stamp", ()), getattr(model, "may_empty", ())
    old, new = ("OLD", "NEW") if quote else ("old", "new")
    no_words = "''" if quote else "''::text"
    refused = []
    for field in model._meta.local_concrete_fields:
        column = f"{quote}{field.column}{quote}"
        typed = "::text" if not quote and isinstance(field, models.CharField) else ""  # as PostgreSQL says it back
        change = f"{old}.{column}{typed} {differs} {new}.{column}{typed}"
        if field.name in stamps:
            change = f"{old}.{column} IS NOT NULL AND {change}"
        elif field.name in emptied:
            change = f"{new}.{column} <> {no_words} AND {change}"
        refused.append(change)
    return f"WHEN ({' OR '.join(refused)}) "
