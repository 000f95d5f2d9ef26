from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from palabre.commons.trail.record import record
from palabre.core import clock
from palabre.core.components.dates import day_of
from palabre.core.lines import on_one_line
from palabre.core.verdict import require
from palabre.governance import policies, verbs
from palabre.governance.actions.overdue import gather_overdue
from palabre.governance.actions.requests_due import gather_requests
from palabre.governance.beginning import ALONE, Start, begin_with
from palabre.governance.convening import notice_for, why_too_soon
from palabre.governance.models import Body, Meeting
from palabre.governance.ruled import rulebook_of
from palabre.people.models import Member


@transaction.atomic
def call_meeting(
    body: Body, *, by: Member, starts_at: datetime, place: str = "", urgent_because: str = "", start: Start = ALONE
) -> Meeting:
    """Call a meeting of ``body``, open to the body's readers, under the rules of today.

    Its standing items open the agenda, with what ``start`` says: a template, or the agenda of last time. Overdue
    commitments and members' points that wait for a meeting are put on the body's next one. Recommendations are not:
    their meeting is the secretary's choice. Raises ``Refused`` when ``by`` may not, ``ValidationError`` (by field) when
    the date lies in the past, the body already meets at that time, or it is convened later than the rules allow
    (``convening``).
    """
    # Locked: two people may call the same meeting together. Others may still put things before the body meanwhile.
    body = Body.objects.select_for_update(of=("self",), no_key=True).get(pk=body.pk)
    require(policies.may_call_meeting(by, body))
    if starts_at <= clock.now():
        raise ValidationError({"starts_at": _("This time has passed. Please choose one that is still to come.")})
    if body.meetings.filter(starts_at=starts_at).exists():
        raise ValidationError({"starts_at": _("A meeting has already been called for this time.")})

    urgent_because = on_one_line(urgent_because)
    notice = notice_for(body)
    if wrong := why_too_soon(notice, starts_at, urgent_because, by):
        raise ValidationError(wrong)
    in_time = notice is None or day_of(starts_at) >= notice.first_day
    meeting = Meeting.objects.create(
        body=body,
        audience=body.audience,
        starts_at=starts_at,
        place=place.strip(),
        rulebook=rulebook_of(body),
        urgent_because="" if in_time else urgent_because,
    )
    begin_with(meeting, start)
    record(verbs.MEETING_CALLED, meeting, by=by, body=body.pk, body_name=body.name)
    gather_overdue(body)
    gather_requests(body)
    return meeting
