"""Meetings and their items as their pages show them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Prefetch, QuerySet

from palabre.governance.models import (
    AgendaItem,
    AgendaPoint,
    Commitment,
    Count,
    Decision,
    Meeting,
    PublishedAgenda,
)
from palabre.governance.queries.counts import Counted, counted_of
from palabre.governance.queries.papers import PaperLine, Papers
from palabre.governance.queries.publishing import Publication


def draft_key(point: AgendaPoint) -> str:
    return f"decision-{point.pk}"


@dataclass(frozen=True, slots=True)
class PointLine:
    """A point, what was decided on it (if it was), its line in the register, and its votes as they were counted."""

    point: AgendaPoint
    decision: Decision | None
    commitment: Commitment | None
    counted: Counted | None = None

    @property
    def draft(self) -> str:
        """The key under which a browser kept what was typed for this point."""
        return draft_key(self.point)


@dataclass(frozen=True, slots=True)
class ItemLine:
    """An item on an agenda with its points. ``left`` counts the points without a decision.

    ``late`` is the version of the published agenda that added it after its day. ``added``, ``otherwise``: it stands
    there since the agenda was published, or stands there otherwise. ``papers`` are those of the item.
    """

    item: AgendaItem
    points: list[PointLine]
    late: PublishedAgenda | None = None
    added: bool = False
    otherwise: bool = False
    papers: Sequence[PaperLine] = ()

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


def meeting_page(
    meeting: Meeting, viewer: Any, published: Publication | None = None, papers: Papers | None = None
) -> MeetingPage:
    """Five queries, however long the agenda. With ``published``, each line says what it was not published with."""
    beside = papers.by_item if papers else {}
    items = AgendaItem.objects.visible_to(viewer)
    waiting = items.filter(body=meeting.body, meeting=None, closed_at=None).order_by("id")
    return MeetingPage(
        meeting=meeting,
        items=[
            item_line(item, papers=beside.get(item.pk, ()), **_since(item, published))
            for item in with_points(items.filter(meeting=meeting))
        ],
        waiting=[] if meeting.has_begun else list(waiting),
    )


def _since(item: AgendaItem, published: Publication | None) -> dict[str, Any]:
    if published is None:
        return {}
    return {
        "late": published.late_items.get(item.pk),
        "added": item.pk in published.added,
        "otherwise": item.pk in published.otherwise,
    }


def with_points(items: QuerySet[AgendaItem]) -> QuerySet[AgendaItem]:
    """Items with all their pages show: body, meeting, points, decisions, commitments, counts."""
    counts = Prefetch("counts", Count.objects.order_by("id"))
    points = AgendaPoint.objects.select_related("decision__commitment", "decision__number").order_by("position", "id")
    points = points.prefetch_related(counts)
    return (
        items.select_related("body", "meeting", "commitment", "presenter", "request__author")
        .prefetch_related(Prefetch("points", points))
        .order_by("position", "id")
    )


def item_line(item: AgendaItem, *, at: int | None = None, **said: Any) -> ItemLine:
    """``at``: as it went at that meeting, whatever became of it at another one since; ``said`` is of the line."""
    return ItemLine(item, [_point_line(item, point, at) for point in item.points.all()], **said)


def _point_line(item: AgendaItem, point: AgendaPoint, at: int | None) -> PointLine:
    decision: Decision | None
    try:
        decision = point.decision if at in (None, point.decision.meeting_id) else None
    except ObjectDoesNotExist:
        decision = None
    meeting = at or (decision.meeting_id if decision else item.meeting_id)
    counted = counted_of(count for count in point.counts.all() if count.meeting_id == meeting)
    return PointLine(point, decision, commitment_of(decision, item) if decision else item.commitment, counted)


def commitment_of(decision: Decision, item: AgendaItem) -> Commitment | None:
    """The line of the register a decision wrote: the one that came back, or the one it opened."""
    return item.commitment or getattr(decision, "commitment", None)
