from django.db import transaction

from palabre.commons.trail.record import record
from palabre.core.verdict import require
from palabre.governance import policies, verbs
from palabre.governance.agenda import last_place
from palabre.governance.models import AgendaItem, Meeting
from palabre.people.models import Member


@transaction.atomic
def schedule_item(item: AgendaItem, *, by: Member, meeting: Meeting) -> AgendaItem:
    """Put ``item`` on the agenda of ``meeting``, or move it there while nothing of it is decided.

    Putting it where it already stands changes nothing and records nothing. Raises ``Refused`` when ``by`` may not,
    or the meeting is of another body or has begun.
    """
    item = AgendaItem.objects.select_for_update(of=("self",), no_key=True).get(pk=item.pk)
    meeting = Meeting.objects.get(pk=meeting.pk)
    require(policies.may_schedule(by, item, meeting))
    if item.meeting_id == meeting.pk:
        return item

    item.meeting, item.position = meeting, last_place(meeting)
    item.save(update_fields=["meeting", "position"])
    record(verbs.ITEM_SCHEDULED, item, by=by, body=item.body_id, body_name=item.body.name, meeting=meeting.pk)
    return item
