"""The mails that are owed: one a member, at the hour and within the number of mails each chose.

Nothing is lost and hardly anything doubled. Members are claimed together, by one transaction, for ten minutes (two
workers never write to the same person); what they are owed is gathered together (``owed``); then each mail goes out,
and what it said is marked as mailed in one transaction right after, before the next one is sent. A crash between the
sending and the marking repeats that one mail when the claim has run out: never more than one extra for each process
that crashed, and none lost. No transaction is open while the mail server is spoken to, so a slow one delays nobody's
writing; of a claim that has little time left the rest is given back.

A budget counts what is about to be sent, before it is: a crash costs one mail of the month, and never exceeds it.
Only where a mail server breaks off after it took a mail may one more arrive than we counted.
"""

import logging
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from itertools import islice
from smtplib import SMTPDataError, SMTPRecipientsRefused, SMTPSenderRefused
from typing import Any

from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import connection as database
from django.db import transaction

from palabre.commons.notices import due
from palabre.commons.notices.around import Around
from palabre.commons.notices.budget import MONTH, goes_out_at
from palabre.commons.notices.due import LONGEST_PAUSE
from palabre.commons.notices.mailing import letters
from palabre.commons.notices.mailing.owed import Parcel, gathered
from palabre.commons.notices.models import BroadcastMail, Notice, Rhythm, Sent, usual_pace
from palabre.commons.notices.slots import next_slot
from palabre.core import clock
from palabre.core.outage import outage_of
from palabre.people.models import Member

log = logging.getLogger("palabre.notices")

BATCH = 500  # members a round; the next one goes on
TOGETHER = 250  # members claimed and asked about at once
CLAIM = timedelta(minutes=10)
LEFT = timedelta(minutes=2)  # of a claim: with less, nothing more is sent under it
ALARM = 5  # failures after which a person is asked for, in the logs and on /healthz
# The mail server took the conversation but not this mail; anything else means that there is no mail server.
REFUSED = (SMTPRecipientsRefused, SMTPSenderRefused, SMTPDataError)
State = BroadcastMail.State


def mail_some(limit: int = BATCH) -> int:
    """Send what is owed and due to up to ``limit`` members, what the law owes first; give how many mails went out.

    A refused address waits longer each time and stops nobody else. When the mail server cannot be reached the
    exception goes through: the round counts it, ``/healthz`` shows it, and everything stays owed.
    """
    now = clock.now()
    first = due.owed_by_law(now, limit)
    then = due.owed_news(now, limit - len(first)) if len(first) < limit else []
    if not (first or then):
        return 0
    with get_connection() as connection:
        law = sum(_mail(_claim(pks), connection, legal=True) for pks in _pieces(first))
        return law + sum(_mail(_claim(pks), connection, legal=False) for pks in _pieces(then))


def forget_sent() -> int:
    """Budgets look back one month; of mails sent before the last two nothing is kept."""
    return Sent.objects.filter(at__lt=clock.now() - 2 * MONTH).delete()[0]


def _pieces(members: list[int]) -> Iterator[list[int]]:
    rest = iter(members)
    while piece := list(islice(rest, TOGETHER)):
        yield piece


def _claim(pks: Sequence[int]) -> list[Member]:
    """Those of these members to whom nobody else is writing; for ten minutes nobody else will. Four queries or five."""
    now = clock.now()
    there = set(Rhythm.objects.filter(pk__in=pks).values_list("pk", flat=True))
    if new := [Rhythm(member_id=pk, pace=usual_pace()) for pk in pks if pk not in there]:
        Rhythm.objects.bulk_create(new, ignore_conflicts=True)
    with transaction.atomic():
        free = Rhythm.objects.filter(pk__in=pks).exclude(not_before__gt=now, not_before__lte=now + LONGEST_PAUSE)
        if database.features.has_select_for_update_skip_locked:
            free = free.select_for_update(skip_locked=True)
        mine = list(free.order_by("pk").values_list("pk", flat=True))
        Rhythm.objects.filter(pk__in=mine).update(not_before=now + CLAIM)
    return list(Member.objects.select_related("rhythm").filter(pk__in=mine, is_active=True).order_by("pk"))


def _mail(members: list[Member], connection: BaseEmailBackend, *, legal: bool) -> int:
    """Write to claimed members. What was not come to, because of a fault or of the time, is given back."""
    if not members:
        return 0
    rest = {member.pk for member in members}
    enough = clock.now() + CLAIM - LEFT
    write = _mail_law if legal else _mail_news
    try:
        parcels, around = gathered(members, legal=legal)
    except Exception as fault:
        return _one_by_one(members, connection, fault, legal=legal)
    sent = 0
    try:
        for member in members:
            if clock.now() >= enough:
                break
            rest.discard(member.pk)
            sent += write(member, parcels[member.pk], around, connection)
    finally:
        if rest:
            Rhythm.objects.filter(pk__in=rest).update(not_before=None)
    return sent


