"""What of the processes someone follows: whole documents, recommendations, measures."""

from typing import Any

from palabre.processes.models import Measure, Process, Recommendation
from palabre.processes.queries.discussed import Discussed, reference_of

MOST = 100  # of each kind


def followed_by(member: Any) -> list[tuple[str, Discussed]]:
    """``(reference, thing)`` of what they follow and may read, the whole documents first. Three queries."""
    found: list[tuple[str, Discussed]] = []
    for things in (Process.objects, Recommendation.objects, Measure.objects.select_related("recommendation")):
        followed = things.visible_to(member).filter(discussion__follows__member=member)
        found += [(reference_of(thing), thing) for thing in followed.order_by("pk")[:MOST]]
    return found
