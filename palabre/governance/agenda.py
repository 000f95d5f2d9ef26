"""What stands before a body, and when it meets next. Building blocks: no policy, no record; the caller does both."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Max, Q

from palabre.core import clock
from palabre.governance.models import AgendaItem, AgendaPoint, Body, Meeting, Passage
from palabre.people.models import Audience


@dataclass(frozen=True, slots=True)
class Point:
    """One question to be answered: for a recommendation, one measure. ``text`` is plain text."""

    reference: str
    title: str
    text: str


def put_before(
    body: Body,
    *,
    title: str,
    points: Sequence[Point],
    audience: Audience,
    source: AgendaItem.Source = AgendaItem.Source.RECOMMENDATION,
    meeting: Meeting | None = None,
) -> AgendaItem:
    """Put something before ``body``: one item, one point a question (of a recommendation, a measure).

    Called inside the action of whoever refers. Without ``meeting``, the body's secretary chooses it later.
    """
    item = AgendaItem.objects.create(
        body=body,
        title=title,
        source=source,
        audience=audience,
        meeting=meeting,
        position=last_place(meeting) if meeting else 0,
    )
    AgendaPoint.objects.bulk_create(
        AgendaPoint(item=item, position=position, reference=point.reference, title=point.title, text=point.text)
        for position, point in enumerate(points, start=1)
    )
    return item


def last_place(meeting: Meeting) -> int:
    """The place behind all that stands on the agenda of ``meeting``."""
    return (meeting.items.aggregate(last=Max("position"))["last"] or 0) + 1


def is_left_over() -> Q:
    """For items: on no agenda, or on one whose meeting is over: its day has passed, and where its sitting was kept,
    the next one as well (it may have gone on past midnight).
    """
    today, yesterday = clock.start_of(clock.today()), clock.start_of(clock.today() - timedelta(days=1))
    kept = Q(meeting__in=Passage.objects.filter(meeting__starts_at__gte=yesterday).values("meeting"))
    return Q(meeting__isnull=True) | (Q(meeting__starts_at__lt=today) & ~kept)


def put_own(meeting: Meeting, *, title: str, text: str, kind: str, source: str, **said: Any) -> AgendaItem:
    """Put something of the body's own on the agenda of ``meeting``; what it decides on gets a point to be decided."""
    item = AgendaItem.objects.create(
        body=meeting.body, meeting=meeting, audience=meeting.audience, title=title, kind=kind, source=source, **said
    )
    if kind == AgendaItem.Kind.DECISION:
        AgendaPoint.objects.create(item=item, position=1, title=title, text=text)
    return item


def next_meeting(body: Body) -> Meeting | None:
    """The first meeting of ``body`` that has not begun."""
    return Meeting.objects.filter(body=body, starts_at__gt=clock.now()).order_by("starts_at", "id").first()
