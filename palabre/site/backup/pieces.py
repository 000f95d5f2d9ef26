"""What a backup or an export is made of, in order: a head, the rows of every table, the files, and the manifest.

A piece is a name and its bytes. The head says from which state of the tables it is; the manifest, last, promises how
many rows each table has and their hash, so that what is restored can be held to it.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from django.core.files.storage import default_storage
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from palabre import __version__
from palabre.commons.files.models import File
from palabre.core import clock
from palabre.site.backup.tables import AT_ONCE, SECRETS, Omitted, hash_of, kept_models, label_of, lines_of

HEAD, MANIFEST = "head.json", "manifest.json"
Piece = tuple[str, bytes]


@dataclass
class Contents:
    """What went out: rows by table, files, and the files that a row names and the store no longer has."""

    rows: int = 0
    files: int = 0
    missing: list[str] = field(default_factory=list)


def pieces(contents: Contents, *, secrets: bool) -> Iterator[Piece]:
    """Everything, to be read inside ``one_moment``. Counts into ``contents`` as it goes. A few megabytes at a time.

    Args:
        secrets: whether what signs people in (password hashes) is there: in a backup, never in an export.
    """
    omitted: Omitted = {} if secrets else SECRETS
    yield HEAD, _json(head(secrets=secrets))
    tables: dict[str, Any] = {}
    for model in kept_models():
        lines, whole, count = lines_of(model, omitted), hashlib.sha256(), 0
        part = 0
        while some := list(islice(lines, AT_ONCE)):
            part, count = part + 1, count + len(some)
            data = "".join(f"{line}\n" for line in some).encode()
            whole.update(data)
            yield f"tables/{label_of(model)}/{part:06}.jsonl", data
        tables[label_of(model)] = {"rows": count, "sha256": whole.hexdigest()}
        contents.rows += count
    yield from _files(contents)
    yield MANIFEST, _json({"tables": tables, "files": contents.files, "missing_files": contents.missing})


def head(*, secrets: bool) -> dict[str, Any]:
    """From which release and state of the tables, when, on which engine."""
    return {
        "palabre": __version__,
        "made_at": clock.now().isoformat(timespec="seconds"),
        "engine": connection.vendor,
        "secrets": secrets,
        "migrations": migrations_done(),
    }


def migrations_done() -> list[str]:
    done = MigrationRecorder(connection).applied_migrations()
    return sorted(f"{app}.{name}" for app, name in done)


def promised_now(*, secrets: bool) -> dict[str, dict[str, Any]]:
    """The same counts and hashes, of what stands in the tables now."""
    omitted: Omitted = {} if secrets else SECRETS
    found = {}
    for model in kept_models():
        count, sha256 = hash_of(lines_of(model, omitted))
        found[label_of(model)] = {"rows": count, "sha256": sha256}
    return found


def _files(contents: Contents) -> Iterator[Piece]:
    """Each content once (files are kept by their hash), at most as large as an upload may be."""
    for name in File.objects.order_by("content").values_list("content", flat=True).distinct().iterator(AT_ONCE):
        try:
            with default_storage.open(name) as file:
                data = file.read()
        except OSError:
            contents.missing.append(name)
            continue
        contents.files += 1
        yield f"files/{name}", data


def _json(said: dict[str, Any]) -> bytes:
    return json.dumps(said, ensure_ascii=False, indent=1, sort_keys=True).encode() + b"\n"
