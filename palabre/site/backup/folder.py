"""The pieces as open files that anyone reads without Palabre: JSON lines with their schema, CSV, Markdown; and back."""

import csv
import json
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.db import models
from markdownify import markdownify

from palabre.commons.texts.models import Revision
from palabre.core.cells import harmless
from palabre.site.backup.pieces import HEAD, MANIFEST, Piece
from palabre.site.backup.tables import kept_models, label_of

READ_ME = """# What this folder holds

The whole cooperative as it stood at one instant, made by `palabre export`. It holds personal data: e-mail addresses,
everything that was written for few readers. Keep it as you would keep the register itself.

- `tables/<table>/000001.jsonl …`: every row as one line of JSON, in the order of its key. `palabre import` reads these.
- `schema/<table>.json`: what each column is (JSON Schema 2020-12); `refers_to` names the table a number points to.
- `csv/<table>.csv`: the same rows for a spreadsheet. A cell that a spreadsheet would run begins with an apostrophe.
- `texts/<text>/<version>.md`: every published version in Markdown.
- `files/…`: uploaded files, named by their SHA-256; `tables/files.file` says what each is called.
- `manifest.json`: how many rows each table has, and the SHA-256 of its lines.

Left out: passwords, sessions, what is waiting in memory. After an import people sign in with a code sent by mail.
"""
JSON_TYPES = {
    models.BooleanField: "boolean",
    models.IntegerField: "integer",
    models.AutoField: "integer",
    models.ForeignKey: "integer",
    models.JSONField: ["object", "array"],
}
FORMATS = {models.DateTimeField: "date-time", models.DateField: "date", models.EmailField: "email"}


def write_folder(pieces: Iterable[Piece], folder: Path) -> None:
    """Write the pieces, then what makes them readable, into a new folder of the caller's own (0700, files 0600).

    Raises ``FileExistsError`` when the folder is there.
    """
    folder.mkdir(mode=0o700)
    for name, data in pieces:
        _write(folder / name, data)
        if name.startswith("tables/"):
            _add_to_csv(folder, name.split("/")[1], data)
    for model in kept_models():
        _write(folder / "schema" / f"{label_of(model)}.json", _json(schema_of(model)))
    for revision in Revision.objects.order_by("text", "number").iterator(200):
        _write(folder / "texts" / str(revision.text_id) / f"{revision.number}.md", _markdown(revision).encode())
    _write(folder / "README.md", READ_ME.encode())


def read_folder(folder: Path) -> Iterator[Piece]:
    """The pieces of such a folder, in their order. Raises ``OSError`` where one cannot be read."""
    yield HEAD, (folder / HEAD).read_bytes()
    for kind in ("tables", "files"):
        for path in sorted((folder / kind).rglob("*")):
            if path.is_file():
                yield path.relative_to(folder).as_posix(), path.read_bytes()
    yield MANIFEST, (folder / MANIFEST).read_bytes()


def schema_of(model: type[models.Model]) -> dict[str, Any]:
    """What each column of a table is, as a JSON Schema."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": label_of(model),
        "description": " ".join((model.__doc__ or "").split("\n\n")[0].split()),
        "type": "object",
        "properties": {field.attname: _column(field) for field in model._meta.concrete_fields},
        "required": sorted(field.attname for field in model._meta.concrete_fields),
        "additionalProperties": False,
    }


def _column(field: models.Field) -> dict[str, Any]:
    kind = next((name for known, name in JSON_TYPES.items() if isinstance(field, known)), "string")
    column: dict[str, Any] = {"description": str(field.verbose_name)}
    if not isinstance(field, models.JSONField):
        column["type"] = [kind, "null"] if field.null else kind
    if form := next((name for known, name in FORMATS.items() if isinstance(field, known)), None):
        column["format"] = form
    if isinstance(field, models.BinaryField):
        column["contentEncoding"] = "base64"
    if isinstance(field, models.ForeignKey):
        column["refers_to"] = label_of(field.remote_field.model)
    if field.choices:
        column["enum"] = [*(key for key, _label in field.flatchoices), *([""] if field.blank else [])]
    return column


def _markdown(revision: Revision) -> str:
    parts = [f"# {revision.title}", markdownify(revision.html, heading_style="ATX").strip()]
    for part in revision.parts:
        parts += [f"## {part['title']}", markdownify(part["html"], heading_style="ATX").strip()]
    return "\n\n".join(part for part in parts if part) + "\n"


def _add_to_csv(folder: Path, table: str, data: bytes) -> None:
    rows = [json.loads(line) for line in data.decode().split("\n") if line]
    path = folder / "csv" / f"{table}.csv"
    is_new = not path.exists()
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with open(path, "a", newline="", encoding="utf-8", opener=_private) as file:
        sheet = csv.writer(file)
        if is_new:
            sheet.writerow(rows[0])
        sheet.writerows([harmless(_cell(value)) for value in row.values()] for row in rows)


def _cell(value: Any) -> Any:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, (dict, list)) else value


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with open(path, "wb", opener=_private) as file:
        file.write(data)


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _json(said: dict[str, Any]) -> bytes:
    return json.dumps(said, ensure_ascii=False, indent=1).encode() + b"\n"
