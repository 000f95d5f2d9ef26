"""What some members may read at this instant, asked once for all of them: for mails written in batches."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Self

from palabre.core import clock
from palabre.people.models import Audience, Belonging, Listed


@dataclass(frozen=True, slots=True)
class Rights:
    """Which audiences let which of the members in. Twin of ``Audience.objects.open_to``, for many at once."""

    wide: frozenset[int]
    for_members: frozenset[int]
    belong: frozenset[int]
    listed: frozenset[tuple[int, int]]

    @classmethod
    def of(cls, members: Collection[int]) -> Self:
        """Three queries, however many members (active accounts) there are."""
        reach = Audience.Reach
        wide: dict[str, set[int]] = {}
        for pk, reaches in Audience.objects.exclude(reach=reach.LISTED).values_list("pk", "reach"):
            wide.setdefault(reaches, set()).add(pk)
        belong = Belonging.objects.filter(member__in=members).on(clock.today())
        listed = Listed.objects.filter(member__in=members).at(clock.now())
        return cls(
            wide=frozenset(wide.get(reach.PUBLIC, set()) | wide.get(reach.SIGNED_IN, set())),
            for_members=frozenset(wide.get(reach.MEMBERS, set())),
            belong=frozenset(belong.values_list("member", flat=True)),
            listed=frozenset(listed.values_list("audience", "member")),
        )

    def let_in(self, audience: int, member: int) -> bool:
        return (
            audience in self.wide
            or (audience in self.for_members and member in self.belong)
            or (audience, member) in self.listed
        )
