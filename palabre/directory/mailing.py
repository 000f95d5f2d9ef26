"""Messages on their way: mailed by the worker to an address that their writer never learns.

Each is claimed by one conditional UPDATE for ten minutes, mailed outside any transaction, then marked: a crash in
between repeats that one mail, and loses none. Whether its reader still wants it is asked again at the last moment.
"""

import logging
from datetime import timedelta

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db.models import Q
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from palabre.core import clock
from palabre.directory.models import Letter
from palabre.directory.policies import is_heard
from palabre.directory.stopping import stop_path
from palabre.people.models import Cooperative, Member

log = logging.getLogger("palabre.directory")
AT_ONCE, MOST_FAILURES = 100, 8
CLAIM = timedelta(minutes=10)


def mail_letters() -> int:
    """Mail what waits; give how many went out. One that fails waits longer each time, and stops no other."""
    now = clock.now()
    free = Q(not_before=None) | Q(not_before__lte=now)
    due = list(Letter.objects.filter(free, mailed_at=None, failures__lt=MOST_FAILURES).order_by("id")[:AT_ONCE])
    if not due:
        return 0
    with get_connection() as connection:
        return sum(_mail(letter, connection) for letter in due)


def _mail(letter: Letter, connection: BaseEmailBackend) -> int:
    now = clock.now()
    mine = Letter.objects.filter(pk=letter.pk, mailed_at=None)
    if not mine.filter(Q(not_before=None) | Q(not_before__lte=now)).update(not_before=now + CLAIM):
        return 0
    found = Letter.objects.select_related("writer", "reader").get(pk=letter.pk)
    if not is_heard(found):
        found.delete()
        return 0
    try:
        message_of(found, connection).send()
    except Exception as fault:
        pause = CLAIM * 2**found.failures
        mine.update(failures=found.failures + 1, not_before=clock.now() + pause)
        log.warning("a message was not mailed", extra={"facts": {"failure": type(fault).__name__}})
        return 0
    return Letter.objects.filter(pk=letter.pk).update(mailed_at=clock.now(), not_before=None)


def message_of(letter: Letter, connection: BaseEmailBackend | None = None) -> EmailMessage:
    """The mail, in the language of whoever reads it. Answers go to its writer's address only if they gave it."""
    cooperative = Cooperative.current()
    stop = f"{settings.SITE_URL}{stop_path(letter.reader_id, letter.writer_id)}"
    with translation.override(_language(letter.reader)):
        words = {"letter": letter, "cooperative": cooperative, "site": settings.SITE_URL, "stop": stop}
        subject = _("%(house)s: a message from %(name)s") % {"house": cooperative.name, "name": letter.writer.name}
        return EmailMessage(
            subject=" ".join(subject.split())[:150],
            body=render_to_string("directory/mails/letter.txt", words).strip(),
            to=[letter.reader.email],
            reply_to=[letter.writer.email] if letter.gives_address else None,
            connection=connection,
            headers={"List-Unsubscribe": f"<{stop}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"},
        )


def _language(member: Member) -> str:
    return member.language if member.language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
