"""Invitations on their way: the worker makes those of a round some at a time, and mails what waits.

Each is claimed by one conditional UPDATE for ten minutes, its link drawn, mailed outside any transaction, then marked.
A crash in between repeats that one mail, whose newer link is the one that opens; none is lost.
"""

import logging
from datetime import timedelta

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.db.models import Q
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from palabre.core import clock
from palabre.core.components.dates import in_words
from palabre.core.drawn_secrets import hash_of, new_secret
from palabre.people.models import Cooperative
from palabre.register.actions.invitations import is_taken, last_instant
from palabre.register.invitation_policies import may_use
from palabre.register.links import address_of
from palabre.register.models import Invitation, InvitationRound
from palabre.register.queries.invitations import without_account

log = logging.getLogger("palabre.register")
AT_ONCE = 200
CLAIM = timedelta(minutes=10)


def send_invitations() -> int:
    """Make the next invitations of the rounds under way, and mail what waits; give how many mails went out.

    One that fails waits longer each time, and stops no other.
    """
    for of_round in InvitationRound.objects.filter(done_at=None).order_by("pk"):
        _go_on(of_round)
    now = clock.now()
    to_mail = Invitation.objects.waiting().filter(mailed_at=None, failures__lt=Invitation.MOST_FAILURES)
    free = Q(not_before=None) | Q(not_before__lte=now)
    due = list(to_mail.exclude(address="").filter(free).order_by("pk")[:AT_ONCE])
    if not due:
        return 0
    with get_connection() as connection:
        return sum(_mail(invitation, connection) for invitation in due)


@transaction.atomic
def _go_on(of_round: InvitationRound) -> None:
    """The next invitations of this round, unless enough wait to be mailed; its end when nobody is left."""
    of_round = InvitationRound.objects.select_for_update(of=("self",)).get(pk=of_round.pk)
    mine = Invitation.objects.filter(of_round=of_round)
    if of_round.done_at or mine.waiting().filter(mailed_at=None, failures=0).count() >= AT_ONCE:
        return
    invited = Invitation.objects.waiting().filter(entity=of_round.entity_id)
    people = without_account(of_round.entity).exclude(pk__in=invited.values("member"))
    people = people.exclude(pk__in=mine.values("member")).order_by("pk")[:AT_ONCE]
    made = Invitation.objects.bulk_create(
        Invitation(
            entity_id=of_round.entity_id, member=member, by_id=of_round.by_id, of_round=of_round,
            address=member.email, ends_at=last_instant(),
        )
        for member in people
    )  # fmt: skip
    if not made:
        of_round.done_at = clock.now()
        of_round.save(update_fields=["done_at"])


def _mail(invitation: Invitation, connection: BaseEmailBackend) -> int:
    now = clock.now()
    mine = Invitation.objects.waiting().filter(pk=invitation.pk, mailed_at=None)
    secret = new_secret()
    free = mine.filter(Q(not_before=None) | Q(not_before__lte=now))
    if not free.update(not_before=now + CLAIM, sha256=hash_of(secret)):
        return 0
    found = Invitation.objects.select_related("member", "by").get(pk=invitation.pk)
    if not may_use(found, found.member):
        mine.update(withdrawn_at=clock.now())
        return 0
    try:
        message_of(found, secret, connection).send()
    except Exception as fault:
        pause = CLAIM * 2**found.failures
        mine.update(failures=found.failures + 1, not_before=clock.now() + pause)
        log.warning("an invitation was not mailed", extra={"facts": {"failure": type(fault).__name__}})
        return 0
    return Invitation.objects.filter(pk=invitation.pk).update(mailed_at=clock.now(), not_before=None)


def message_of(invitation: Invitation, secret: str, connection: BaseEmailBackend | None = None) -> EmailMessage:
    """The mail, in the language of the person. To an address that has an account already: that it has one."""
    cooperative, member = Cooperative.current(), invitation.member
    taken = is_taken(invitation.address, member)
    known = member.language in dict(settings.LANGUAGES)
    with translation.override(member.language if known else settings.LANGUAGE_CODE):
        words = {
            "invitation": invitation,
            "name": member.name,
            "day": in_words(invitation.ends_at, hour=False),
            "cooperative": cooperative,
            "link": address_of(secret),
            "site": settings.SITE_URL,
        }
        if taken:
            subject = _("%(name)s: you have an account already") % {"name": cooperative.name}
            body = render_to_string("register/mails/has_an_account.txt", words)
        else:
            subject = _("%(name)s: open your account") % {"name": cooperative.name}
            body = render_to_string("register/mails/invitation.txt", words)
        return EmailMessage(
            subject=" ".join(subject.split())[:150],
            body=body.strip(),
            to=[invitation.address],
            connection=connection,
            headers={"Auto-Submitted": "auto-generated"},
        )
