"""The record is kept by the database itself, on both engines; and nothing that drops the keeping goes unseen."""

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from palabre.commons.trail import append_only
from palabre.commons.trail.models import Entry
from tests.world import build

KEPT = append_only.kept()
sqlite_only = pytest.mark.skipif("connection.vendor != 'sqlite'", reason="INSERT OR REPLACE and remakes are SQLite's")
postgresql_only = pytest.mark.skipif("connection.vendor != 'postgresql'", reason="functions and switches are its own")


def refused(statement, *values):
    """Whether the database refuses, with our sentence."""
    with pytest.raises(DatabaseError, match=append_only.REFUSAL), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)


def quoted(name):
    return connection.ops.quote_name(name)


@pytest.fixture
def row(cast, request):
    """The first row of a kept model's table: (model, table, columns, values)."""
    build(cast, 1)
    model = request.param
    found = model.objects.order_by("pk").values().first()
    assert found, "tests/world/ makes none"
    columns = [field.column for field in model._meta.local_fields]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(map(quoted, columns))} FROM {quoted(model._meta.db_table)} LIMIT 1")
        return model, quoted(model._meta.db_table), columns, cursor.fetchone()


def unique_keys(model):
    """Every set of columns that the database itself holds to be unique."""
    with connection.cursor() as cursor:
        constraints = connection.introspection.get_constraints(cursor, model._meta.db_table)
    return [found["columns"] for found in constraints.values() if found["unique"]]


each_kept_model = pytest.mark.parametrize("row", KEPT, indirect=True, ids=lambda model: model._meta.label)


def test_what_must_be_kept_is_kept():
    labels = {model._meta.label for model in KEPT}
    assert labels >= {"trail.Entry", "trail.Link", "texts.Revision", "governance.Decision", "governance.ProgressNote"}


def test_all_triggers_are_there(db):
    assert append_only.missing(connection) == []


@each_kept_model
def test_a_row_cannot_be_changed_or_removed(row):
    model, table, columns, values = row
    before = list(model.objects.order_by("pk").values())
    for column, value in zip(columns, values, strict=True):
        refused(f"UPDATE {table} SET {quoted(column)} = %s", value)  # even to what it is already
    refused(f"DELETE FROM {table}")
    assert list(model.objects.order_by("pk").values()) == before


@each_kept_model
@sqlite_only
def test_a_row_cannot_be_replaced_by_any_of_its_keys(row):
    model, table, columns, values = row
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA recursive_triggers = OFF")  # ours is on; another program's need not be
    slots = ", ".join(["%s"] * len(columns))
    into = f"INSERT OR REPLACE INTO {table} ({', '.join(map(quoted, columns))}) VALUES ({slots})"
    refused(into, *values)
    for keys in unique_keys(model):
        # The same key under another id: REPLACE would throw the old row out without firing its delete trigger.
        if model._meta.pk.column not in keys:
            fresh = [10_000 if column == model._meta.pk.column else value
                     for column, value in zip(columns, values, strict=True)]  # fmt: skip
            refused(into, *fresh)
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA recursive_triggers = ON")


@each_kept_model
@postgresql_only
def test_a_table_cannot_be_truncated(row):
    _, table, _, _ = row
    connection.check_constraints()  # what the foreign keys still owe would be the first reason to refuse
    refused(f"TRUNCATE {table} CASCADE")


@sqlite_only
def test_after_a_table_was_remade_migrate_puts_the_triggers_back(own_database):
    """Django remakes a table to alter a field on SQLite, and drops its triggers without a word."""
    with connection.schema_editor() as editor:
        editor._remake_table(Entry)
    assert append_only.missing(connection) == [f"trail_entry_kept_{deed}" for deed in ("update", "delete", "replace")]
    call_command("migrate", verbosity=0)
    assert append_only.missing(connection) == []


@postgresql_only
def test_a_trigger_switched_off_is_missing_and_migrate_puts_it_back(own_database):
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE trail_entry DISABLE TRIGGER trail_entry_kept_update")
        cursor.execute("DROP TRIGGER trail_entry_kept_delete ON trail_entry")
    assert append_only.missing(connection) == ["trail_entry_kept_update", "trail_entry_kept_delete"]
    call_command("migrate", verbosity=0)
    assert append_only.missing(connection) == []


@sqlite_only
def test_a_trigger_that_does_nothing_is_found_and_put_right(own_database):
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER trail_entry_kept_update")
        cursor.execute("CREATE TRIGGER trail_entry_kept_update BEFORE UPDATE ON trail_entry BEGIN SELECT 1; END")
        cursor.execute("DROP TRIGGER trail_link_kept_delete")
        cursor.execute(  # the right words on another table
            "CREATE TRIGGER trail_link_kept_delete BEFORE DELETE ON trail_pending "
            f"BEGIN SELECT RAISE(ABORT, '{append_only.REFUSAL}'); END"
        )
    assert append_only.missing(connection) == ["trail_entry_kept_update", "trail_link_kept_delete"]
    append_only.restore(connection)
    assert append_only.missing(connection) == []


@postgresql_only
@pytest.mark.parametrize(
    ("weaker", "found"),
    [
        (
            "CREATE OR REPLACE FUNCTION palabre_kept() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$",
            None,
        ),
        (
            "CREATE OR REPLACE TRIGGER trail_entry_kept_update BEFORE UPDATE ON trail_entry "
            "FOR EACH ROW WHEN (OLD.id < 0) EXECUTE FUNCTION palabre_kept()",
            ["trail_entry_kept_update"],
        ),
        (
            "CREATE OR REPLACE TRIGGER trail_entry_kept_delete AFTER UPDATE ON trail_entry "
            "FOR EACH STATEMENT EXECUTE FUNCTION palabre_kept()",
            ["trail_entry_kept_delete"],
        ),
        ("ALTER TABLE trail_entry ENABLE REPLICA TRIGGER trail_entry_kept_delete", ["trail_entry_kept_delete"]),
    ],
    ids=["a function that lets pass", "only for some rows", "another deed", "only for replicas"],
)
def test_a_weaker_trigger_is_found_and_put_right(own_database, weaker, found):
    with connection.cursor() as cursor:
        cursor.execute(weaker)
    assert append_only.missing(connection) == (found or append_only.names(connection))
    append_only.restore(connection)
    assert append_only.missing(connection) == []
