"""Mails of messages that the law owes, and trials. Ordinary messages go along with one's news (``mail``).

As there: claimed for ten minutes in one transaction, sent outside any, and each marked before the next is sent. A
crash makes one mail go out twice at most, for each process that crashed, and loses none.
"""

import logging
from collections.abc import Iterator
from datetime import timedelta
from smtplib import SMTPRecipientsRefused

from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import connection as database
from django.db import transaction

from palabre.commons.notices.broadcasts.listing import takes_mail
from palabre.commons.notices.mailing import letters
from palabre.commons.notices.mailing.mail import CLAIM, LEFT, REFUSED
from palabre.commons.notices.models import Broadcast, BroadcastMail, Trouble
from palabre.core import clock
from palabre.people.models import Cooperative

log = logging.getLogger("palabre.notices")
BATCH = 500
TRIES = 6  # over five hours; then it is refused, and a person has to write by another way
State = BroadcastMail.State


def mail_messages(limit: int = BATCH) -> int:
    """Send trials that were asked for, then what the law owes and is due; give how many mails went out.

    An address that the mail server refuses for good (5xx) is refused; any other refusal is tried again, later each
    time. When the mail server cannot be reached the exception goes through, and everything stays owed.
    """
    trials = list(Broadcast.objects.drafts().exclude(trial_for=None).select_related("trial_for"))
    troubles = list(Trouble.objects.filter(trial_owed=True).select_related("member"))
    mails = _claim(limit)
    if not (trials or troubles or mails):
        return 0
    enough = clock.now() + CLAIM - LEFT
    try:
        with get_connection() as connection:
            house = Cooperative.current()
            sent = sum(_try(draft, house, connection) for draft in trials)
            sent += sum(_try_address(trouble, connection) for trouble in troubles)
            while mails and clock.now() < enough:
                sent += _send(mails.pop(), house, connection)
    finally:
        rest = [mail.pk for mail in mails]  # not come to, because of a fault or of the time: given back
        BroadcastMail.objects.filter(pk__in=rest, state=State.OWED).update(at=clock.now())
    return sent


def _claim(limit: int) -> list[BroadcastMail]:
    now = clock.now()
    with transaction.atomic():
        owed = BroadcastMail.objects.filter(state=State.OWED, legal=True, at__lte=now).order_by("at", "pk")
        if database.features.has_select_for_update_skip_locked:
            owed = owed.select_for_update(of=("self",), skip_locked=True)
        mine = list(owed.values_list("pk", flat=True)[:limit])
        BroadcastMail.objects.filter(pk__in=mine).update(at=now + CLAIM)
    claimed = BroadcastMail.objects.filter(pk__in=mine).select_related("broadcast", "member__rhythm")
    return list(claimed.order_by("-pk"))


def _try(draft: Broadcast, house: Cooperative, connection: BaseEmailBackend) -> int:
    """The writer's own copy. Refused or not, it is tried once: they see that nothing came, and ask again."""
    member = draft.trial_for
    if member is None:
        return 0
    Broadcast.objects.filter(pk=draft.pk, trial_for=member).update(trial_for=None)
    return _given(letters.message_of(draft, member, house, connection)) is None


def _try_address(trouble: Trouble, connection: BaseEmailBackend) -> int:
    """A mail that shows whether mails arrive again: tried once, as they asked."""
    Trouble.objects.filter(pk=trouble.pk).update(trial_owed=False)
    return _given(letters.address_trial(trouble.member, connection)) is None


def _send(mail: BroadcastMail, house: Cooperative, connection: BaseEmailBackend) -> int:
    member = mail.member
    if not member.is_active:
        return _settle(mail, State.CLOSED)
    if not takes_mail(member.email):
        return _settle(mail, State.NO_ADDRESS)
    refusal = _given(letters.message_of(mail.broadcast, member, house, connection))
    if refusal is None:
        _settle(mail, State.SENT)
        return 1
    return _put_off(mail, refusal)


def _given(message: EmailMultiAlternatives) -> Exception | None:
    """Give it to the mail server; what it says when it does not take this mail."""
    try:
        message.send()
    except REFUSED as refusal:
        return refusal
    return None


def _settle(mail: BroadcastMail, state: int) -> int:
    BroadcastMail.objects.filter(pk=mail.pk).update(state=state, at=clock.now())
    return 0


def _put_off(mail: BroadcastMail, refusal: Exception) -> int:
    attempts = mail.attempts + 1
    facts = {"member": mail.member_id, "message": mail.broadcast_id, "failure": type(refusal).__name__}
    log.warning("a mail that is owed by law was refused", extra={"facts": facts | {"times": attempts}})
    if attempts >= TRIES or _for_good(refusal):
        return _settle(mail, State.REFUSED)
    later = clock.now() + timedelta(minutes=5 * 2**attempts)
    BroadcastMail.objects.filter(pk=mail.pk).update(attempts=attempts, at=later)
    return 0


def _for_good(refusal: Exception) -> bool:
    """Permanent negative completion of every recipient (RFC 5321, 4.2.1)."""
    return isinstance(refusal, SMTPRecipientsRefused) and all(code >= 500 for code in _codes(refusal))


def _codes(refusal: SMTPRecipientsRefused) -> Iterator[int]:
    for code, _words in refusal.recipients.values():
        yield code
