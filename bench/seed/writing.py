"""One cooperative being filled: what all chapters of the seed share. Chance, the instant, people, the record."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from bench.seed.pour import Pour
from palabre.commons.trail.models import Entry, EntryDetails, Link
from palabre.commons.trail.verbs import Verb
from palabre.commons.trail.verify import sha256_of_words
from palabre.core import clock
from palabre.governance.models import Body
from palabre.people.models import Audience, Branch, Member


@dataclass
class Writing:
    """``members`` are (id, name), the most talkative first: chance draws them with a skew (``someone``)."""

    chance: Random
    pour: Pour
    members: list[tuple[int, str]]
    cast: dict[str, Member]
    board: Body
    public: int
    signed_in: int
    branches: list[str]
    now: datetime
    told: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))  # discussion -> who follows it

    def someone(self, skew: float = 3.0) -> tuple[int, str]:
        """A member: with skew 3, one in a hundred writes a fifth of everything; with 1, all write alike.

        The very first share what chance gives them with others: nobody writes a comment an hour for ten years.
        """
        count, place = len(self.members), self.chance.random() ** skew
        if skew > 1 and place < 1 / 500:
            place = self.chance.random() / 50
        return self.members[int(count * place)]

    def at(self, day: date, hour: int = 10, minute: int = 0) -> datetime:
        """In the cooperative's zone, never ahead of now."""
        return min(clock.start_of(day) + timedelta(hours=hour, minutes=minute), self.now)

    def between(self, start: datetime, end: datetime) -> datetime:
        """An instant between the two, to the millisecond."""
        seconds = max((end - start).total_seconds(), 0)
        return start + timedelta(milliseconds=int(self.chance.random() * seconds * 1000))

    def entry(
        self,
        verb: Verb,
        subject: tuple[str, int],
        label: str,
        *,
        at: datetime,
        by: tuple[int, str] | None,
        audience: int = 0,
        **facts: Any,
    ) -> int:
        """What ``record`` writes, with its hash; nothing is left pending: readers of the trail have read it."""
        words = {"actor_name": by[1] if by else "", "label": label[:200], "facts": facts}
        salt = f"{self.chance.getrandbits(128):032x}"
        pk = self.pour.add(
            Entry,
            at=at,
            actor_id=by[0] if by else None,
            verb=verb.key,
            subject_kind=subject[0],
            subject_id=subject[1],
            audience_id=audience or self.public,
            details_sha256=sha256_of_words(salt, words["actor_name"], words["label"], facts),
        )
        self.pour.add(EntryDetails, entry_id=pk, salt=salt, **words)
        return pk

    def link(self, entry: int, kind: Link.Kind, from_: tuple[str, int], to: tuple[str, int]) -> None:
        self.pour.add(
            Link, entry_id=entry, kind=str(kind), from_kind=from_[0], from_id=from_[1], to_kind=to[0], to_id=to[1]
        )


def begin(cast: dict[str, Member], seed: int) -> Writing:
    chance = Random(seed)
    members = list(Member.objects.filter(email__startswith="membre").order_by("pk").values_list("pk", "name"))
    chance.shuffle(members)
    # The cast speaks too, as often as someone who takes part: some fifteen times where ten are written a member.
    place = len(members) // 10
    members[place:place] = [(cast[key].pk, cast[key].name) for key in ("awa", "hugo", "ines", "lotte")]
    return Writing(
        chance=chance,
        pour=Pour(),
        members=members,
        cast=cast,
        board=Body.objects.get(name="Conseil d’administration"),
        public=Audience.wide(Audience.Reach.PUBLIC).pk,
        signed_in=Audience.wide(Audience.Reach.SIGNED_IN).pk,
        branches=list(Branch.objects.order_by("pk").values_list("name", flat=True)),
        now=clock.now(),
    )
