"""Mails about opening an account, in the language of the person."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from palabre.people.models import Cooperative, Member

Words = str | Promise


def opened_elsewhere(member: Member, to: str) -> EmailMessage:
    """To the address that the register knew: the account of this person was opened with another one."""
    return _letter(
        member, to, _("%(name)s: your account was opened with another address"), "register/mails/opened_elsewhere.txt"
    )


def joined(member: Member, to: str) -> EmailMessage:
    """To the address that the register knew: the line of this person belongs to an account with another one now."""
    return _letter(member, to, _("%(name)s: your account was joined to the register"), "register/mails/joined.txt")


def _letter(member: Member, to: str, subject: Words, template: str) -> EmailMessage:
    cooperative = Cooperative.current()
    known = member.language in dict(settings.LANGUAGES)
    with translation.override(member.language if known else settings.LANGUAGE_CODE):
        words = {"name": member.name, "cooperative": cooperative, "site": settings.SITE_URL}
        subject = str(subject) % {"name": cooperative.name}
        return EmailMessage(
            subject=" ".join(subject.split())[:150],
            body=render_to_string(template, words).strip(),
            to=[to],
            headers={"Auto-Submitted": "auto-generated"},
        )
