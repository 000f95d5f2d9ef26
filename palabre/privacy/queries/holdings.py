"""What is held of one person, in numbers and plain words."""

from dataclasses import dataclass

from palabre.people.holdings import registry
from palabre.people.models import Member


@dataclass(frozen=True, slots=True)
class Held:
    """One kind of data. ``count``: how many rows, None where they are not counted. ``stays``: empty where all goes."""

    title: str
    why: str
    until: str
    stays: str
    goes: bool
    count: int | None

    @property
    def is_there(self) -> bool:
        """Whether anything of it is held of this person, as far as it is counted."""
        return self.count is None or self.count > 0


def held_of(member: Member) -> list[Held]:
    """In the order of importance: the account first. One query a source, each of numbers only."""
    return [
        Held(
            title=str(holding.title),
            why=str(holding.why),
            until=str(holding.until),
            stays=str(holding.stays),
            goes=holding.erase is not None,
            count=sum(source.rows(member).count() for source in holding.sources) if holding.sources else None,
        )
        for holding in reversed(registry.values())
    ]


@dataclass(frozen=True, slots=True)
class Staying:
    """Kinds of data of which the same stays, and what."""

    stays: str
    titles: list[str]


def after_erasure(held: list[Held]) -> list[Staying]:
    """What would stay of what is there, kinds with the same sentence together. No query."""
    together: dict[str, list[str]] = {}
    for each in held:
        if each.stays and each.is_there:
            together.setdefault(each.stays, []).append(each.title)
    return [Staying(stays, titles) for stays, titles in together.items()]
