"""Mails about opening an account, in the language of the person."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from palabre.people.models import Cooperative, Member


def opened_elsewhere(member: Member, to: str) -> EmailMessage:
    """To the address that the register knew: the account of this person was opened with another one."""
    cooperative = Cooperative.current()
    known = member.language in dict(settings.LANGUAGES)
    with translation.override(member.language if known else settings.LANGUAGE_CODE):
        words = {"name": member.name, "cooperative": cooperative, "site": settings.SITE_URL}
        subject = _("%(name)s: your account was opened with another address") % {"name": cooperative.name}
        return EmailMessage(
            subject=" ".join(subject.split())[:150],
            body=render_to_string("register/mails/opened_elsewhere.txt", words).strip(),
            to=[to],
            headers={"Auto-Submitted": "auto-generated"},
        )
