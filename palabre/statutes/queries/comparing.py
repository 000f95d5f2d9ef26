"""Two versions of a founding text, article by article and word by word."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from typing import Literal

from django.utils.safestring import SafeString

from palabre.commons.texts.difference import words_between
from palabre.commons.texts.models import Revision
from palabre.statutes.models import Clause, Statutes
from palabre.statutes.wholes import Written, same_words

Change = Literal["same", "changed", "renumbered", "added", "repealed"]


@dataclass(frozen=True, slots=True)
class ArticleDifference:
    """An article in both versions. ``number`` is the newer one's, ``older_number`` the other's where it differs."""

    number: str
    older_number: str
    title: SafeString
    html: SafeString
    change: Change


@dataclass(frozen=True, slots=True)
class Comparison:
    """Those whose words differ, in the newer version's order, repealed ones last; those that only have another number;
    ``same`` counts the others.
    """

    differing: list[ArticleDifference]
    renumbered: list[ArticleDifference]
    same: int


def compared(older: Sequence[Clause], newer: Sequence[Clause]) -> Comparison:
    """Clauses of two versions of one text, each with its ``revision``."""
    before = {clause.article_id: clause for clause in older}
    after = {clause.article_id for clause in newer}
    lines = [_difference(before.get(clause.article_id), clause) for clause in newer]
    lines += [_difference(clause, None) for clause in older if clause.article_id not in after]
    return _sorted(lines)


def proposed(there: Sequence[Clause], matched: dict[int, Clause], articles: Sequence[Written]) -> Comparison:
    """What recording ``articles`` would change; ``matched`` says which clause each continues, by its place."""
    lines = [_difference(matched.get(place), _as_clause(written)) for place, written in enumerate(articles)]
    kept = {clause.pk for clause in matched.values()}
    lines += [_difference(clause, None) for clause in there if clause.pk not in kept]
    return _sorted(lines)


def clauses_of(statutes: Statutes, *numbers: int) -> Iterator[list[Clause]]:
    """The clauses of these versions, each list in order. One query."""
    there = Clause.objects.filter(adoption__statutes=statutes, adoption__number__in=numbers)
    there = there.select_related("revision", "adoption").order_by("position")
    for number in numbers:
        yield [clause for clause in there if clause.adoption.number == number]


def _as_clause(written: Written) -> Clause:
    return Clause(
        number=written.number, section=written.section, revision=Revision(title=written.title, html=written.html)
    )


def _sorted(lines: list[ArticleDifference]) -> Comparison:
    differing = [line for line in lines if line.change not in ("same", "renumbered")]
    renumbered = [line for line in lines if line.change == "renumbered"]
    return Comparison(differing, renumbered, len(lines) - len(differing) - len(renumbered))


def _difference(old: Clause | None, new: Clause | None) -> ArticleDifference:
    change: Change = "changed"
    if old is None or new is None:
        change = "added" if old is None else "repealed"
    elif old.revision.title == new.revision.title and same_words(new.revision.html, old.revision.html):
        change = "same" if old.number == new.number else "renumbered"
    if old is None or new is None:  # nothing to compare it with: it is read as it is
        [shown] = filter(None, (old, new))
        title, html = (words_between(words, words) for words in _words(shown))
        return ArticleDifference(shown.number, "", title, html, change)
    title, html = (words_between(*words) for words in zip(_words(old), _words(new), strict=True))
    return ArticleDifference(new.number, old.number if old.number != new.number else "", title, html, change)


def _words(clause: Clause) -> tuple[str, str]:
    return escape(clause.revision.title), clause.revision.html
