"""Seal what is new in the record: by the worker every minute, and by ``palabre seal``.

Nobody waits for a sealer. It reads without a transaction (rows never change) and writes one row of its own. Ids are
given out before they are committed, so a row may appear below one that is sealed already: the id was noted as a
gap, and the row is sealed as late. Measured: 1,000,000 links in 100 seals, see ``docs/decisions/0007-seals.md``.
"""

import secrets
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

from django.db import IntegrityError, models, transaction

from palabre.commons.trail import rows
from palabre.commons.trail.models import Seal, SealTip
from palabre.commons.trail.verify import MARK, Span, Tree, leaf_of, sha256_of_seal, spans_of, without
from palabre.core import clock

LARGEST = 10_000  # rows in one seal
MOST = 20  # seals of one round: the next one goes on
# No transaction stays open for a day. After that an absent id was rolled back, and a row there would be a forgery.
GIVEN_UP_AFTER = timedelta(days=1)
Leaves = Iterator[tuple[int, bytes]]


def seal_new(most: int | None = MOST) -> int:
    """Seal what is not sealed yet, in at most ``most`` seals (None: until nothing is left); give how many were made.

    Two may do it at once: of two seals with one number the database keeps one, and the other sealer looks again.
    """
    made = tries = 0
    while (most is None or tries < most) and (seal := draw_up()):
        made += keep(seal)
        tries += 1
    return made


def draw_up() -> Seal | None:
    """The next seal, not saved: up to ``LARGEST`` rows, or None when nothing is new. Writes nothing."""
    before = Seal.objects.defer("marks").order_by("-number").first()
    tree, room, now = Tree(), LARGEST, clock.now()
    ranges: dict[str, dict] = {}
    marks: dict[str, str] = {}
    for kind, model in rows.kinds().items():
        known = before.ranges.get(kind, {}) if before else {}
        ranges[kind], leaves = _range(kind, model, known, room, now)
        room -= len(leaves)
        for leaf in leaves:
            tree.add(leaf)
        if leaves:
            marks[kind] = "".join(leaf.hex()[:MARK] for leaf in leaves)
    count = LARGEST - room
    if not count:
        return None
    seal = Seal(
        number=before.number + 1 if before else 1,
        at=now,
        previous=before.sha256 if before else "",
        root=tree.root(),
        count=count,
        total=count + (before.total if before else 0),
        ranges=ranges,
        marks=marks,
        salt=secrets.token_hex(16),
    )
    seal.sha256 = sha256_of_seal(said_by(seal))
    return seal


def keep(seal: Seal) -> bool:
    """Add ``seal`` to the chain; False when somebody was faster."""
    try:
        with transaction.atomic():
            seal.save(force_insert=True)
            SealTip.objects.update_or_create(pk=1, defaults={"number": seal.number, "sha256": seal.sha256})
    except IntegrityError:
        return False
    return True


def said_by(seal: Seal) -> dict[str, Any]:
    """Everything a seal says, as it is hashed and exported."""
    names = ("number", "previous", "root", "count", "total", "ranges", "marks", "salt", "sha256")
    return {name: getattr(seal, name) for name in names} | {"at": rows.instant(seal.at)}


def _range(
    kind: str, model: type[models.Model], known: dict[str, Any], room: int, now: datetime
) -> tuple[dict[str, Any], list[bytes]]:
    """What a seal says of one kind, and its leaves: first those that fill gaps, then what is new."""
    columns = rows.columns_of(model)
    gaps, last = known.get("gaps", []), known.get("last", 0)

    def leaves(spans: list[Span], room: int) -> list[tuple[int, bytes]]:
        found = rows.rows_of(model, columns, spans) if room else iter(())
        return [(pk, leaf_of(kind, row)) for pk, row in islice(found, room)]

    late = leaves([(first, end) for first, end, _since in gaps], room)
    new = leaves([(last + 1, rows.HIGHEST)], room - len(late))
    about: dict[str, Any] = {"first": last + 1, "last": new[-1][0] if new else last, "count": len(late) + len(new)}
    came = spans_of(pk for pk, _leaf in late)
    # While a seal is full, some that came may not have been looked at.
    still = _still_open(gaps, came, now if len(late) + len(new) < room else None)
    opened = without([(last + 1, about["last"])], spans_of(pk for pk, _leaf in new))
    if still or opened:
        about["gaps"] = still + [[first, end, rows.instant(now)] for first, end in opened]
    if came:
        about["late"] = [list(span) for span in came]
    if late or new:
        about["columns"] = columns
    return about, [leaf for _pk, leaf in (*late, *new)]


def _still_open(gaps: list[list], came: list[Span], now: datetime | None) -> list[list]:
    """Gaps that may still be filled: not filled now, and not older than a day."""
    oldest = rows.instant(now - GIVEN_UP_AFTER) if now else ""
    return [
        [first, end, since]
        for start, stop, since in gaps
        if since > oldest
        for first, end in without([(start, stop)], came)
    ]
