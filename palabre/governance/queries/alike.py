"""Members' points that say much the same as one being written, shown before it is sent."""

from typing import Any

from django.db.models import Q

from palabre.core.stemming import stems
from palabre.governance.models import AgendaRequest, Body

MOST_ALIKE, LOOKED_THROUGH = 3, 300
ENOUGH_IN_COMMON = 0.5  # of the words of the shorter title


def alike(body: Body, viewer: Any, title: str) -> list[AgendaRequest]:
    """Points before the body, not decided yet, whose titles say much the same: the nearest first. One query."""
    asked = set(stems(title))
    there = (
        AgendaRequest.objects.visible_to(viewer)
        .filter(body=body)
        .filter(Q(state__in=AgendaRequest.OPEN) | Q(item__closed_at=None, item__isnull=False))
    )
    scored = []
    for each in there.order_by("-proposed_at", "-id")[:LOOKED_THROUGH]:
        words = set(stems(each.title))
        common = len(asked & words) / max(min(len(asked), len(words)), 1)
        if common >= ENOUGH_IN_COMMON:
            scored.append((-common, -each.pk, each))
    return [each for *_order, each in sorted(scored, key=lambda row: row[:2])[:MOST_ALIKE]]
