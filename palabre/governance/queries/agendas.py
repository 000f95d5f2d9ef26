"""Meetings and their items as their pages show them."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Prefetch, QuerySet

from palabre.governance.models import AgendaItem, AgendaPoint, Commitment, Decision, Meeting


def draft_key(point: AgendaPoint) -> str:
    return f"decision-{point.pk}"


@dataclass(frozen=True, slots=True)
class PointLine:
    """A point, what was decided on it (if it was), and its line in the register."""

    point: AgendaPoint
    decision: Decision | None
    commitment: Commitment | None

    @property
    def draft(self) -> str:
        """The key under which a browser kept what was typed for this point."""
        return draft_key(self.point)


@dataclass(frozen=True, slots=True)
class ItemLine:
    """An item on an agenda with its points. ``left`` counts the points without a decision."""

    item: AgendaItem
    points: list[PointLine]

    @property
    def left(self) -> int:
        return sum(line.decision is None for line in self.points)


@dataclass(frozen=True, slots=True)
class MeetingPage:
    """``waiting``: items of the body on no agenda, shown to whoever may put them on this one."""

    meeting: Meeting
    items: list[ItemLine]
    waiting: list[AgendaItem]

    @property
    def left(self) -> int:
        return sum(line.left for line in self.items)

    @property
    def first_undecided(self) -> AgendaItem | None:
        return next((line.item for line in self.items if line.left), None)


def meeting_page(meeting: Meeting, viewer: Any) -> MeetingPage:
    """Four queries, however long the agenda."""
    items = AgendaItem.objects.visible_to(viewer)
    waiting = items.filter(body=meeting.body, meeting=None, closed_at=None).order_by("id")
    return MeetingPage(
        meeting=meeting,
        items=[item_line(item) for item in with_points(items.filter(meeting=meeting))],
        waiting=[] if meeting.has_begun else list(waiting),
    )


def with_points(items: QuerySet[AgendaItem]) -> QuerySet[AgendaItem]:
    """Items with all their pages show: body, meeting, points, decisions, commitments."""
    points = AgendaPoint.objects.select_related("decision__commitment").order_by("position", "id")
    return (
        items.select_related("body", "meeting", "commitment")
        .prefetch_related(Prefetch("points", points))
        .order_by("id")
    )


def item_line(item: AgendaItem) -> ItemLine:
    return ItemLine(item, [_point_line(item, point) for point in item.points.all()])


def _point_line(item: AgendaItem, point: AgendaPoint) -> PointLine:
    try:
        decision = point.decision
    except ObjectDoesNotExist:
        return PointLine(point, None, item.commitment)
    return PointLine(point, decision, commitment_of(decision, item))


def commitment_of(decision: Decision, item: AgendaItem) -> Commitment | None:
    """The line of the register a decision wrote: the one that came back, or the one it opened."""
    return item.commitment or getattr(decision, "commitment", None)


def decisions(viewer: Any) -> QuerySet[Decision]:
    """Every decision the viewer may read, the newest first, with what its line shows."""
    found = Decision.objects.visible_to(viewer).select_related("point__item__body", "meeting", "commitment")
    return found.order_by("-at", "-id")
