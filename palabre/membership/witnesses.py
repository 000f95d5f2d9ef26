"""The newest seal, mailed once a day to whom the secretariat named: what others keep cannot be rewritten unseen."""

import logging
from datetime import date

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from palabre.commons.notices.mailing.mail import REFUSED
from palabre.commons.trail.models import Seal
from palabre.commons.trail.seals import line_of, newest_seals
from palabre.core import clock
from palabre.membership.models import Witness
from palabre.people.models import Cooperative

log = logging.getLogger("palabre.witnesses")


def mail_witnesses() -> int:
    """Send the newest seal to each witness who did not get it yet and got none today; give how many mails went out.

    A refused address is tried again the next day. When the mail server cannot be reached the exception goes
    through: the round counts it, and everyone is still owed. A crash while sending costs at most that day's mail.
    """
    newest = newest_seals().first()
    if newest is None:
        return 0
    today = clock.today()
    due = list(Witness.objects.exclude(mailed_on=today).exclude(mailed_sha256=newest.sha256))
    if not due:
        return 0
    with get_connection() as connection:
        return sum(_mail(witness, newest, today, connection) for witness in due)


def _mail(witness: Witness, newest: Seal, today: date, connection: BaseEmailBackend) -> int:
    """Claimed first, by one conditional UPDATE, so that two workers never write to the same person."""
    mine = Witness.objects.filter(pk=witness.pk)
    if not mine.exclude(mailed_on=today).update(mailed_on=today, mailed_sha256=newest.sha256):
        return 0
    try:
        _message(witness, newest, connection).send()
    except REFUSED as refusal:
        mine.update(mailed_sha256=witness.mailed_sha256)
        log.warning("a witness was not reached", extra={"facts": {"failure": type(refusal).__name__}})
        return 0
    except Exception:
        mine.update(mailed_on=witness.mailed_on, mailed_sha256=witness.mailed_sha256)
        raise
    return 1


def _message(witness: Witness, newest: Seal, connection: BaseEmailBackend) -> EmailMessage:
    cooperative = Cooperative.current()
    with translation.override(settings.LANGUAGE_CODE):
        context = {
            "cooperative": cooperative,
            "line": line_of(newest.number, newest.at, newest.sha256),
            "rows": newest.total,
            "site": settings.SITE_URL,
        }
        subject = _("%(house)s: seal no. %(number)s") % {"house": cooperative.name, "number": newest.number}
        return EmailMessage(
            subject=" ".join(subject.split()),
            body=render_to_string("membership/mails/seal.txt", context).strip(),
            to=[witness.address],
            connection=connection,
            headers={"Auto-Submitted": "auto-generated"},
        )
