"""To whom a mail is due now. Asks; writes nothing.

A digest is due when something was owed before its hour came: what is told at three in the afternoon waits for seven
the next morning, and a worker that slept through seven sends when it wakes. So nothing has to be planned or kept.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Exists, Min, OuterRef, Q, QuerySet

from palabre.commons.notices.budget import MONTH
from palabre.commons.notices.models import BroadcastMail, Notice, Rhythm, Trouble, usual_pace
from palabre.commons.notices.slots import latest_slot
from palabre.people.models import Member

Pace = Rhythm.Pace
LONGEST_PAUSE = timedelta(days=1)  # between two tries at an address that the mail server refuses
# "At once" is at once; what comes within five minutes of a mail shares the next one.
SOON = timedelta() if settings.DEMO else timedelta(minutes=5)
_CHOICE = [f"member__rhythm__{name}" for name in ("pace", "hour", "weekday", "zone")]


def owed_by_law(now: datetime, limit: int) -> list[int]:
    """Members who are owed a convocation by mail; neither rhythm nor budget is asked."""
    return _first(_free(now).filter(Exists(_owed(legal=True))), limit)


def owed_news(now: datetime, limit: int) -> list[int]:
    """Members whose digest is due, or for whom what was held back is to be looked at again.

    One query for the rhythms that people chose, one for each that is due (two or three of an hour), one for the held,
    one for messages of the cooperative.
    """
    # A clock that was moved back leaves nobody waiting: a day further ahead than any plan of ours counts as due.
    again = Q(rhythm__held_until__lte=now) | Q(rhythm__held_until__gt=now + 2 * MONTH)
    held = _owed().exclude(held_at=None)
    found = _first(_free(now).filter(again, Exists(held)), limit)
    found += _first(_free(now).filter(_messages_due(now)), limit - len(found))
    for members in _due(now):
        if len(found) >= limit:
            break
        found += _first(members, limit - len(found))
    return list(dict.fromkeys(found))


def _messages_due(now: datetime) -> Exists:
    """Members whose mail of a message of the cooperative is due: their hour was worked out when it was owed."""
    at = Q(at__lte=now) | Q(at__gt=now + 2 * MONTH)
    pause = Q(member__rhythm__pace=Pace.SOON, member__rhythm__last_mailed_at__gt=now - SOON)
    owed = BroadcastMail.objects.filter(at, member=OuterRef("pk"), state=BroadcastMail.State.OWED, legal=False)
    return Exists(owed.exclude(pause & Q(member__rhythm__last_mailed_at__lte=now)))


def _first(members: QuerySet[Member], limit: int) -> list[int]:
    return list(members.order_by("pk").values_list("pk", flat=True)[:limit])


def _due(now: datetime) -> Iterator[QuerySet[Member]]:
    """For each rhythm by which something is due: the members who have it."""
    owed = Notice.objects.filter(mailed_at=None, held_at=None, legal=False, member__is_active=True)
    choices = owed.order_by().values_list(*_CHOICE).annotate(oldest=Min("at"))
    for pace, hour, weekday, zone, oldest in choices:
        if pace is None:
            rhythm, pace, hour, weekday, zone = Q(rhythm=None), usual_pace(), Rhythm.HOUR, Rhythm.WEEKDAY, ""
        else:
            rhythm = Q(rhythm__pace=pace, rhythm__hour=hour, rhythm__weekday=weekday, rhythm__zone=zone)
        if pace == Pace.NEVER:
            continue
        slot = now if pace == Pace.SOON else latest_slot(pace, hour, weekday, zone, now)
        if pace == Pace.SOON:
            rhythm &= ~Q(rhythm__last_mailed_at__gt=now - SOON, rhythm__last_mailed_at__lte=now)
        if oldest <= slot or oldest > now:
            before = Q(at__lte=slot) | Q(at__gt=now)
            yield _free(now).filter(rhythm, Exists(_owed(held_at=None).filter(before)))


def _owed(*, legal: bool = False, **more: None) -> QuerySet[Notice]:
    return Notice.objects.filter(member=OuterRef("pk"), mailed_at=None, legal=legal, **more)


def _free(now: datetime) -> QuerySet[Member]:
    """Active accounts to which nobody is writing at this moment, and whose address takes mail."""
    free = Q(rhythm__not_before=None) | Q(rhythm__not_before__lte=now)
    stopped = Trouble.objects.stopping().filter(member=OuterRef("pk"))
    return Member.objects.filter(free | Q(rhythm__not_before__gt=now + LONGEST_PAUSE), ~Exists(stopped), is_active=True)
