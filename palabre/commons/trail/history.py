"""The sealed record as JSON lines, for ``verify.py``: each seal, then the rows it holds."""

import json
from collections.abc import Iterator
from typing import Any

from palabre.commons.trail import rows
from palabre.commons.trail.models import Entry, EntryDetails, Seal
from palabre.commons.trail.sealing import said_by
from palabre.commons.trail.verify import covered
from palabre.core import clock

ENTRY = Entry._meta.label_lower
AT_ONCE = 500  # entries whose words are fetched together


def history(*, with_words: bool = True) -> Iterator[str]:
    """One JSON object a line. Holds everything sealed, whoever may read it: only the operator is given this.

    ``with_words`` adds an entry's words and salt, unless they were erased. Rows not sealed yet are left out.
    """
    yield _line({"history": {"format": 1, "made_at": rows.instant(clock.now()), "words": with_words}})
    seals = sealed = 0
    for seal in Seal.objects.order_by("number").iterator(chunk_size=20):
        said = said_by(seal)
        yield _line({"seal": said})
        seals += 1
        for told in _held(said, with_words=with_words):
            yield _line(told)
            sealed += 1
    yield _line({"end": {"seals": seals, "rows": sealed}})


def _line(told: dict[str, Any]) -> str:
    return json.dumps(told, sort_keys=True, separators=(",", ":"))


def _held(said: dict[str, Any], *, with_words: bool) -> Iterator[dict[str, Any]]:
    kinds = rows.kinds()
    for kind, about in sorted(said["ranges"].items()):
        if not about["count"] or kind not in kinds:
            continue
        told = ({"kind": kind, "row": row} for _pk, row in rows.rows_of(kinds[kind], about["columns"], covered(about)))
        yield from _with_words(told) if with_words and kind == ENTRY else told


def _with_words(told: Iterator[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    batch: list[dict[str, Any]] = []
    for one in told:
        batch.append(one)
        if len(batch) == AT_ONCE:
            yield from _worded(batch)
            batch = []
    yield from _worded(batch)


def _worded(batch: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    there = EntryDetails.objects.in_bulk([one["row"]["id"] for one in batch])
    for one in batch:
        details = there.get(one["row"]["id"])
        if details and details.erased_at is None:
            one["words"] = {
                "salt": details.salt,
                "actor_name": details.actor_name,
                "label": details.label,
                "facts": details.facts,
            }
        yield one
