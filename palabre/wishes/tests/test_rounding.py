"""Attacks on the totals: whoever subtracts learns of no group under five.

The attacker knows the rule, every branch, how many members each has, and every figure that is shown.
"""

import random
from collections import defaultdict
from itertools import chain, combinations, product

import pytest

from palabre.wishes.rounding import STEP, is_new, shown


def naive(branches, everywhere):
    """What one would do first: round each total for itself."""
    figures = {branch: said - said % STEP for branch, (said, _members) in branches.items()}
    return figures, everywhere - everywhere % STEP


def worlds(sizes, most):
    """Every way in which members may have said it, grouped by what is shown of it."""
    return [
        dict(enumerate(zip(counts, sizes, strict=True)))
        for counts in product(*(range(min(size, most) + 1) for size in sizes))
    ]


def leaks(rule, sizes, most=11):
    """Small groups that show: unions of hidden branches of which one learns that 1 to 4 people said it; or, of one
    hidden branch, that somebody did.
    """
    seen = defaultdict(list)
    for world in worlds(sizes, most):
        figures, everywhere = rule(world, sum(said for said, _members in world.values()))
        seen[tuple(sorted(figures.items())), everywhere].append([world[branch][0] for branch in range(len(sizes))])
    for (figures, everywhere), consistent in seen.items():
        hidden = [branch for branch, figure in figures if not figure]
        unions = chain.from_iterable(combinations(hidden, size) for size in range(1, len(hidden) + 1))
        for union in unions:
            sums = [sum(counts[branch] for branch in union) for counts in consistent]
            if (min(sums) >= 1 and max(sums) < STEP) or (len(union) == 1 and min(sums) >= 1):
                yield figures, everywhere, union, min(sums), max(sums)


SIZES = [(9, 9), (11, 11, 11), (3, 11, 11), (1, 2, 11), (4, 4, 4, 4), (8, 8, 8, 8), (2, 4, 6, 8), (4, 4, 4, 4, 4)]


@pytest.mark.parametrize("sizes", SIZES)
def test_no_difference_shows_a_group_under_five(sizes):
    assert list(leaks(shown, sizes)) == []


def test_the_attack_does_see_what_rounding_alone_gives_away():
    """Four people in each of five branches: 20 in all, so that each branch must have exactly four."""
    found = list(leaks(naive, (4, 4, 4, 4, 4)))
    assert found
    assert found[0][3] >= 1


def test_what_is_shown_is_never_more_than_what_was_said_and_never_under_five():
    chance = random.Random(1)
    for _ in range(3000):
        sizes = [chance.choice([0, 1, 3, 5, 20, 200]) for _ in range(chance.randint(1, 12))]
        branches = {number: (chance.randint(0, size), size) for number, size in enumerate(sizes)}
        everywhere = sum(said for said, _members in branches.values())
        figures, whole = shown(branches, everywhere)
        assert all(figure % STEP == 0 and figure <= branches[branch][0] for branch, figure in figures.items())
        assert whole % STEP == 0
        assert whole <= everywhere
        assert whole >= sum(figures.values()) - sum(figures.values()) % STEP


def test_many_small_branches_are_heard_together():
    """Three people with stairs in each of ten branches are thirty, though no branch shows any."""
    figures, whole = shown(dict.fromkeys(range(10), (3, 50)), 30)
    assert set(figures.values()) == {0}
    assert whole == 30


def test_a_total_moves_for_five_people_only():
    assert not is_new({1, 2, 3}, {4})
    assert is_new({1, 2, 3}, {4, 5})
    assert not is_new(set(), {1, 2, 3, 4})
