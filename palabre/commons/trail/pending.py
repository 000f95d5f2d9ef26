"""Readers of the trail: claim what is still to be read, read it, forget it; nothing lost, nothing doubled."""

import logging
from collections.abc import Callable, Collection
from datetime import timedelta

from django.db import connection, transaction
from django.db.models import QuerySet

from palabre.commons.trail.models import Entry, Pending
from palabre.core import clock
from palabre.core.outage import outage_of

log = logging.getLogger("palabre.trail")
PATIENCE = 5  # attempts before an entry is parked
Reader = Callable[[list[Entry]], None]


def read_some(reader: str, read: Reader, limit: int = 200) -> int:
    """Let ``read`` see up to ``limit`` entries still pending for ``reader``; give how many were taken.

    Several processes may run it at once. Entries are read in one transaction with the deletion of their
    Pending rows, so a crash repeats them and never loses them. If the batch fails, its entries are read one by
    one: the one that fails waits longer each time and is parked after five attempts, the others go through. When it
    is the database that fails, no entry is blamed: the fault goes through, and the round is tried again.
    """
    try:
        with transaction.atomic():
            claimed = _claim(reader, limit)
            if claimed:
                read([pending.entry for pending in claimed])
                Pending.objects.filter(pk__in=[pending.pk for pending in claimed]).delete()
            return len(claimed)
    except Exception as fault:
        if outage_of(fault):
            raise
        log.warning("a batch failed; reading one by one", extra={"facts": {"reader": reader}})
        return sum(_read_one(reader, read) for _ in range(limit) if _waiting(reader))


def _due(reader: str) -> QuerySet[Pending]:
    return Pending.objects.filter(reader=reader, parked_at=None, due_at__lte=clock.now()).order_by("id")


def _waiting(reader: str) -> bool:
    return _due(reader).exists()


def _claim(reader: str, limit: int) -> list[Pending]:
    due = _due(reader).select_related("entry__details", "entry__actor")
    if connection.features.has_select_for_update_skip_locked:
        due = due.select_for_update(of=("self",), skip_locked=True)
    return list(due[:limit])  # on SQLite the transaction itself is IMMEDIATE: one writer at a time


def _read_one(reader: str, read: Reader) -> int:
    claimed: list[Pending] = []
    try:
        with transaction.atomic():
            claimed = _claim(reader, 1)
            if claimed:
                read([claimed[0].entry])
                claimed[0].delete()
    except Exception as fault:
        if not claimed or outage_of(fault):
            raise
        _put_off(claimed[0], fault)
        return 0
    return len(claimed)


def _put_off(pending: Pending, fault: Exception) -> None:
    attempts = pending.attempts + 1
    parked = attempts >= PATIENCE
    Pending.objects.filter(pk=pending.pk).update(
        attempts=attempts,
        due_at=clock.now() + timedelta(seconds=10 * 2**attempts),
        parked_at=clock.now() if parked else None,
        failure=type(fault).__name__,
    )
    if parked:
        facts = {"reader": pending.reader, "entry": pending.entry_id, "failure": type(fault).__name__}
        log.error("an entry is parked: its reader failed five times", extra={"facts": facts})


def parked() -> QuerySet[Pending]:
    """What no reader could read in five attempts: a person has to look at it."""
    return Pending.objects.filter(parked_at__isnull=False).select_related("entry").order_by("pk")


def try_again(numbers: Collection[int] = ()) -> int:
    """Let the parked ones with these numbers (all, unless given) be read again, five times; give how many."""
    chosen = parked().filter(pk__in=numbers) if numbers else parked()
    return Pending.objects.filter(pk__in=chosen.values("pk")).update(attempts=0, parked_at=None, due_at=clock.now())


def let_go(numbers: Collection[int]) -> int:
    """Give up the parked ones with these numbers: nobody will be told of those entries. The entries stay."""
    return Pending.objects.filter(parked_at__isnull=False, pk__in=numbers).delete()[0]
