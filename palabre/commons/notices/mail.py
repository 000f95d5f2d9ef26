"""The mails that are owed: one a member, at the hour and within the number of mails each chose.

Nothing is lost and hardly anything doubled. A member is claimed by one conditional UPDATE for ten minutes (two
workers never write to the same person), the mail goes out, and what it said is marked as mailed in one
transaction right after, before the next member is claimed. A crash between the sending and the marking repeats
that one mail when the claim has run out: never more than one extra for each process that crashed, and none lost.
No transaction is open while the mail server is spoken to, so a slow one delays nobody's writing.

A budget counts what is about to be sent, before it is: a crash costs one mail of the month, and never exceeds it.
Only where a mail server breaks off after it took a mail may one more arrive than we counted.
"""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from smtplib import SMTPDataError, SMTPRecipientsRefused, SMTPSenderRefused

from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.db.models import QuerySet

from palabre.commons.notices import due, letters
from palabre.commons.notices.budget import MONTH, goes_out_at, rank_of
from palabre.commons.notices.due import LONGEST_PAUSE
from palabre.commons.notices.models import Notice, Rhythm, Sent, usual_pace
from palabre.commons.notices.queries import told_to
from palabre.commons.notices.slots import next_slot
from palabre.core import clock
from palabre.people.models import Member

log = logging.getLogger("palabre.notices")

BATCH = 500  # members a round; the next one goes on
LONGEST = 40  # notices in one mail; the rest is counted and waits on the page
CLAIM = timedelta(minutes=10)
ALARM = 5  # failures after which a person is asked for, in the logs and on /healthz
# The mail server took the conversation but not this mail; anything else means that there is no mail server.
REFUSED = (SMTPRecipientsRefused, SMTPSenderRefused, SMTPDataError)


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
        return sum(_mail_law(each, connection) for pk in first if (each := _claim(pk))) + sum(
            _mail_news(each, connection) for pk in then if (each := _claim(pk))
        )


def forget_sent() -> int:
    """Budgets look back one month; of mails sent before the last two nothing is kept."""
    return Sent.objects.filter(at__lt=clock.now() - 2 * MONTH).delete()[0]


def _claim(pk: int) -> Member | None:
    """The member, if nobody else is writing to them; for ten minutes nobody else will."""
    now = clock.now()
    Rhythm.objects.get_or_create(member_id=pk, defaults={"pace": usual_pace()})
    free = Rhythm.objects.filter(member=pk).exclude(not_before__gt=now, not_before__lte=now + LONGEST_PAUSE)
    return Member.objects.select_related("rhythm").get(pk=pk) if free.update(not_before=now + CLAIM) else None


def _mail_law(member: Member, connection: BaseEmailBackend) -> int:
    """Write to one claimed member what the law owes them. It counts against no budget."""
    owed = Notice.objects.filter(member=member, mailed_at=None, legal=True)
    newest = owed.order_by("-pk").values_list("pk", flat=True).first() or 0
    owed = owed.filter(pk__lte=newest)
    told = list(_readable(member, owed))
    if told and not _send(member, lambda: letters.owed_by_law(member, told, connection)):
        return 0
    _mark(member, owed)
    return bool(told)


def _mail_news(member: Member, connection: BaseEmailBackend) -> int:
    """Write to one claimed member. 1 when a mail went out, 0 when nothing was left to say, it was held or refused."""
    owed = Notice.objects.filter(member=member, mailed_at=None, legal=False)
    newest = owed.order_by("-pk").values_list("pk", flat=True).first() or 0
    owed = owed.filter(pk__lte=newest)
    ranked = sorted(_readable(member, owed).values_list("pk", "why"), key=lambda row: rank_of(row[1]))
    now = clock.now()
    if not ranked:
        _mark(member, owed)
        return 0
    if (until := _goes_out_at(member, rank_of(ranked[0][1]), now)) > now:
        _hold(member, owed, until)
        return 0
    told = list(told_to(member).filter(pk__in=[pk for pk, _ in ranked[:LONGEST]]))
    counted = Sent.objects.create(member=member, at=now)
    try:
        gone = _send(member, lambda: letters.news(member, told, len(ranked) - len(told), connection))
    except Exception:
        counted.delete()
        raise
    if not gone:
        counted.delete()
        return 0
    _mark(member, owed, last_mailed_at=clock.now(), held_until=None)
    return 1


def _readable(member: Member, owed: QuerySet[Notice]) -> QuerySet[Notice]:
    """What of it they may still read, the newest first, with its entries' words."""
    return told_to(member).filter(pk__in=owed.values("pk"))


def _goes_out_at(member: Member, rank: int, now: datetime) -> datetime:
    sent = list(Sent.objects.filter(member=member, at__gt=now - MONTH).values_list("at", flat=True))
    return goes_out_at(sent, member.rhythm.budget, rank, now)


def _hold(member: Member, owed: QuerySet[Notice], until: datetime) -> None:
    """Keep it for a later mail; ask again at the hour they chose after that instant, or when something else is due."""
    rhythm = member.rhythm
    until = next_slot(rhythm.pace, rhythm.hour, rhythm.weekday, rhythm.zone, until)
    with transaction.atomic():
        owed.filter(held_at=None).update(held_at=clock.now())
        Rhythm.objects.filter(member=member).update(not_before=None, held_until=until)


def _mark(member: Member, owed: QuerySet[Notice], **last: datetime | None) -> None:
    with transaction.atomic():
        owed.update(mailed_at=clock.now())
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
