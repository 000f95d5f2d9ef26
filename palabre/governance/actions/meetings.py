from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from palabre.commons.trail.record import record
from palabre.core import clock
from palabre.core.verdict import require
from palabre.governance import policies, verbs
from palabre.governance.actions.overdue import gather_overdue
from palabre.governance.models import Body, Meeting
from palabre.people.models import Member


@transaction.atomic
def call_meeting(body: Body, *, by: Member, starts_at: datetime, place: str = "") -> Meeting:
    """Call a meeting of ``body``, open to the body's readers.

    Overdue commitments that wait for a meeting are put on the body's next one. Recommendations are not: their
    meeting is the secretary's choice. Raises ``Refused`` when ``by`` may not, ``ValidationError`` (by field) when
    the date lies in the past or the body already meets at that time.
    """
    # Locked: two people may call the same meeting together. Others may still put things before the body meanwhile.
    body = Body.objects.select_for_update(of=("self",), no_key=True).get(pk=body.pk)
    require(policies.may_call_meeting(by, body))
    if starts_at <= clock.now():
        raise ValidationError({"starts_at": _("This time has passed. Please choose one that is still to come.")})
    if body.meetings.filter(starts_at=starts_at).exists():
        raise ValidationError({"starts_at": _("A meeting has already been called for this time.")})

    meeting = Meeting.objects.create(body=body, audience=body.audience, starts_at=starts_at, place=place.strip())
    record(verbs.MEETING_CALLED, meeting, by=by, body=body.pk, body_name=body.name)
    gather_overdue(body)
    return meeting
