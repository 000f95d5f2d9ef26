"""A legal entity's vocabulary: its statuses, and what its colleges weigh."""

from dataclasses import dataclass
from datetime import date

from palabre.core import clock
from palabre.people.models import Belonging, College, CollegeWeight, Entity, Status, weights_on


@dataclass(frozen=True, slots=True)
class Weighed:
    """A college: what it weighs today, and every weight that was written, the newest first."""

    college: College
    percent: int
    changes: list[CollegeWeight]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """``total_percent``: of all colleges, today."""

    statuses: list[Status]
    colleges: list[Weighed]
    total_percent: int


def vocabulary_of(entity: Entity) -> Vocabulary:
    """Five queries, whatever there is."""
    weights = weights_on(clock.today(), entity=entity)
    changes: dict[int, list[CollegeWeight]] = {}
    written = CollegeWeight.objects.filter(college__entity=entity).select_related("inscription__by")
    for change in written.order_by("-from_on", "-pk"):
        changes.setdefault(change.college_id, []).append(change)
    colleges = College.objects.filter(entity=entity).order_by("name")
    return Vocabulary(
        statuses=list(Status.objects.filter(entity=entity).order_by("name")),
        colleges=[Weighed(each, weights[each.pk], changes.get(each.pk, [])) for each in colleges],
        total_percent=sum(weights.values()),
    )


def voices_on(entity: Entity, day: date) -> dict[int, int]:
    """How many could vote on ``day``, by college id. One query."""
    lines = Belonging.objects.voting_on(day).filter(entity=entity).values_list("college", flat=True)
    found: dict[int, int] = {}
    for college in lines.iterator():
        found[college] = found.get(college, 0) + 1
    return found
