"""Fill an empty place from pieces, all or nothing, and hold it to what the manifest promised."""

import hashlib
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management.color import no_style
from django.db import IntegrityError, connection, models, transaction

from palabre.commons.trail.models import Entry
from palabre.people.models import Member
from palabre.site.backup.pieces import HEAD, MANIFEST, Piece, migrations_done, promised_now
from palabre.site.backup.tables import AT_ONCE, kept_models, label_of, row_from


class CannotRestore(Exception):
    """Nothing was restored; the sentence says why and what to do."""


@dataclass
class Restored:
    """What came back. ``missing`` files were missing already when it was made."""

    made_at: str = ""
    rows: int = 0
    files: int = 0
    missing: list[str] = field(default_factory=list)
    erased: int = 0


def restore(pieces: Iterable[Piece], *, forget: Callable[[], int] = lambda: 0) -> Restored:
    """Put everything back, in one transaction; then count and hash every table again against the manifest.

    Then, in the same transaction, ``forget`` erases again who was erased since; it gives how many.

    The place must be migrated to the same state and hold nobody yet. Files that are there already (they are named by
    their hash) are left as they are. Raises ``CannotRestore``; whatever is raised, nothing is restored.
    """
    filling = _Filling()
    try:
        with transaction.atomic():
            for name, data in pieces:
                filling.take(name, data)
            restored = filling.held_to_the_manifest()
            restored.erased = forget()
            return restored
    except (IntegrityError, ValidationError, ValueError, KeyError, LookupError) as fault:
        filling.take_files_away()
        raise CannotRestore(f"This does not fit what Palabre keeps: {fault}") from fault
    except BaseException:
        filling.take_files_away()
        raise


class _Filling:
    def __init__(self) -> None:
        self.models = {label_of(model): model for model in kept_models()}
        self.restored, self.saved = Restored(), list[str]()
        self.head: dict[str, Any] | None = None
        self.manifest: dict[str, Any] | None = None

    def take(self, name: str, data: bytes) -> None:
        kind, _, rest = name.partition("/")
        if name == HEAD:
            self._begin(json.loads(data))
        elif self.head is None:
            raise CannotRestore("This is neither a backup nor an export of Palabre: it does not begin with its head.")
        elif name == MANIFEST:
            self.manifest = json.loads(data)
        elif kind == "tables":
            self._rows(self.models[rest.partition("/")[0]], data)
        elif kind == "files":
            self._file(rest, data)

    def held_to_the_manifest(self) -> Restored:
        if self.manifest is None or self.head is None:
            raise CannotRestore("This is cut off: its manifest, which stands last, is missing.")
        self._sequences()
        found = promised_now(secrets=self.head["secrets"])
        wrong = [table for table, promised in self.manifest["tables"].items() if found.get(table) != promised]
        if wrong:
            raise CannotRestore(f"What was restored is not what was promised, in: {', '.join(wrong)}.")
        if self.restored.files != self.manifest["files"]:
            raise CannotRestore("Files are missing that the manifest promises.")
        self.restored.missing = self.manifest["missing_files"]
        return self.restored

    def take_files_away(self) -> None:
        """What this attempt had put into the store, since no row will name it."""
        for name in self.saved:
            default_storage.delete(name)

    def _begin(self, head: dict[str, Any]) -> None:
        self.head, self.restored.made_at = head, head["made_at"]
        there, here = set(head["migrations"]), set(migrations_done())
        if there != here:
            raise CannotRestore(
                f"It was made by Palabre {head['palabre']}, with other tables than here "
                f"({', '.join(sorted(there ^ here)[:4])}…). Restore it with that release, then run its update."
            )
        if Member.objects.exists() or Entry.objects.exists():
            raise CannotRestore(
                "This place is not empty: there are members or entries in its trail. Restore into a new database: "
                "set DATABASE_URL or PALABRE_DATA to an empty one and run `palabre migrate` first."
            )
        for model in self.models.values():  # what the first migrations made; keys are checked at the end
            model._base_manager.all()._raw_delete(model._base_manager.db)

    def _rows(self, model: type[models.Model], data: bytes) -> None:
        rows = [row_from(model, line) for line in data.decode().split("\n") if line]
        model._base_manager.bulk_create(rows, batch_size=AT_ONCE // 4)
        self.restored.rows += len(rows)

    def _file(self, name: str, data: bytes) -> None:
        if PurePosixPath(name).name != hashlib.sha256(data).hexdigest() or ".." in PurePosixPath(name).parts:
            raise CannotRestore(f"The file {name} is not what its name says.")
        if not default_storage.exists(name):
            self.saved.append(default_storage.save(name, ContentFile(data)))
        self.restored.files += 1

    def _sequences(self) -> None:
        """On PostgreSQL: the next row made here gets the next number."""
        with connection.cursor() as cursor:
            for statement in connection.ops.sequence_reset_sql(no_style(), list(self.models.values())):
                cursor.execute(statement)
