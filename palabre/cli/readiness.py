"""What must be true before the program serves, and what `palabre check` looks at. Needs Django set up."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is not as it must be: where it was looked at, and the sentence."""

    about: str
    sentence: str

    def as_dict(self) -> dict[str, str]:
        return asdict(self)


def unready() -> Iterator[Finding]:
    """What forbids to serve: wrong settings, a moved clock, tables that wait, triggers that are missing.

    The questions to the data come last and only when the tables are there.
    """
    waiting = list(_tables_that_wait())
    yield from _settings(with_database=not waiting)
    yield from waiting
    if not waiting:
        yield from _missing_triggers()
        yield from _another_time()


def _another_time() -> Iterator[Finding]:
    from palabre.commons.trail.clocks import disagrees

    if sentence := disagrees():
        yield Finding("clock", sentence)


def looked_odd() -> Iterator[Finding]:
    """What `palabre check` says besides, and what forbids nothing: a clock that went back, what waits for a person."""
    from palabre.commons.trail.clocks import went_back
    from palabre.commons.trail.pending import parked

    if sentence := went_back():
        yield Finding("clock", sentence)
    if count := parked().count():
        yield Finding("parked", f"{count} entries are parked: no reader could read them. Look: palabre parked")


def broken() -> Iterator[Finding]:
    """What the data says of itself and is not true: hashes, counts, ties. Reads every row of the record."""
    from palabre.commons.trail import invariants

    for name, sentence in invariants.broken():
        yield Finding(name, sentence)


def _settings(*, with_database: bool) -> Iterator[Finding]:
    from django.core import checks

    # Not those of addresses and templates: they say nothing of this machine, and take a second to load them all.
    tags = checks.registry.registry.tags_available() - {checks.Tags.urls, checks.Tags.templates}
    messages = checks.run_checks(tags=sorted(tags))
    if with_database:
        messages += checks.run_checks(tags=[checks.Tags.database], databases=["default"])
    for message in messages:
        if message.level >= checks.ERROR:
            yield Finding("settings", f"{message.msg} {message.hint or ''}".strip())


def _tables_that_wait() -> Iterator[Finding]:
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if waiting:
        first = f"{waiting[0][0].app_label} {waiting[0][0].name}"
        yield Finding("tables", f"{len(waiting)} migrations wait, the first is {first}. Run: palabre migrate")


def _missing_triggers() -> Iterator[Finding]:
    from django.db import connection

    from palabre.commons.trail import append_only

    for name in append_only.missing(connection):
        yield Finding(
            "triggers",
            f"The trigger {name} is missing or says other words: the record could be changed. Run: palabre migrate",
        )


def not_in_the_chain(kept: list[str]) -> Iterator[Finding]:
    """Seals that somebody kept elsewhere and that this record does not know."""
    from palabre.commons.trail.seals import is_in_the_chain

    for sha256 in kept:
        if not is_in_the_chain(sha256):
            sentence = f"The seal {sha256} is not in the chain: seals were rewritten, or it is not of this cooperative."
            yield Finding("kept seals", sentence)


def sealed() -> dict[str, Any]:
    """How much of the record is sealed, and what is not yet. No finding: new rows wait for the worker's next minute."""
    from palabre.commons.trail.seals import line_of, state

    now = state()
    newest = now.newest
    return {
        "seals": now.seals,
        "rows": now.rows,
        "newest": line_of(newest.number, newest.at, newest.sha256) if newest else None,
        "unsealed": now.waiting,
        "unsealed_by_kind": now.unsealed,
    }
