"""Which tables are kept, and their rows as lines that are the same whatever the engine."""

import base64
import hashlib
import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

from django.apps import apps
from django.db import models

# What other tables say again, what only lives for a moment, and Django's own permissions, which open nothing here.
LEFT_OUT = frozenset(
    "sessions.session contenttypes.contenttype auth.permission auth.group auth.group_permissions"
    " people.member_groups people.member_user_permissions admin.logentry trail.sentform".split()
)
# What signs somebody in stays in backups and leaves every export: people then ask for a code by mail.
SECRETS = {"people.member": {"password": ""}}
AT_ONCE = 2_000  # rows read, written or sent together

Omitted = dict[str, dict[str, Any]]  # table -> column -> what stands instead


def kept_models() -> list[type[models.Model]]:
    """Every table that is kept, by name."""
    found = apps.get_models(include_auto_created=True)
    return sorted((m for m in found if m._meta.managed and label_of(m) not in LEFT_OUT), key=label_of)


def label_of(model: type[models.Model]) -> str:
    return model._meta.label_lower


def lines_of(model: type[models.Model], omitted: Omitted | None = None) -> Iterator[str]:
    """Each row as one line of JSON, by primary key: the same line on SQLite and on PostgreSQL.

    Instants in UTC to the microsecond, days as ISO 8601, bytes as base64, keys in alphabetical order.
    """
    columns = [field.attname for field in model._meta.concrete_fields]
    instead = (omitted or {}).get(label_of(model), {})
    rows = model._base_manager.order_by("pk").values_list(*columns)
    for row in rows.iterator(chunk_size=AT_ONCE):
        said = {column: instead.get(column, _plain(value)) for column, value in zip(columns, row, strict=True)}
        yield json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def hash_of(lines: Iterator[str]) -> tuple[int, str]:
    """How many lines, and the SHA-256 (hex) of all of them, each with its line break."""
    count, whole = 0, hashlib.sha256()
    for line in lines:
        count += 1
        whole.update(line.encode() + b"\n")
    return count, whole.hexdigest()


def row_from(model: type[models.Model], line: str) -> models.Model:
    """The row of one line, not saved. Raises ``ValueError`` or ``ValidationError`` for a line that is not of here."""
    said = json.loads(line)
    fields = {field.attname: field for field in model._meta.concrete_fields}
    if set(said) != set(fields):
        raise ValueError(f"{label_of(model)}: columns {sorted(set(said) ^ set(fields))} do not fit")
    return model(**{column: _value(fields[column], value) for column, value in said.items()})


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (bytes, memoryview)):
        return base64.b64encode(bytes(value)).decode()
    return value


def _value(field: models.Field, value: Any) -> Any:
    if value is None or isinstance(field, models.JSONField):
        return value
    if isinstance(field, models.BinaryField):
        return base64.b64decode(value)
    return field.target_field.to_python(value) if isinstance(field, models.ForeignKey) else field.to_python(value)
