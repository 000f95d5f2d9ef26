"""What stands before a body, and when it meets next. Building blocks: no policy, no record; the caller does both."""

from collections.abc import Sequence
from dataclasses import dataclass

from palabre.core import clock
from palabre.governance.models import AgendaItem, AgendaPoint, Body, Meeting
from palabre.people.models import Audience


@dataclass(frozen=True, slots=True)
class Point:
    """One question to be answered: for a recommendation, one measure. ``text`` is plain text."""

    reference: str
    title: str
    text: str


def put_before(body: Body, *, title: str, points: Sequence[Point], audience: Audience) -> AgendaItem:
    """Put a recommendation before ``body``: one item, one point a measure, not yet in a meeting.

    Called inside the action of whoever refers. The body's secretary chooses the meeting later.
    """
    item = AgendaItem.objects.create(body=body, title=title, source=AgendaItem.Source.RECOMMENDATION, audience=audience)
    AgendaPoint.objects.bulk_create(
        AgendaPoint(item=item, position=position, reference=point.reference, title=point.title, text=point.text)
        for position, point in enumerate(points, start=1)
    )
    return item


def next_meeting(body: Body) -> Meeting | None:
    """The first meeting of ``body`` that has not begun."""
    return Meeting.objects.filter(body=body, starts_at__gt=clock.now()).order_by("starts_at", "id").first()
