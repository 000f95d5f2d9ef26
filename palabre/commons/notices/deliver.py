"""From what happened to who is told: the reader of the trail that writes notices."""

from collections.abc import Iterator
from itertools import islice

from palabre.commons.notices.models import Mute, Notice, Rhythm
from palabre.commons.notices.queries import readers_among
from palabre.commons.notices.rounds import READER
from palabre.commons.trail.models import Entry
from palabre.commons.trail.pending import read_some
from palabre.commons.trail.verbs import Told, Why, registry, told_of
from palabre.core import clock

BATCH = 500  # people told in one go: memory stays flat when an assembly of 100,000 is told


def deliver_some(limit: int = 200) -> int:
    """Read up to ``limit`` entries of the trail and write who is told; give how many were read."""
    return read_some(READER, tell, limit)


def tell(entries: list[Entry]) -> None:
    """Write one notice for each person each entry tells. Belongs in the transaction of ``read_some``.

    Told are those whom the entry's verb names (and chapters above add), when their account is active, they may
    read the entry at this instant and have not muted its subject; never whoever did it. A member named twice is
    told once, for the first reason given. Reading an entry again tells nobody again.
    """
    for entry in entries:
        about = registry[entry.verb].about(entry)
        for reasons in _batches(told_of(entry)):
            reasons.pop(entry.actor_id or 0, None)
            _write(entry, about, reasons)


def _batches(told: Told) -> Iterator[dict[int, Why]]:
    """``told`` in pieces of ``BATCH``, the first reason for a member kept."""
    rest = iter(told)
    while piece := list(islice(rest, BATCH)):
        yield dict(reversed(piece))


def _write(entry: Entry, about: tuple[str, int], reasons: dict[int, Why]) -> None:
    kind, pk = about
    muted = Mute.objects.filter(about_kind=kind, about_id=pk, member__in=reasons).values("member")
    told = readers_among(entry.audience, reasons).exclude(pk__in=muted).values_list("pk", flat=True)
    wants_none = set(Rhythm.objects.filter(member__in=reasons, pace=Rhythm.Pace.NEVER).values_list("pk", flat=True))
    now = clock.now()
    Notice.objects.bulk_create(
        (
            Notice(
                member_id=member,
                entry=entry,
                why=reasons[member],
                about_kind=kind,
                about_id=pk,
                at=now,
                mailed_at=now if member in wants_none else None,
            )
            for member in told
        ),
        ignore_conflicts=True,
    )
