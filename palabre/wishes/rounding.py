"""How totals are shown so that no group under five shows, in one total or between two. Arithmetic only.

``docs/decisions/0015-obstacles.md`` gives the reasons and the limits; ``tests/test_rounding.py`` attacks it.
"""

STEP = 5
HIDDEN = STEP - 1  # a branch that shows nothing holds this many at most


def shown(branches: dict[int, tuple[int, int]], everywhere: int) -> tuple[dict[int, int], int]:
    """What is shown of one obstacle: for each branch, and everywhere.

    Args:
        branches: id -> (how many said it, how many members the branch has). Every branch, also those where nobody did.
        everywhere: how many said it in the whole.
    Returns:
        Multiples of five, rounded down; 0 reads "fewer than five". The whole never says more than what the shown
        branches hold and what the others could hold with any one of them empty: so nobody can subtract their way to a
        branch under five.
    """
    figures = {branch: said - said % STEP for branch, (said, _members) in branches.items()}
    could_hide = [min(HIDDEN, members) for branch, (_said, members) in branches.items() if not figures[branch]]
    most = sum(figures.values()) + sum(could_hide) - max(could_hide, default=0)
    return figures, min(everywhere - everywhere % STEP, most - most % STEP)


def is_new(before: set[int], now: set[int]) -> bool:
    """Whether a total may be counted anew: at least five people came to it or left it since it was last counted."""
    return len(before ^ now) >= STEP
