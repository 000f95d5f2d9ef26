"""Meetings to take home: minutes and agenda on paper, meetings for one's calendar."""

import hashlib
import json
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.text import slugify
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_cookie

from palabre.commons.texts.printing.paper import printed
from palabre.commons.trail.seals import newest_mark
from palabre.core import clock
from palabre.core.calendars import MEDIA_TYPE, Happening, calendar_of
from palabre.core.http import handed_over
from palabre.governance.models import Body, Meeting, OpenHour
from palabre.governance.queries.minutes import readable_minutes
from palabre.governance.queries.printing import printed_agenda, printed_convocation, printed_minutes

LASTS = timedelta(hours=2)  # what a calendar shows of a meeting whose end nobody has said
MOST = 200  # meetings, and open hours, in a feed: the last ones, and all that are to come
NAMED = 60


@login_not_required
@require_safe
@vary_on_cookie
def minutes_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(readable_minutes(request.user), meeting=pk)
    newest = found.corrections.order_by("-id").values_list("at", flat=True).first()
    assert found.current is not None
    return _paper(request, printed_minutes(found, request.user), at=newest or found.current.at)


@login_not_required
@require_safe
@vary_on_cookie
def agenda_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    meeting = _meeting(request, pk)
    return _paper(request, printed_agenda(meeting, request.user), at=meeting.starts_at)


@login_not_required
@require_safe
@vary_on_cookie
def convocation_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    meeting = _meeting(request, pk)
    return _paper(request, printed_convocation(meeting, request.user), at=meeting.called_at or meeting.starts_at)


@login_not_required
@require_safe
@vary_on_cookie
def meeting_ics(request: HttpRequest, pk: int) -> HttpResponse:
    meeting = _meeting(request, pk)
    return _calendar(request, meeting.body.name, [_happening(meeting)])


@login_not_required
@require_safe
@vary_on_cookie
def body_ics(request: HttpRequest, pk: int) -> HttpResponse:
    """The meetings and the open hours of a body, held and to come, as a calendar to subscribe to."""
    body = get_object_or_404(Body.objects.visible_to(request.user), pk=pk)
    met = Meeting.objects.visible_to(request.user).filter(body=body).select_related("body")
    hours = OpenHour.objects.visible_to(request.user).filter(body=body).select_related("body")
    happenings = [_happening(meeting) for meeting in met.order_by("-starts_at", "-id")[:MOST]]
    happenings += [_open_happening(hour) for hour in hours.order_by("-from_at", "-id")[:MOST]]
    return _calendar(request, body.name, happenings)


@login_not_required
@require_safe
@vary_on_cookie
def open_hour_ics(request: HttpRequest, pk: int) -> HttpResponse:
    hour = get_object_or_404(OpenHour.objects.visible_to(request.user).select_related("body"), pk=pk)
    return _calendar(request, hour.about, [_open_happening(hour)])


def _meeting(request: HttpRequest, pk: int) -> Meeting:
    return get_object_or_404(Meeting.objects.visible_to(request.user).select_related("body", "rulebook"), pk=pk)


def _paper(request: HttpRequest, said: dict[str, Any], *, at: datetime) -> HttpResponse:
    seal = newest_mark()
    words = json.dumps([settings.RELEASE, said, seal], ensure_ascii=False, sort_keys=True, default=str)
    return handed_over(
        request,
        name=f"{slugify(said['title'])[:NAMED].strip('-')}.pdf",
        media_type="application/pdf",
        etag=hashlib.sha256(words.encode()).hexdigest()[:32],
        write=lambda: printed(said, at=at, seal=seal),
    )


def _calendar(request: HttpRequest, name: str, happenings: list[Happening]) -> HttpResponse:
    calendar = calendar_of(name, happenings)
    return handed_over(
        request,
        name=f"{slugify(name)[:NAMED].strip('-') or 'calendar'}.ics",
        media_type=MEDIA_TYPE,
        etag=hashlib.sha256(calendar).hexdigest()[:32],
        write=lambda: calendar,
    )


def _happening(meeting: Meeting) -> Happening:
    return Happening(
        uid=f"meeting-{meeting.pk}@{settings.SITE_URL.partition('://')[2]}",
        title=meeting.body.name,
        starts_at=meeting.starts_at,
        lasts=LASTS,
        changed_at=min(meeting.starts_at, clock.start_of(clock.today())),
        place=meeting.place,
        url=f"{settings.SITE_URL}{meeting.get_absolute_url()}",
    )


def _open_happening(hour: OpenHour) -> Happening:
    return Happening(
        uid=f"open-hour-{hour.pk}@{settings.SITE_URL.partition('://')[2]}",
        title=f"{hour.body.name} – {hour.about}",
        starts_at=hour.from_at,
        lasts=hour.until_at - hour.from_at,
        changed_at=hour.changed_at,
        place=" – ".join(filter(None, (hour.place, hour.link))),
        url=f"{settings.SITE_URL}{hour.get_absolute_url()}",
        called_off=hour.is_called_off,
    )
