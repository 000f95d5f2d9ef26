"""What a batch of members is owed by mail, gathered together: the number of queries does not grow with the batch."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from palabre.commons.notices.budget import GENERAL, MONTH, rank_of
from palabre.commons.notices.models import BroadcastMail, Notice, Sent
from palabre.commons.notices.queries import Around
from palabre.commons.notices.rights import Rights
from palabre.core import clock
from palabre.people.models import Member

LONGEST = 40  # notices in one mail; the rest is counted and waits on the page


@dataclass(slots=True)
class Parcel:
    """What one member is owed. ``told`` ranks first what is their own; ``more`` is left to the page.

    ``newest`` is the last notice that was owed when this was gathered: what comes after it is not marked as mailed.
    """

    newest: int = 0
    told: list[Notice] = field(default_factory=list)
    more: int = 0
    broadcasts: list[BroadcastMail] = field(default_factory=list)
    sent: list[datetime] = field(default_factory=list)
    best: int = GENERAL

    @property
    def is_empty(self) -> bool:
        return not (self.told or self.broadcasts)


def gathered(members: Collection[Member], *, legal: bool) -> tuple[dict[int, Parcel], Around]:
    """By member, what they are owed and may still read; and what surrounds it, for ``queries.groups_of``.

    A dozen queries, and one for each kind of thing that is named otherwise than by its own entries.
    """
    pks = [member.pk for member in members]
    parcels = {pk: Parcel() for pk in pks}
    rights = Rights.of(pks)
    chosen = dict(_chosen(parcels, rights, legal=legal))
    notices = Notice.objects.filter(pk__in=chosen).select_related("entry__details").order_by("-pk")
    told = sorted(notices, key=lambda notice: rank_of(notice.why))
    for notice in told:
        parcels[notice.member_id].told.append(notice)
    if not legal:
        for mail in owed_broadcasts(pks):
            parcels[mail.member_id].broadcasts.append(mail)
        with_budget = [member.pk for member in members if member.rhythm.budget is not None]
        _count_sent(parcels, with_budget)
    return parcels, Around.of({member: parcels[member.pk].told for member in members}, rights)


def owed_broadcasts(members: Collection[int]) -> Iterator[BroadcastMail]:
    """Ordinary messages of the cooperative whose mail these members are owed, the newest first. One query."""
    owed = BroadcastMail.objects.filter(member__in=members, state=BroadcastMail.State.OWED, legal=False)
    yield from owed.select_related("broadcast").order_by("-broadcast")


def _chosen(parcels: dict[int, Parcel], rights: Rights, *, legal: bool) -> Iterator[tuple[int, int]]:
    """(notice, member) of what goes into the mails. Sets ``newest``, ``best`` and ``more``. One query."""
    owed = Notice.objects.filter(member__in=parcels, mailed_at=None, legal=legal).order_by("-pk")
    readable: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for pk, member, why, audience in owed.values_list("pk", "member", "why", "entry__audience"):
        parcels[member].newest = max(parcels[member].newest, pk)
        if rights.let_in(audience, member):
            readable[member].append((rank_of(why), pk))
    for member, ranked in readable.items():
        ranked.sort(key=lambda row: row[0])  # stable: of one rank the newest first
        most = len(ranked) if legal else LONGEST
        parcels[member].best = ranked[0][0]
        parcels[member].more = len(ranked[most:])
        yield from ((pk, member) for _, pk in ranked[:most])


def _count_sent(parcels: dict[int, Parcel], members: Collection[int]) -> None:
    if members:
        lately = Sent.objects.filter(member__in=members, at__gt=clock.now() - MONTH)
        for member, at in lately.values_list("member", "at"):
            parcels[member].sent.append(at)
