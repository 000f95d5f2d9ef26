"""The mails that are owed: one a member, grouped by subject, at the pace each chose.

Nothing is lost and hardly anything doubled. A member is claimed by one conditional UPDATE for ten minutes (two
workers never write to the same person), the mail goes out, and what it said is marked as mailed in one
transaction right after, before the next member is claimed. A crash between the sending and the marking repeats
that one mail when the claim has run out: never more than one extra for each process that crashed, and none lost.
No transaction is open while the mail server is spoken to, so a slow one delays nobody's writing.
"""

import logging
import re
from datetime import datetime, timedelta
from smtplib import SMTPDataError, SMTPRecipientsRefused, SMTPSenderRefused

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from palabre.commons.notices.models import Notice, Rhythm
from palabre.commons.notices.queries import Group, groups_of, told_to
from palabre.commons.notices.tokens import Stop, stop_path
from palabre.core import clock
from palabre.people.models import Cooperative, Member

log = logging.getLogger("palabre.notices")
BLANK_LINES = re.compile(r"\n{3,}")

BATCH = 500  # members a round; the next one goes on
LONGEST = 40  # notices in one mail; the rest is counted and waits on the page
CLAIM = timedelta(minutes=10)
ALARM = 5  # failures after which a person is asked for, in the logs and on /healthz
LONGEST_PAUSE = timedelta(days=1)  # between two tries at an address that the mail server refuses
# In the demo "soon" is at once: nobody waits an hour in front of a shop window.
BETWEEN = {
    Rhythm.Pace.SOON: timedelta() if settings.DEMO else timedelta(hours=1),
    Rhythm.Pace.DAILY: timedelta(days=1),
    Rhythm.Pace.WEEKLY: timedelta(days=7),
}
# The mail server took the conversation but not this mail; anything else means that there is no mail server.
REFUSED = (SMTPRecipientsRefused, SMTPSenderRefused, SMTPDataError)


def mail_some(limit: int = BATCH) -> int:
    """Send what is owed and due to up to ``limit`` members; give how many mails went out.

    A refused address waits longer each time and stops nobody else. When the mail server cannot be reached the
    exception goes through: the round counts it, ``/healthz`` shows it, and everything stays owed.
    """
    due = list(_due_members()[:limit])
    if not due:
        return 0
    with get_connection() as connection:
        return sum(_mail(member, connection) for pk in due if (member := _claim(pk)))


def _due_members() -> QuerySet:
    owed = Notice.objects.filter(member=OuterRef("pk"), mailed_at=None)
    found = Member.objects.filter(_due(clock.now()), Exists(owed), is_active=True)
    return found.order_by("pk").values_list("pk", flat=True)


def _due(now: datetime) -> Q:
    """Of a member: the pace allows a mail now, and nobody is at it. A moved-back clock leaves no one waiting."""
    due = Q(rhythm=None)
    for pace, pause in BETWEEN.items():
        last = Q(rhythm__last_mailed_at=None) | Q(rhythm__last_mailed_at__lte=now - pause)
        due |= Q(rhythm__pace=pace) & (last | Q(rhythm__last_mailed_at__gt=now))
    free = Q(rhythm__not_before=None) | Q(rhythm__not_before__lte=now)
    return due & (free | Q(rhythm__not_before__gt=now + LONGEST_PAUSE))


def _claim(pk: int) -> Member | None:
    """The member, if nobody else is writing to them; for ten minutes nobody else will."""
    now = clock.now()
    Rhythm.objects.get_or_create(member_id=pk)
    free = Rhythm.objects.filter(member=pk).exclude(not_before__gt=now, not_before__lte=now + LONGEST_PAUSE)
    return Member.objects.select_related("rhythm").get(pk=pk) if free.update(not_before=now + CLAIM) else None


def _mail(member: Member, connection: BaseEmailBackend) -> int:
    """Write to one claimed member. 1 when a mail went out, 0 when nothing was left to say or it was refused."""
    owed = Notice.objects.filter(member=member, mailed_at=None)
    newest = owed.order_by("-pk").values_list("pk", flat=True).first() or 0
    unread = told_to(member).filter(mailed_at=None, pk__lte=newest)
    total, told = unread.count(), list(unread[:LONGEST])
    if told and not _send(member, told, total - len(told), connection):
        return 0
    with transaction.atomic():
        now = clock.now()
        owed.filter(pk__lte=newest).update(mailed_at=now)
        last = {"last_mailed_at": now} if told else {}
        Rhythm.objects.filter(member=member).update(not_before=None, failures=0, **last)
    return bool(told)


def _send(member: Member, told: list[Notice], more: int, connection: BaseEmailBackend) -> bool:
    """Whether it went out. A mail that cannot be written (a fault of ours) is put off like one that is refused."""
    try:
        with translation.override(_language(member)):
            message = _message(member, groups_of(told, member), more, connection)
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


def _language(member: Member) -> str:
    return member.language if member.language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def _message(member: Member, groups: list[Group], more: int, connection: BaseEmailBackend) -> EmailMultiAlternatives:
    cooperative = Cooperative.current()
    stop_all = stop_path(Stop(member.pk))
    stops = [stop_path(Stop(member.pk, group.kind, group.pk)) for group in groups]
    context = {
        "cooperative": cooperative,
        "member": member,
        "groups": list(zip(groups, stops, strict=True)),
        "more": more,
        "site": settings.SITE_URL,
        "stop_all": stop_all,
        "pace": member.rhythm.get_pace_display(),
    }
    message = EmailMultiAlternatives(
        subject=_subject(cooperative.name, groups),
        body=BLANK_LINES.sub("\n\n", render_to_string("notices/mails/news.txt", context)).strip(),
        to=[member.email],
        connection=connection,
        headers={
            "List-Unsubscribe": f"<{settings.SITE_URL}{stop_all}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            "Auto-Submitted": "auto-generated",
        },
    )
    message.attach_alternative(render_to_string("notices/mails/news.html", context), "text/html")
    return message


def _subject(house: str, groups: list[Group]) -> str:
    """One line, whatever a title contains."""
    if len(groups) == 1:
        words = _("%(house)s: %(title)s") % {"house": house, "title": groups[0].title}
    else:
        count = len(groups)
        words = ngettext("%(house)s: news on %(count)s subject", "%(house)s: news on %(count)s subjects", count)
        words = words % {"house": house, "count": count}
    return " ".join(words.split())[:150]
