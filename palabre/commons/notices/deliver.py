"""From what happened to who is told: the reader of the trail that writes notices."""

from collections.abc import Hashable, Iterator
from itertools import islice

from django.db.models import Q

from palabre.commons.notices.models import Mute, Notice, Rhythm
from palabre.commons.notices.rounds import READER
from palabre.commons.trail.models import Entry
from palabre.commons.trail.pending import read_some
from palabre.commons.trail.verbs import UNOWED, Told, Why, registry, told_of
from palabre.core import clock
from palabre.people.queries import readers_among

BATCH = 500  # people told in one go: memory stays flat when an assembly of 100,000 is told


def deliver_some(limit: int = 200) -> int:
    """Read up to ``limit`` entries of the trail and write who is told; give how many were read."""
    return read_some(READER, tell, limit)


def tell(entries: list[Entry]) -> None:
    """Write one notice for each person each entry tells. Belongs in the transaction of ``read_some``.

    Told are those whom the entry's verb names (and chapters above add), when their account is active, they may
    read the entry at this instant and have not muted its subject; never whoever did it. A member named twice is
    told once, for the first reason given. Reading an entry again tells nobody again. What the law owes (``Verb.legal``)
    is told to those who muted it too, and its mail is owed to those who want none; not to whoever merely follows.

    Where two thousand follow one discussion, a hundred comments are not two hundred thousand notices: of entries that
    are ``alike``, who merely follows is told of the first, and of the next once they read that or had it by mail. Whom
    an entry names is told of that very entry, and before all others, so that this is their reason.
    """
    for together in _alike(entries):
        for entry in together:
            for reasons in _batches(registry[entry.verb].named(entry)):
                _write(entry, reasons, [(member, entry) for member in reasons if member != entry.actor_id])
        for reasons in _batches(told_of(together[0])):
            _write(together[0], reasons, list(_news(together, reasons)))


def _alike(entries: list[Entry]) -> Iterator[list[Entry]]:
    """Entries that tell the same people, together; any other by itself. In the order in which they happened."""
    groups: dict[Hashable, list[Entry]] = {}
    for entry in entries:
        same = (entry.verb, entry.subject_kind, entry.subject_id, entry.audience_id)
        groups.setdefault(same if registry[entry.verb].alike else entry.pk, []).append(entry)
    yield from groups.values()


def _news(together: list[Entry], reasons: dict[int, Why]) -> Iterator[tuple[int, Entry]]:
    """Who is told of what: all that others did; who merely follows, of the first of it, if nothing waits for them."""
    followers = {member for member, why in reasons.items() if why == Why.FOLLOWER}
    if not registry[together[0].verb].alike:
        followers = set()
    waiting = _waiting(together[0], followers)
    for member in reasons:
        if member not in waiting:
            news = ((member, entry) for entry in together if entry.actor_id != member)
            yield from islice(news, 1) if member in followers else news


def _waiting(entry: Entry, followers: set[int]) -> set[int]:
    """For whom a notice like this waits: not read, and its mail owed (or none wanted). Two queries.

    Asked together, SQLite reads every entry of the subject: a second of processor where thousands were written.
    """
    if not followers:
        return set()
    kind, pk = registry[entry.verb].about(entry)
    owed = Q(mailed_at=None) | Q(member__rhythm__pace=Rhythm.Pace.NEVER)
    there = Notice.objects.filter(owed, member__in=followers, read_at=None, about_kind=kind, about_id=pk)
    there = there.filter(why=Why.FOLLOWER)
    waiting = list(there.values_list("member", "entry"))
    same = {"verb": entry.verb, "subject_kind": entry.subject_kind, "subject_id": entry.subject_id}
    alike = set(Entry.objects.filter(pk__in={pk for _, pk in waiting}, **same).values_list("pk", flat=True))
    return {member for member, pk in waiting if pk in alike}


def _batches(told: Told) -> Iterator[dict[int, Why]]:
    """``told`` in pieces of ``BATCH``, the first reason for a member kept."""
    rest = iter(told)
    while piece := list(islice(rest, BATCH)):
        yield dict(reversed(piece))


def _write(entry: Entry, reasons: dict[int, Why], news: list[tuple[int, Entry]]) -> None:
    """Four queries, however many entries like ``entry`` there are."""
    if not news:
        return
    verb = registry[entry.verb]
    kind, pk = verb.about(entry)
    members = {member for member, _ in news}
    owed = {member for member in members if verb.legal and reasons[member] not in UNOWED}
    muted = Mute.objects.filter(about_kind=kind, about_id=pk, member__in=members - owed).values("member")
    readers = readers_among(entry.audience, members)
    told = set(readers.exclude(pk__in=muted).values_list("pk", flat=True))
    no_mail = Rhythm.objects.filter(member__in=members - owed, pace=Rhythm.Pace.NEVER)
    wants_none = set(no_mail.values_list("pk", flat=True))
    now = clock.now()
    Notice.objects.bulk_create(
        (
            Notice(
                member_id=member,
                entry=each,
                why=reasons[member],
                about_kind=kind,
                about_id=pk,
                at=now,
                legal=member in owed,
                mailed_at=now if member in wants_none else None,
            )
            for member, each in sorted(news, key=lambda told: (told[1].pk, told[0]))
            if member in told
        ),
        ignore_conflicts=True,
    )
