"""Which article of a version continues which of the version before."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from palabre.core.folding import fold
from palabre.statutes.models import Clause
from palabre.statutes.wholes import Written

Thing = TypeVar("Thing")


def matched_with(there: list[Clause], articles: Sequence[Written]) -> dict[int, Clause]:
    """Which clause of the version before each article continues, by its place. Titles first, then numbers."""
    found: dict[int, Clause] = {}
    ways: list[tuple[Callable[[Clause], str], Callable[[Written], str]]] = [
        (lambda clause: fold(clause.revision.title), lambda written: fold(written.title)),
        (lambda clause: clause.number, lambda written: written.number),
    ]
    for of_clause, of_written in ways:
        taken = {clause.pk for clause in found.values()}
        old = _alone((of_clause(clause), clause) for clause in there if clause.pk not in taken)
        new = _alone((of_written(each), place) for place, each in enumerate(articles) if place not in found)
        found |= {new[key]: old[key] for key in old.keys() & new.keys() if key}
    return found


def _alone(pairs: Iterable[tuple[str, Thing]]) -> dict[str, Thing]:
    """By its key, each thing whose key no other has."""
    pairs = list(pairs)
    counted = Counter(key for key, _thing in pairs)
    return {key: thing for key, thing in pairs if counted[key] == 1}
