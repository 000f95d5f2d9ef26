"""People found by a part of their name, for whoever has to choose one. Never by an address, never a list of all."""

from collections.abc import Hashable, Iterable
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from palabre.core import clock
from palabre.people.alone import label_for
from palabre.people.models import Audience, Belonging, Listed, Member

MOST_FOUND, SHORTEST_NAME = 8, 3


def belonging_today() -> QuerySet[Member]:
    """Active accounts of members of the cooperative."""
    return Member.objects.filter(is_active=True, pk__in=Belonging.objects.on(clock.today()).values("member"))


def once_known_as(member: Member) -> QuerySet[Member]:
    """Rows under which the register knew this person before a line of it was joined to their account."""
    return Member.objects.filter(belongings__replaced_by__member=member).exclude(pk=member.pk).distinct()


def readership(viewer: Any) -> frozenset[int]:
    """Which audiences let ``viewer`` read now: whoever has the same reads the same. One query, or none."""
    known = Audience.ids_open_to(viewer)
    return frozenset(Audience.objects.open_to(viewer).values_list("pk", flat=True)) if known is None else known


def common_readership(viewer: Any) -> frozenset[int]:
    """``readership`` without what concerns ``viewer`` alone, which everyone has who ever did something.

    For pages that show nothing of that (``alone.only``): their readers share them. Two queries, or one for a visitor.
    """
    if not viewer.is_authenticated:
        return readership(viewer)
    own = Listed.objects.filter(member=viewer, by_standing=False, audience__label=label_for(viewer))
    return readership(viewer) - frozenset(own.values_list("audience", flat=True))


def standing(viewer: Any) -> Hashable:
    """All that the register and duties give ``viewer`` today, with what they may read: who has the same may the same.

    Four queries, or one for a visitor. Mandates are of the chapter that keeps them.
    """
    if not viewer.is_authenticated:
        return common_readership(viewer)
    day = clock.today()
    lines = Belonging.objects.filter(member=viewer).on(day).values_list("entity", "branch", "college", "status")
    duties = viewer.duties.on(day).values_list("kind", "entity", "branch")
    return common_readership(viewer), frozenset(lines), frozenset(duties)


def readers_among(audience: Audience, ids: Iterable[int]) -> QuerySet[Member]:
    """Those of ``ids`` with an active account whom ``audience`` lets read now. The inverse of ``Audience.open_to``."""
    found = Member.objects.filter(pk__in=list(ids), is_active=True).order_by("pk")
    if audience.reach == Audience.Reach.MEMBERS:
        return found.filter(Exists(Belonging.objects.filter(member=OuterRef("pk")).on(clock.today())))
    if audience.reach == Audience.Reach.LISTED:
        listed = Listed.objects.at(clock.now()).filter(audience=audience)
        return found.filter(Exists(listed.filter(member=OuterRef("pk"))))
    return found


def found_by_name(words: str, among: QuerySet[Member]) -> QuerySet[Member]:
    """The first few of ``among`` whose name holds ``words``; nobody for less than three letters, or an address."""
    words = words.strip()
    if len(words) < SHORTEST_NAME or "@" in words:
        return among.none()
    return among.filter(name__icontains=words).order_by("name", "pk")[:MOST_FOUND]


def why_nobody(words: str) -> str:
    """What to say when these words found nobody."""
    if "@" not in words and len(words.strip()) < SHORTEST_NAME:
        return _("Write at least three letters of the name.")
    return _("We found nobody under these words. Perhaps they write their name otherwise, or have no account yet.")
