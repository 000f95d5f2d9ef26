"""What one may answer by mail: chapters above say of which things, and how an answer is said there."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from palabre.commons.trail.verbs import About
from palabre.people.models import Member

Say = Callable[[Any, Member, str, str], str]


@dataclass(frozen=True, slots=True)
class Answerable:
    """Things of one kind. ``code`` is one letter that stands for it in addresses, for good.

    ``say`` writes ``text`` as ``member`` through the chapter's own action, with all its rules, and gives the address
    of what was written: ``say(pk, member, text, once)``. It raises ``Refused``, with a sentence, or ``LookupError``
    where ``member`` may not read such a thing.
    """

    kind: str
    code: str
    longest: int
    say: Say


registry: dict[str, Answerable] = {}


def register(*answerables: Answerable) -> None:
    """Make them known; called from ``AppConfig.ready``. Raises ``ValueError`` for a kind or a code declared twice."""
    for each in answerables:
        if each.kind in registry or by_code(each.code):
            raise ValueError(f"{each.kind!r} or {each.code!r} is declared twice")
        registry[each.kind] = each


def by_code(code: str) -> Answerable | None:
    return next((each for each in registry.values() if each.code == code), None)


def one_of(abouts: set[About]) -> About | None:
    """The one thing among these that may be answered; None where there is none, or a choice."""
    found = [about for about in abouts if about[0] in registry]
    return found[0] if len(found) == len(abouts) == 1 else None
