"""Once a month: count what members said keeps them from coming. Never in between, and never for one person's change."""

import secrets
from collections import defaultdict
from collections.abc import Callable

from django.db import transaction

from palabre.core import clock
from palabre.people.models import Belonging, Branch
from palabre.wishes.models import Asking, Counted, Figure, Obstacle
from palabre.wishes.rounding import STEP, is_new, shown

Homes = dict[int, int]  # member -> home branch
Drawn = Callable[[], bool]
AT_ONCE = 2000  # rows written together


def one_of_two() -> bool:
    """Without it, the month in which a total moves would tell of whoever came that month."""
    return secrets.randbelow(2) == 0


def count_monthly() -> int:
    """The worker's round: on the first day of a month, or the first after it on which it runs. 1 when it counted."""
    today = clock.today()
    last = Asking.current().counted_on
    if last and (last.year, last.month) >= (today.year, today.month) and last <= today:
        return 0
    count_all(one_of_two)
    return 1


@transaction.atomic
def count_all(drawn: Drawn) -> None:
    """Count every obstacle, of members that belong today, in their (first) home branch and everywhere.

    A total moves only for five people or more, and at a cut drawn by lot: ``drawn`` says whether the lot falls on it.
    Any other stays as it was, to the digit. One transaction: two workers count one after the other.
    """
    Asking.objects.get_or_create(pk=1)
    asking = Asking.objects.select_for_update().get(pk=1)
    homes = _homes()
    sizes: dict[int, int] = defaultdict(int)
    for branch in homes.values():
        sizes[branch] += 1
    for kind in Obstacle.Kind.values:
        _count(kind, homes, sizes, drawn)
    asking.counted_on = clock.today()
    asking.save(update_fields=["counted_on"])


def _homes() -> Homes:
    """Where each member belongs today; who belongs twice is counted in the branch they have belonged to longest."""
    found: Homes = {}
    open_today = Belonging.objects.on(clock.today()).filter(member__is_active=True).order_by("from_on", "id")
    for member, branch in open_today.values_list("member", "branch").iterator(chunk_size=AT_ONCE):
        found.setdefault(member, branch)
    return found


def _count(kind: str, homes: Homes, sizes: dict[int, int], drawn: Drawn) -> None:
    said: dict[int | None, set[int]] = defaultdict(set)
    for member in Obstacle.objects.filter(kind=kind).values_list("member", flat=True).iterator(chunk_size=AT_ONCE):
        if branch := homes.get(member):
            said[branch].add(member)
            said[None].add(member)
    branches = list(Branch.objects.values_list("pk", flat=True))
    counts, moves = {}, False
    for place in (*branches, None):
        counts[place], moved = _frozen(kind, place, said[place], drawn)
        moves = moves or moved
    if not moves:
        return
    figures, everywhere = shown({pk: (counts[pk], max(sizes[pk], counts[pk])) for pk in branches}, counts[None])
    for branch, figure in figures.items():
        Figure.objects.filter(kind=kind, branch=branch).exclude(shown=figure).update(shown=figure)
    Figure.objects.filter(kind=kind, branch=None).exclude(shown=everywhere).update(shown=everywhere)


def _frozen(kind: str, branch: int | None, now: set[int], drawn: Drawn) -> tuple[int, bool]:
    """How many count in this total, and whether it moves: those of now, or of when it last moved.

    It moves when it would show something else, five people or more differ from those who stood behind it when it last
    moved, and the lot falls on it.
    """
    figure, _made = Figure.objects.get_or_create(kind=kind, branch_id=branch)  # type: ignore[misc]
    if len(now) // STEP == figure.counted // STEP:
        return figure.counted, False
    before = set(Counted.objects.filter(figure=figure).values_list("member", flat=True))
    if not (is_new(before, now) and drawn()):
        return figure.counted, False
    gone = sorted(before - now)
    for start in range(0, len(gone), AT_ONCE):
        Counted.objects.filter(figure=figure, member__in=gone[start : start + AT_ONCE]).delete()
    rows = (Counted(figure=figure, member_id=member) for member in sorted(now - before))
    Counted.objects.bulk_create(rows, batch_size=AT_ONCE)
    Figure.objects.filter(pk=figure.pk).update(counted=len(now), cut_on=clock.today())
    return len(now), True
