"""What one could come to: meetings of bodies and sessions of processes."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from palabre.core import clock
from palabre.governance.models import Meeting
from palabre.processes.models import Process, Session

FURTHEST = timedelta(days=60)
MOST = 4


@dataclass(frozen=True, slots=True)
class Coming:
    title: str
    what: str
    at: datetime
    href: str


def coming(viewer: Any) -> list[Coming]:
    """The next four within two months that the viewer may read. Two queries."""
    soon = {"starts_at__gte": clock.now(), "starts_at__lt": clock.now() + FURTHEST}
    meetings = Meeting.objects.visible_to(viewer).filter(**soon).select_related("body").order_by("starts_at", "id")
    sessions = Session.objects.filter(process__in=Process.objects.visible_to(viewer), **soon)
    sessions = sessions.select_related("process").order_by("starts_at", "id")
    found = [Coming(each.body.name, each.place, each.starts_at, each.get_absolute_url()) for each in meetings[:MOST]]
    found += [
        Coming(each.title, each.process.title, each.starts_at, each.process.get_absolute_url())
        for each in sessions[:MOST]
    ]
    return sorted(found, key=lambda each: each.at)[:MOST]
