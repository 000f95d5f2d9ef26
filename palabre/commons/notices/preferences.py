"""What a member wants to be told. Called by this chapter's pages and inside actions; takes no policy, records nothing.

Nothing of it is in the trail: how someone reads their mail is nobody's business and proves nothing.
"""

from django.db import transaction
from django.db.models import DateTimeField, Value
from django.db.models.functions import Coalesce

from palabre.commons.notices.models import Mute, Notice, Rhythm
from palabre.core import clock
from palabre.people.models import Member


def pace_of(member: Member) -> str:
    """How often ``member`` wants mail; daily when nothing was said."""
    return Rhythm.objects.filter(member=member).values_list("pace", flat=True).first() or Rhythm.Pace.DAILY


@transaction.atomic
def set_pace(member: Member, pace: str) -> str:
    """From now on mail ``member`` at this pace; give the pace before. With ``never``, what was owed is owed no more."""
    before = pace_of(member)
    Rhythm.objects.update_or_create(member=member, defaults={"pace": pace})
    if pace == Rhythm.Pace.NEVER:
        Notice.objects.filter(member=member, mailed_at=None).update(mailed_at=clock.now())
    return before


@transaction.atomic
def mute(member: Member, kind: str, pk: int) -> None:
    """Tell ``member`` nothing more about this thing. What was told stays on their page."""
    Mute.objects.get_or_create(member=member, about_kind=kind, about_id=pk)
    owed = Notice.objects.filter(member=member, about_kind=kind, about_id=pk, mailed_at=None)
    owed.update(mailed_at=clock.now())


def unmute(member: Member, kind: str, pk: int) -> None:
    """Tell ``member`` about this thing again, from now on. What happened meanwhile is not told afterwards."""
    Mute.objects.filter(member=member, about_kind=kind, about_id=pk).delete()


def mark_read(member: Member, up_to: int) -> int:
    """Mark every notice up to this id as read; no mail repeats it. A later one that nobody saw stays unread."""
    now = clock.now()
    mailed = Coalesce("mailed_at", Value(now, DateTimeField()))
    return Notice.objects.filter(member=member, read_at=None, pk__lte=up_to).update(read_at=now, mailed_at=mailed)