def _one_by_one(members: list[Member], connection: BaseEmailBackend, fault: Exception, *, legal: bool) -> int:
    """What cannot be gathered (a fault of ours, for one of them) is put off for that one alone."""
    if outage_of(fault):
        raise fault
    if len(members) == 1:
        _put_off(members[0], fault)
        return 0
    return sum(_mail([member], connection, legal=legal) for member in members)


def _mail_law(member: Member, parcel: Parcel, around: Around, connection: BaseEmailBackend) -> int:
    """Write to one claimed member what the law owes them. It counts against no budget."""
    if parcel.told and not _send(member, lambda: letters.owed_by_law(member, parcel, around, connection)):
        return 0
    _mark(member, parcel, legal=True)
    return bool(parcel.told)


def _mail_news(member: Member, parcel: Parcel, around: Around, connection: BaseEmailBackend) -> int:
    """Write to one claimed member. 1 when a mail went out, 0 when nothing was left to say, it was held or refused."""
    now = clock.now()
    if member.rhythm.pace == Rhythm.Pace.NEVER:
        _wants_none(member, parcel)
        return 0
    if parcel.is_empty:
        _mark(member, parcel)
        return 0
    if (until := goes_out_at(parcel.sent, member.rhythm.budget, parcel.best, now)) > now:
        _hold(member, parcel, until)
        return 0
    counted = Sent.objects.create(member=member, at=now)
    try:
        gone = _send(member, lambda: letters.news(member, parcel, around, connection))
    except Exception:
        counted.delete()
        raise
    if not gone:
        counted.delete()
        return 0
    _mark(member, parcel, last_mailed_at=clock.now(), held_until=None)
    return 1


def _owed(member: Member, parcel: Parcel, *, legal: bool = False) -> Any:
    return Notice.objects.filter(member=member, mailed_at=None, legal=legal, pk__lte=parcel.newest)


def _messages(parcel: Parcel) -> Any:
    return BroadcastMail.objects.filter(pk__in=[mail.pk for mail in parcel.broadcasts], state=State.OWED)


def _hold(member: Member, parcel: Parcel, until: datetime) -> None:
    """Keep it for a later mail; ask again at the hour they chose after that instant, or when something else is due."""
    rhythm = member.rhythm
    until = next_slot(rhythm.pace, rhythm.hour, rhythm.weekday, rhythm.zone, until)
    with transaction.atomic():
        _owed(member, parcel).filter(held_at=None).update(held_at=clock.now())
        if parcel.broadcasts:
            _messages(parcel).update(at=until)
        Rhythm.objects.filter(member=member).update(not_before=None, held_until=until)


def _wants_none(member: Member, parcel: Parcel) -> None:
    """They said so after it was written down that a mail is owed."""
    with transaction.atomic():
        _messages(parcel).update(state=State.WISH, at=clock.now())
        Rhythm.objects.filter(member=member).update(not_before=None)


def _mark(member: Member, parcel: Parcel, *, legal: bool = False, **last: datetime | None) -> None:
    with transaction.atomic():
        if parcel.newest:
            _owed(member, parcel, legal=legal).update(mailed_at=clock.now())
        if parcel.broadcasts:
            _messages(parcel).update(state=State.SENT, at=clock.now())
        Rhythm.objects.filter(member=member).update(not_before=None, failures=0, **last)


def _send(member: Member, write: Callable[[], EmailMultiAlternatives]) -> bool:
    """Whether it went out. A mail that cannot be written (a fault of ours) is put off like one that is refused."""
    try:
        message = write()
    except Exception as fault:
        _put_off(member, fault)
        return False
    try:
        message.send()
    except REFUSED as refusal:
        _put_off(member, refusal)
        return False
    return True


def _put_off(member: Member, refusal: Exception) -> None:
    failures = member.rhythm.failures + 1
    pause = min(CLAIM * 2 ** min(failures, 10), LONGEST_PAUSE)
    Rhythm.objects.filter(member=member).update(failures=failures, not_before=clock.now() + pause)
    facts = {"member": member.pk, "failure": type(refusal).__name__, "times": failures}
    if failures == ALARM:
        log.error("a mail fails again and again: its address, or what it says, needs a person", extra={"facts": facts})
    else:
        log.warning("a mail was put off", extra={"facts": facts})
