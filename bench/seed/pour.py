"""Rows by the hundred thousand: gathered by table, poured in batches, COPY on PostgreSQL, executemany on SQLite.

Faster than ``bulk_create`` by several times, since no model is made for a row. Nothing is skipped for it: constraints,
foreign keys and the triggers of the record hold for poured rows as for any other.
"""

import json
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from django.db import connection, models, transaction
from django.db.models import Max

BATCH = 20_000  # rows, all tables together: then they are written, in one transaction
Row = dict[str, Any]


class Pour:
    """Gathers rows under numbers of its own and writes them when there are enough, each batch in one transaction."""

    def __init__(self) -> None:
        self._waiting: dict[type[models.Model], list[Row]] = {}
        self._last: dict[type[models.Model], int] = {}
        self._count = 0
        self.poured: Counter[str] = Counter()

    def add(self, model: type[models.Model], **values: Any) -> int:
        """One row by its column names (``author_id``); what is not named has the field's default. Gives its number."""
        return self.row(model, **values)[model._meta.pk.attname]

    def row(self, model: type[models.Model], **values: Any) -> Row:
        """The same; gives the row, which may be changed until it is written."""
        key = model._meta.pk.attname
        if key not in values:
            values[key] = self._next(model)
        self._waiting.setdefault(model, []).append(values)
        self._count += 1
        return values

    def settle(self, *, all_now: bool = False) -> None:
        """Write what waits, if it is a batch by now. Call only between processes: a batch is true by itself."""
        if self._count < BATCH and not all_now:
            return
        with transaction.atomic():
            for model, rows in self._waiting.items():
                _write(model, rows)
                self.poured[model._meta.label_lower] += len(rows)
        self._waiting, self._count = {}, 0

    def close(self) -> None:
        """Write the rest; let the database give out numbers after ours; have it count what is there (ANALYZE)."""
        from django.core.management.color import no_style

        self.settle(all_now=True)
        with connection.cursor() as cursor:
            for statement in connection.ops.sequence_reset_sql(no_style(), list(self._last)):
                cursor.execute(statement)
            cursor.execute("ANALYZE")

    def _next(self, model: type[models.Model]) -> int:
        if model not in self._last:
            self._last[model] = model._default_manager.aggregate(last=Max("pk"))["last"] or 0
        self._last[model] += 1
        return self._last[model]


def _write(model: type[models.Model], rows: list[Row]) -> None:
    fields = [field for field in model._meta.local_concrete_fields if not field.generated]
    names = [field.attname for field in fields]
    if unknown := {name for row in rows for name in row} - set(names):
        raise ValueError(f"{model.__name__} has no column {', '.join(sorted(unknown))}")
    usual = [None if field.primary_key else field.get_default() for field in fields]
    makers = [_maker(field) for field in fields]
    columns = list(zip(names, usual, makers, strict=True))
    values = ([make(row.get(name, default)) for name, default, make in columns] for row in rows)
    quoted = ", ".join(connection.ops.quote_name(field.column) for field in fields)
    table = connection.ops.quote_name(model._meta.db_table)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({quoted}) FROM STDIN") as copy:
                for row in values:
                    copy.write_row(row)
        else:
            marks = ", ".join(["%s"] * len(fields))
            cursor.executemany(f"INSERT INTO {table} ({quoted}) VALUES ({marks})", values)


def _maker(field: models.Field) -> Callable[[Any], Any]:
    """From a Python value to what this database's driver takes for the column."""
    kind = field.get_internal_type()
    if kind == "JSONField":
        return lambda value: None if value is None else json.dumps(value)
    if kind == "DateTimeField" and connection.vendor == "sqlite":
        return _naive
    if kind == "DateField" and connection.vendor == "sqlite":
        return lambda value: value and value.isoformat()
    return lambda value: str(value) if isinstance(value, models.Choices) else value


def _naive(value: datetime | None) -> str | None:
    """SQLite keeps instants as naive UTC, as Django writes them."""
    return value and value.astimezone(UTC).replace(tzinfo=None).isoformat(" ")
