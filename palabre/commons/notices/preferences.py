"""What a member wants to be told. Called by this chapter's pages and inside actions; takes no policy, records nothing.

Nothing of it is in the trail: how someone reads their mail is nobody's business and proves nothing.
"""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q

from palabre.commons.notices.models import Broadcast, BroadcastMail, Device, Mute, Notice, Rhythm, Trouble, usual_pace
from palabre.commons.notices.slots import next_slot
from palabre.core import clock
from palabre.people.models import Member

A_TRIAL = timedelta(hours=1)  # between two mails that somebody asks for to try their address


def rhythm_of(member: Member) -> Rhythm:
    """What ``member`` chose about mail, or (unsaved) what holds for whoever chose nothing."""
    return Rhythm.objects.filter(member=member).first() or Rhythm(member=member)


@transaction.atomic
def choose_rhythm(member: Member, **chosen: Any) -> None:
    """From now on mail ``member`` like this: ``pace``, ``hour``, ``weekday``, ``zone``, ``budget``, any of them.

    With the pace "never", what was owed is owed no more (convocations apart). What was held back is looked at again, so
    that a larger budget counts at once.
    """
    defaults = {**chosen, "held_until": clock.now()}
    Rhythm.objects.update_or_create(
        member=member, defaults=defaults, create_defaults={"pace": usual_pace(), **defaults}
    )
    Device.objects.filter(member=member).update(not_before=None)
    _plan_messages(member)
    if chosen.get("pace") == Rhythm.Pace.NEVER:
        Notice.objects.filter(member=member, mailed_at=None, legal=False).update(mailed_at=clock.now())


def _plan_messages(member: Member) -> None:
    """Messages of the cooperative that are still to be mailed follow what they chose; what the law owes does not."""
    owed = BroadcastMail.objects.filter(member=member, state=BroadcastMail.State.OWED, legal=False)
    rhythm, now = rhythm_of(member), clock.now()
    if rhythm.pace == Rhythm.Pace.NEVER:
        owed.update(state=BroadcastMail.State.WISH, at=now)
    else:
        owed.update(at=next_slot(rhythm.pace, rhythm.hour, rhythm.weekday, rhythm.zone, now))


@transaction.atomic
def set_pace(member: Member, pace: str) -> str:
    """Only the pace, as ``choose_rhythm``; gives the pace before."""
    before = rhythm_of(member).pace
    choose_rhythm(member, pace=pace)
    return before


@transaction.atomic
def mute(member: Member, kind: str, pk: int) -> None:
    """Tell ``member`` nothing more about this thing, convocations apart. What was told stays on their page."""
    Mute.objects.get_or_create(member=member, about_kind=kind, about_id=pk)
    owed = Notice.objects.filter(member=member, about_kind=kind, about_id=pk, mailed_at=None, legal=False)
    owed.update(mailed_at=clock.now())


def unmute(member: Member, kind: str, pk: int) -> None:
    """Tell ``member`` about this thing again, from now on. What happened meanwhile is not told afterwards."""
    Mute.objects.filter(member=member, about_kind=kind, about_id=pk).delete()


@transaction.atomic
def mark_read(member: Member, up_to: int) -> int:
    """Mark every notice up to this id as read; no mail repeats it, unless it is a convocation, which is owed by mail.

    A later one that nobody saw stays unread.
    """
    now = clock.now()
    unread = Notice.objects.filter(member=member, read_at=None, pk__lte=up_to)
    unread.filter(mailed_at=None, legal=False).update(mailed_at=now)
    return unread.update(read_at=now)


@transaction.atomic
def mark_news_read(member: Member, newest: Broadcast) -> None:
    """Count ``newest`` and what was sent before it as read; no mail repeats it, except what the law owes."""
    Rhythm.objects.get_or_create(member=member, defaults={"pace": usual_pace()})
    before = Q(news_read_at=None) | Q(news_read_at__lt=newest.sent_at)
    Rhythm.objects.filter(before, member=member).update(news_read_at=newest.sent_at)
    owed = BroadcastMail.objects.filter(member=member, state=BroadcastMail.State.OWED, legal=False)
    owed.filter(broadcast__sent_at__lte=newest.sent_at).update(state=BroadcastMail.State.READ, at=clock.now())


@transaction.atomic
def ask_for_trial(member: Member) -> bool:
    """Owe ``member`` a mail that shows whether mails arrive; False within an hour of the last, or without cause."""
    trouble = Trouble.objects.stopping().select_for_update(of=("self",)).filter(member=member).first()
    if trouble is None or (trouble.trial_at and trouble.trial_at > clock.now() - A_TRIAL):
        return False
    Trouble.objects.filter(pk=trouble.pk).update(trial_at=clock.now(), trial_owed=True)
    return True


def trust_address(member: Member) -> None:
    """A mail arrived there: write to ``member`` again. What was owed meanwhile goes with the next mail."""
    Trouble.objects.filter(member=member).delete()
