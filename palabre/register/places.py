"""Who is told of what opens in a place: those whose home branch it is, and those who follow it.

Groups and meetings know a place by its words only, so a branch is found by its name there.
"""

import re

from palabre.commons.trail.models import Entry
from palabre.commons.trail.verbs import Told, Why, tell_also
from palabre.core import clock
from palabre.governance.models import Meeting
from palabre.governance.verbs import MEETING_CALLED
from palabre.people.models import Belonging, Branch, BranchFollow
from palabre.processes.models import WorkingGroup
from palabre.processes.verbs.manuscripts import PUBLISHED


def branches_named(*words: str) -> list[int]:
    """Ids of the branches whose whole name stands in one of these, however written; the longer name first, so that
    “Saint-Malo” does not name “Malo”, nor “Paris Nord” a branch “Nord” where there is one called “Paris Nord”.
    """
    rest, found = "\n".join(words), []
    names = Branch.objects.values_list("pk", "name")
    for pk, name in sorted(names, key=lambda branch: -len(branch[1])):
        rest, times = re.subn(rf"(?<![\w-]){re.escape(name)}(?![\w-])", "", rest, flags=re.IGNORECASE)
        found += [pk] if times else []
    return found


def told_of_the_process(entry: Entry) -> Told:
    """Whose branch a group of the process bears in its name."""
    yield from _members_of(
        branches_named(*WorkingGroup.objects.filter(process=entry.subject_id).values_list("name", flat=True))
    )


def told_of_the_meeting(entry: Entry) -> Told:
    """Whose branch the place of the meeting names."""
    yield from _members_of(branches_named(*Meeting.objects.filter(pk=entry.subject_id).values_list("place", flat=True)))


def _members_of(branches: list[int]) -> Told:
    """Members today: those at home there, then those who follow it. Whoever left a branch today follows it no more."""
    today = clock.today()
    here = Belonging.objects.on(today)
    follow = BranchFollow.objects.filter(branch__in=branches, from_on__lte=today, until_on=None)
    for rows in (here.filter(branch__in=branches), follow.filter(member__in=here.values("member"))):
        for member in rows.order_by("member").values_list("member", flat=True).distinct():
            yield member, Why.PLACE


def add() -> None:
    tell_also([PUBLISHED], told_of_the_process)
    tell_also([MEETING_CALLED], told_of_the_meeting)
