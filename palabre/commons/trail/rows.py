"""Rows of the record as the seals see them: every kept model, column by column, the same on both engines.

Read with plain SQL, not through the models: a value that was tampered with must show as it stands, and Django's
converters turn what they cannot read into None.
"""

import json
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from typing import Any

from django.db import connection, models

from palabre.commons.trail import append_only
from palabre.commons.trail.models import Seal
from palabre.commons.trail.verify import Span

BATCH = 1_000  # rows in memory at a time
SPANS = 100  # spans asked for in one statement
HIGHEST = 2**63 - 1
Row = dict[str, Any]


def kinds() -> dict[str, type[models.Model]]:
    """What is sealed, by kind, in the order of the seals. Seals themselves are kept by their chain."""
    there = {model._meta.label_lower: model for model in append_only.kept() if model is not Seal}
    return dict(sorted(there.items()))


def columns_of(model: type[models.Model]) -> list[str]:
    return sorted(str(field.column) for field in model._meta.local_concrete_fields)


def rows_of(model: type[models.Model], columns: Sequence[str], spans: Sequence[Span]) -> Iterator[tuple[int, Row]]:
    """(id, row) of every row whose id lies in ``spans`` (ascending), ids ascending; ``row`` holds JSON values.

    At most a thousand rows are held. No transaction is needed: rows never change, they only appear.
    Raises ``LookupError`` for a column that the model no longer has.
    """
    fields = {str(field.column): field for field in model._meta.local_concrete_fields}
    if gone := set(columns) - set(fields):
        raise LookupError(f"{model._meta.label_lower} no longer has {', '.join(sorted(gone))}")
    place = list(columns).index(str(model._meta.pk.column))
    for start in range(0, len(spans), SPANS):
        for values in _batches(model, columns, spans[start : start + SPANS], place):
            told = zip(columns, values, strict=True)
            yield values[place], {column: plain(fields[column], value) for column, value in told}


def _batches(model: type[models.Model], columns: Sequence[str], spans: Sequence[Span], place: int) -> Iterator[tuple]:
    quoted = connection.ops.quote_name
    pk, table = quoted(columns[place]), quoted(model._meta.db_table)
    # A plus sign before a column changes nothing, but hides its type from sqlite3, which would convert the value.
    plus = "+" if connection.vendor == "sqlite" else ""
    wanted = ", ".join(plus + quoted(column) for column in columns)
    inside = " OR ".join([f"{pk} BETWEEN %s AND %s"] * len(spans))
    sql = f"SELECT {wanted} FROM {table} WHERE {pk} > %s AND {pk} <= %s AND ({inside}) ORDER BY {pk} LIMIT {BATCH}"  # nosec B608 # noqa: S608
    after, until = spans[0][0] - 1, spans[-1][1]
    while True:
        with connection.cursor() as cursor:
            cursor.execute(sql, [after, until, *(end for span in spans for end in span)])
            batch = cursor.fetchall()
        yield from batch
        if len(batch) < BATCH:
            return
        after = batch[-1][place]


def plain(field: models.Field, value: Any) -> Any:
    """A column's value as JSON, whichever engine gave it. What cannot be read as its type stays as it stands."""
    kind = field.get_internal_type()
    if value is None:
        return None
    if kind == "DateTimeField":
        return instant(value)
    if kind == "JSONField" and isinstance(value, str):
        return _loaded(value)
    if kind == "BooleanField" and value in (0, 1):
        return bool(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bytes | memoryview):
        return bytes(value).hex()
    if isinstance(value, str | int | float | bool | list | dict):
        return value
    return str(value)  # numbers with decimals, identifiers: exact as text


def instant(value: datetime | str) -> str:
    """An instant in UTC with microseconds, such as ``2026-11-24T17:05:09.000120Z``; SQLite keeps it as naive UTC."""
    if isinstance(value, str):
        try:
            value = datetime.fromisoformat(value)
        except ValueError:
            return f"unreadable: {value}"
    if value.tzinfo is None:
        value = value.replace(tzinfo=UTC)
    return value.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def _loaded(value: str) -> Any:
    try:
        return json.loads(value)
    except ValueError:
        return f"unreadable: {value}"
