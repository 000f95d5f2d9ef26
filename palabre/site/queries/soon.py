"""What one could come to: meetings of bodies and sessions of processes."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from palabre.core import clock
from palabre.governance.models import Meeting
from palabre.processes.models import Process, Session
from palabre.wishes.matching import Taste

FURTHEST = timedelta(days=60)
MOST = 4
MOST_LOOKED_AT = 40  # of each kind


@dataclass(frozen=True, slots=True)
class Coming:
    title: str
    what: str
    at: datetime
    href: str


def coming(viewer: Any, taste: Taste) -> list[Coming]:
    """Four within two months that the viewer may read, in order: those that fit their wishes best, else the next.

    Two queries.
    """
    soon = {"starts_at__gte": clock.now(), "starts_at__lt": clock.now() + FURTHEST}
    meetings = Meeting.objects.visible_to(viewer).filter(**soon).select_related("body").order_by("starts_at", "id")
    sessions = Session.objects.filter(process__in=Process.objects.visible_to(viewer), **soon)
    sessions = sessions.select_related("process").order_by("starts_at", "id")
    found = [_meeting(each, taste) for each in meetings[:MOST_LOOKED_AT]]
    found += [_session(each, taste) for each in sessions[:MOST_LOOKED_AT]]
    fitting = sorted(found, key=lambda pair: (-pair[0], pair[1].at))[:MOST]
    return sorted((each for _fits, each in fitting), key=lambda each: each.at)


def _meeting(meeting: Meeting, taste: Taste) -> tuple[int, Coming]:
    where = f"{meeting.body.name} {meeting.place}"
    fits = taste.of_coming(process=None, place=where, at=meeting.starts_at, video=False)
    return fits, Coming(meeting.body.name, meeting.place, meeting.starts_at, meeting.get_absolute_url())


def _session(session: Session, taste: Taste) -> tuple[int, Coming]:
    process, video = session.process, bool(session.link)
    fits = taste.of_coming(process=process.pk, place=session.title, at=session.starts_at, video=video)
    return fits, Coming(session.title, process.title, session.starts_at, process.get_absolute_url())
