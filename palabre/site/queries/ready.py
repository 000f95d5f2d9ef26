"""Whether this node can serve: what it needs, asked one after the other."""

from dataclasses import asdict, dataclass
from functools import cache as once
from typing import Any

from django.core.cache import cache
from django.db import Error, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from palabre.commons.files.store import store_answers


@dataclass(frozen=True, slots=True)
class Readiness:
    """``database`` and ``files``: ok or down. ``tables``: ok, or old. ``cache``: ok, down, or none (not shared)."""

    database: str
    tables: str
    cache: str
    files: str

    @property
    def serves(self) -> bool:
        """Whether pages are right here. Cache and files may be away: pages are slower, or without attachments."""
        return self.database == self.tables == "ok"

    @property
    def whole(self) -> bool:
        return self.serves and self.cache != "down" and self.files == "ok"

    def words(self) -> dict[str, Any]:
        return asdict(self)


def readiness_now() -> Readiness:
    """One query, one word to the cache, one to the store of files. Raises nothing of theirs."""
    try:
        # Newer tables than ours are welcome: while a release comes in, they are there before the last old node goes.
        missing = _migrations_of_this_release() - set(MigrationRecorder(connection).applied_migrations())
        database, tables = "ok", "old" if missing else "ok"
    except Error:
        database, tables = "down", "unknown"
    return Readiness(database, tables, _cache(), "ok" if store_answers() else "down")


def _cache() -> str:
    answers = getattr(cache, "answers", None)
    if answers is None:
        return "none"
    return "ok" if answers() else "down"


@once
def _migrations_of_this_release() -> frozenset[tuple[str, str]]:
    return frozenset(MigrationLoader(None).disk_migrations)
