"""Read the mail that came in: an answer becomes a comment, a mail that came back stops an address."""

import hashlib
import logging
from datetime import timedelta

from django.core.mail import EmailMultiAlternatives
from django.db import connection, transaction
from django.utils import translation
from django.utils.translation import gettext as _

from palabre.commons.notices import answering, verbs
from palabre.commons.notices.inbound import messages
from palabre.commons.notices.inbound.sealed import Sealed
from palabre.commons.notices.mailing import letters
from palabre.commons.notices.models import Answered, BroadcastMail, InboundMail, Trouble
from palabre.commons.trail.record import record
from palabre.core import clock
from palabre.core.outage import outage_of
from palabre.core.verdict import Refused
from palabre.people.models import Audience, Duty, Listed, Member

log = logging.getLogger("palabre.notices")
Outcome = InboundMail.Outcome
ATTEMPTS = 5
MOST_ANSWERS, WITHIN = 2, timedelta(days=1)  # refusals told by mail to one member: then a loop has ended
Read = tuple[str, EmailMultiAlternatives | None]


def read_inbound(limit: int = 20) -> int:
    """Read what waits, each in its own transaction; give how many. One that cannot be read is parked after five tries.

    A refusal is told by mail after the transaction, once: a crash in between loses that mail, and never repeats it.
    """
    done = 0
    while done < limit and (found := _read_next()) is not None:
        done += 1
        for answer in found:
            answer.send()
    return done


def _read_next() -> list[EmailMultiAlternatives] | None:
    """What is to be answered, one mail or none; None where nothing waits. Locks one row: two workers read two."""
    mail: InboundMail | None = None
    try:
        with transaction.atomic():
            waiting = InboundMail.objects.filter(outcome=Outcome.WAITING, due_at__lte=clock.now()).order_by("pk")
            if connection.features.has_select_for_update_skip_locked:
                waiting = waiting.select_for_update(skip_locked=True)
            if (mail := waiting.first()) is None:
                return None
            outcome, answer = _read(messages.parsed(bytes(mail.raw)), mail.sha256)
            InboundMail.objects.filter(pk=mail.pk).update(outcome=outcome, raw=b"")
            return [answer] if answer else []
    except Exception as fault:
        if mail is None or outage_of(fault):
            raise
        _put_off(mail, fault)
        return []


def _put_off(mail: InboundMail, fault: Exception) -> None:
    attempts = mail.attempts + 1
    later = clock.now() + timedelta(minutes=2**attempts)
    outcome = Outcome.PARKED if attempts >= ATTEMPTS else Outcome.WAITING
    InboundMail.objects.filter(pk=mail.pk).update(attempts=attempts, due_at=later, outcome=outcome)
    facts = {"mail": mail.pk, "failure": type(fault).__name__, "times": attempts}
    log.error("a mail that came in could not be read", extra={"facts": facts})


def _read(message: messages.EmailMessage, digest: str) -> Read:
    if bounce := messages.bounce_of(message):
        return (Outcome.BOUNCE if _came_back(bounce) else Outcome.IGNORED), None
    sealed = messages.answers(message)
    if sealed is None or messages.is_automatic(message):
        return Outcome.IGNORED, None
    member = Member.objects.filter(pk=sealed.member, is_active=True).first()
    kind = answering.by_code(sealed.code)
    if member is None or kind is None:
        return Outcome.IGNORED, None
    with translation.override(letters.language_of(member)):
        return _answer(message, digest, sealed, member, kind)


def _answer(
    message: messages.EmailMessage, digest: str, sealed: Sealed, member: Member, kind: answering.Answerable
) -> Read:
    text = messages.words(message)
    if reason := _why_not(message, text, sealed, member, kind):
        return Outcome.REFUSED, _told(member, reason, text, message)
    named = messages.said(message, "Message-ID") or digest
    once = hashlib.sha256(named.encode()).hexdigest()[:36]
    try:
        with transaction.atomic():
            kind.say(sealed.pk, member, text, once)
    except Refused as refusal:
        return Outcome.REFUSED, _told(member, str(refusal), text, message)
    except LookupError:
        return Outcome.REFUSED, _told(member, _("What it answers is not open to you any more."), text, message)
    if messages.has_attachments(message):
        note = _("Your words are published. The files you attached are not: comments take none.")
        return Outcome.COMMENT, _told(member, note, "", message)
    return Outcome.COMMENT, None


def _why_not(
    message: messages.EmailMessage, text: str, sealed: Sealed, member: Member, kind: answering.Answerable
) -> str:
    """A sentence for what no policy of the thing itself is asked about; empty where nothing is in the way."""
    if messages.writer_of(message) != member.email.lower() or not sealed.is_for(member):
        return _("It did not come from the address that we have of you, or it answers a mail that is too old.")
    if not text:
        return _("We found no words of yours in it, only what it quotes.")
    if len(text) > kind.longest:
        return _("It is longer than a comment may be (%(most)s letters).") % {"most": kind.longest}
    return ""


def _told(member: Member, reason: str, text: str, message: messages.EmailMessage) -> EmailMultiAlternatives | None:
    """The mail that says why: to the member's own address, whoever wrote; two a day at most."""
    if Answered.objects.filter(member=member, at__gt=clock.now() - WITHIN).count() >= MOST_ANSWERS:
        return None
    Answered.objects.create(member=member)
    return letters.refusal(member, reason, text, messages.said(message, "Message-ID"))


def _came_back(bounce: messages.Bounce) -> bool:
    """Count it; stop mail to the address when it is for good, or came back often. False for what is not of today."""
    member = Member.objects.select_for_update(of=("self",)).filter(pk=bounce.sealed.member, is_active=True).first()
    if member is None or not bounce.sealed.is_for(member):
        return False
    if bounce.sealed.pk and bounce.is_for_good:
        mails = BroadcastMail.objects.filter(broadcast=bounce.sealed.pk, member=member)
        mails.filter(state=BroadcastMail.State.SENT).update(state=BroadcastMail.State.BOUNCED, at=clock.now())
    trouble = Trouble.objects.filter(member=member, email=member.email).first()
    lately = trouble is not None and trouble.at > clock.now() - timedelta(days=30)
    times = (trouble.times if trouble and lately else 0) + 1
    stops = bounce.is_for_good or times >= Trouble.SOFT
    already = trouble.stopped_at if trouble else None
    said = {"email": member.email, "code": bounce.status, "times": times, "at": clock.now()}
    stopped_at = already or (clock.now() if stops else None)
    Trouble.objects.update_or_create(member=member, defaults={**said, "stopped_at": stopped_at})
    if stops and not already:
        record(verbs.ADDRESS_STOPPED, member, by=None, audience=_secretariat())
    return True


def _secretariat() -> Audience:
    """Those who keep the secretariat of the whole, each as long as they do."""
    audience = Audience.objects.create(reach=Audience.Reach.LISTED, label="mail that comes back")
    duties = Duty.objects.on(clock.today()).filter(kind=Duty.Kind.SECRETARIAT).over()
    until = dict(duties.order_by("until_on").values_list("member", "until_on"))
    Listed.objects.bulk_create(
        Listed(audience=audience, member_id=pk, until_at=clock.end_of(day)) for pk, day in until.items()
    )
    return audience
