"""Names behind an @ in what someone types: whom they mean, and who cannot be told.

Someone can be named by a member when their name is before the writer's eyes already: they wrote here under it, or they
wish to be found in the directory and show this writer something (``offer``, from above); and only while they may read
what is said here. Whoever cannot be named is, to the writer, nobody: there is one answer for all of them.
"""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field

from palabre.commons.conversations.marked_names import mark_of
from palabre.commons.conversations.models import Comment, Discussion
from palabre.core.folding import fold
from palabre.people.models import Member
from palabre.people.queries import readers_among

MOST_LOOKED_AT = 12  # names in one text; what stands behind a later @ stays as it was typed
MOST_SUGGESTED, SHORTEST = 5, 2
_MOST_WORDS, _MOST_ALIKE = 8, 200
# Not in an address of mail or of the web, where an @ means something else.
_AT = re.compile(r"(?<![\w@./:])@(?=\w)")
_WORD = re.compile(r"[^\S\n]*\S+")
_AFTER = ".,;:!?…)»”’'\"*_"


@dataclass(frozen=True, slots=True)
class Nameable:
    """Someone who can be named here; ``hint`` (their branch, where it is shown) tells two of one name apart."""

    pk: int
    name: str
    hint: str = ""

    @property
    def told_apart(self) -> str:
        return f"{self.name} ({self.hint})" if self.hint else self.name


@dataclass(frozen=True, slots=True)
class Suggestion:
    """``typed`` is what stands behind the @ to mean this person."""

    name: str
    hint: str
    typed: str


@dataclass(frozen=True, slots=True)
class Named:
    """``text`` with marks for the people named; ``nobody``: what stands behind an @ and names nobody, as typed."""

    text: str
    members: set[int] = field(default_factory=set)
    nobody: tuple[str, ...] = ()


Find = Callable[[Member, str], list[Nameable]]  # writer, folded beginning of a word of the name
Refuse = Callable[[Member, Collection[int]], set[int]]  # those of them who do not hear this writer
_finds: list[Find] = []
_refusals: list[Refuse] = []


def offer(find: Find, refuse: Refuse) -> None:
    """Let a chapter above find people by name, and say who hears a writer no more; from ``AppConfig.ready``."""
    _finds.append(find)
    _refusals.append(refuse)


def suggested(begun: str, *, by: Member, discussion: Discussion) -> list[Suggestion]:
    """The first few people whose name, or a word of it, begins like this. Nobody for a single letter."""
    start = fold(begun)
    if len(start) < SHORTEST:
        return []
    found = _nameable(start, begun, by, discussion)
    begins = [each for each in found if f" {start}" in f" {fold(each.name)}"]
    begins.sort(key=lambda each: (not fold(each.name).startswith(start), fold(each.name), each.hint))
    bear = Counter(fold(each.name) for each in begins)
    return [
        Suggestion(each.name, each.hint, each.name if bear[fold(each.name)] == 1 else each.told_apart)
        for each in begins[:MOST_SUGGESTED]
    ]


def names_in(text: str, *, by: Member, discussion: Discussion) -> Named:
    """Whom ``text`` names. Five queries for each of the first dozen @; none where there is none."""
    said, members, nobody, last = [], set(), [], 0
    for at, words in _attempts(text):
        if at < last:
            continue
        first = words[0].rstrip(_AFTER)
        found = _meant(words, _nameable(fold(first), first, by, discussion))
        if found is None:
            nobody.append(f"@{first}")
            continue
        member, length = found
        said += [text[last:at], mark_of(member)]
        members.add(member)
        last = at + 1 + length
    return Named("".join([*said, text[last:]]), members, tuple(dict.fromkeys(nobody)))


def _attempts(text: str) -> Iterator[tuple[int, list[str]]]:
    """Where each @ stands, and the words behind it on its line, with the spaces before them."""
    for found in list(_AT.finditer(text))[:MOST_LOOKED_AT]:
        line = text[found.end() :].partition("\n")[0]
        yield found.start(), [word.group() for word in _WORD.finditer(line)][:_MOST_WORDS]


def _meant(words: list[str], people: list[Nameable]) -> tuple[int, int] | None:
    """The one person these words begin with, by their longest name, and how many signs it takes. None for two."""
    by_name: dict[str, set[int]] = {}
    for each in people:
        for name in {each.name, each.told_apart}:
            by_name.setdefault(fold(name), set()).add(each.pk)
    for many in range(len(words), 0, -1):
        typed = "".join(words[:many])
        for name in dict.fromkeys([typed, typed.rstrip(_AFTER.replace(")", "")), typed.rstrip(_AFTER)]):
            if len(meant := by_name.get(fold(name), set())) == 1:
                return meant.pop(), len(name)
    return None


def _nameable(start: str, typed: str, by: Member, discussion: Discussion) -> list[Nameable]:
    spoke = Comment.objects.filter(discussion=discussion, pseudonymous=False).values("author")
    here = Member.objects.filter(pk__in=spoke, name__icontains=typed.strip()).order_by("pk")
    found = {pk: Nameable(pk, name) for pk, name in here.values_list("pk", "name")[:_MOST_ALIKE]}
    found |= {each.pk: each for find in _finds for each in find(by, start)}
    found.pop(by.pk, None)
    deaf = set().union(*(refuse(by, found.keys()) for refuse in _refusals))
    readers = readers_among(discussion.audience, found.keys() - deaf).values_list("pk", flat=True)
    return [found[pk] for pk in readers]
