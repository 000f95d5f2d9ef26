"""Invitations to open one's account: sent, handed over, withdrawn, used."""

from datetime import datetime, timedelta
from typing import Any

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils.translation import gettext as _

from palabre.commons.trail.record import record
from palabre.core import clock
from palabre.core.drawn_secrets import hash_of, new_secret
from palabre.core.verdict import Verdict, no, require
from palabre.people.alone import only
from palabre.people.models import Belonging, Entity, Member
from palabre.register import invitation_policies as policies
from palabre.register import verbs
from palabre.register.letters import opened_elsewhere
from palabre.register.models import Invitation, InvitationRound


@transaction.atomic
def invite(line: Belonging, *, by: Member, hand_over: bool = False) -> tuple[Invitation, str]:
    """Invite the person of this line to open their account; what was sent before opens nothing from now on.

    The worker mails the link to the address that the register knows. With ``hand_over`` nothing is mailed: the link's
    secret is given back, to be shown now or never, for whoever has no address, or another one. Raises ``Refused``
    where ``by`` does not keep the line, the person has an account, or was invited several times today.
    """
    member = Member.objects.select_for_update(of=("self",)).get(pk=line.member_id)
    line = Belonging.objects.select_related("member", "entity", "branch").get(pk=line.pk)
    require(policies.may_invite(by, line))
    require(policies.may_invite_again(member, line.entity))
    Invitation.objects.waiting().filter(member=member, entity=line.entity).update(withdrawn_at=clock.now())
    secret = new_secret() if hand_over else ""
    invitation = Invitation.objects.create(
        entity=line.entity, member=member, by=by, ends_at=last_instant(), address="" if hand_over else member.email,
        sha256=hash_of(secret) if hand_over else None,
    )  # fmt: skip
    record(verbs.INVITED, member, by=by, audience=only(member), invitation=invitation.pk)
    return invitation, secret


@transaction.atomic
def invite_everybody(entity: Entity, *, by: Member) -> InvitationRound:
    """Let the worker invite, by mail, everybody who belongs to ``entity`` and has not opened their account. Whoever has
    an invitation that still opens something is left out. Raises ``Refused``, also while such a round goes on.
    """
    entity = Entity.objects.select_for_update(of=("self",)).get(pk=entity.pk)
    require(policies.may_invite_everybody(by, entity))
    of_round = InvitationRound.objects.create(entity=entity, by=by)
    record(verbs.EVERYBODY_INVITED, entity, by=by, audience=only(by))
    return of_round


@transaction.atomic
def withdraw_invitation(invitation: Invitation, *, by: Member) -> Invitation:
    """Its link opens nothing from now on, nor do the links mailed on its account. Raises ``Refused``."""
    member = Member.objects.select_for_update(of=("self",)).get(pk=invitation.member_id)
    invitation = Invitation.objects.select_for_update(of=("self",)).get(pk=invitation.pk)
    require(policies.may_withdraw(by, invitation))
    invitation.withdrawn_at = clock.now()
    invitation.save(update_fields=["withdrawn_at"])
    invitation.mailed_on.waiting().update(withdrawn_at=invitation.withdrawn_at)  # type: ignore[attr-defined]
    record(verbs.INVITATION_WITHDRAWN, member, by=by, audience=only(member), invitation=invitation.pk)
    return invitation


@transaction.atomic
def ask_for_mail(secret: str, *, by: Any, address: str) -> Invitation:
    """Have a link that was handed over mailed to an address of one's own, which its use then confirms.

    What is mailed where that address has an account already says so, and opens nothing. ``by`` is whoever looks at the
    page, signed out. Raises ``Refused``.
    """
    invitation, member = locked(secret)
    require(policies.may_open_as(by))
    require(policies.may_use(invitation, member))
    require(policies.may_have_mailed(invitation))
    Invitation.objects.waiting().filter(handed=invitation).update(withdrawn_at=clock.now())
    mailed = Invitation.objects.create(
        entity=invitation.entity, member=member, by=invitation.by, handed=invitation, address=address.lower(),
        ends_at=invitation.ends_at,
    )  # fmt: skip
    record(verbs.LINK_ASKED_FOR, member, by=None, audience=only(member), invitation=mailed.pk)
    return mailed


@transaction.atomic
def open_account(secret: str, *, by: Any, hashed: str = "") -> Member:
    """Open the account that this mailed link is for: its address is confirmed, and ``hashed`` (a password, hashed
    already; none means a code by mail at each sign-in) is its password. The link opens nothing any more.
    Where the register knew another address, that one is told: whoever handed a link over could have kept it.

    Signs nobody in: the page does. ``by`` is whoever looks at the page, signed out. Raises ``Refused``.
    """
    invitation, member = locked(secret)
    require(policies.may_open_as(by))
    require(policies.may_use(invitation, member))
    require(_has_an_address(invitation))
    before, invitation.accepted_at = member.email, clock.now()
    invitation.save(update_fields=["accepted_at"])
    member.email, member.password = invitation.address, hashed or make_password(None)
    # Opened, though nobody has signed in yet: another link of the same person opens nothing from here on.
    member.last_login = clock.now()
    member.save(update_fields=["email", "password", "last_login"])
    EmailAddress.objects.filter(user=member).delete()
    EmailAddress.objects.create(user=member, email=member.email, verified=True, primary=True)
    record(verbs.ACCOUNT_OPENED, member, by=member, audience=only(member), invitation=invitation.pk)
    if before.lower() != member.email.lower():
        transaction.on_commit(lambda: opened_elsewhere(member, before).send())
    return member


def last_instant() -> datetime:
    """Until when an invitation made now opens something."""
    return clock.now() + timedelta(days=settings.INVITATION_DAYS)


def is_taken(address: str, member: Member) -> bool:
    """Whether somebody else signs in with this address."""
    others = Member.objects.filter(email__iexact=address).exclude(pk=member.pk)
    confirmed = EmailAddress.objects.filter(email__iexact=address, verified=True).exclude(user=member)
    return others.exists() or confirmed.exists()


def locked(secret: str, *beside: Member) -> tuple[Invitation, Member]:
    """The person's row first (with those ``beside``, in one order for all), so that two links of one person wait for
    each other. Raises ``Refused`` if unknown.
    """
    found = Invitation.objects.filter(sha256=hash_of(secret)).first()
    if found is None:
        require(no(policies.GONE))
        raise AssertionError
    rows = Member.objects.select_for_update(of=("self",)).order_by("pk")
    people = {each.pk: each for each in rows.filter(pk__in=[found.member_id, *(each.pk for each in beside)])}
    return Invitation.objects.select_for_update(of=("self",)).get(pk=found.pk), people[found.member_id]


def _has_an_address(invitation: Invitation) -> Verdict:
    """A link that was handed over proves no address; one whose address was taken meanwhile opens nothing."""
    if not invitation.address:
        return no(_("Say first to which address we may write."))
    return no(policies.GONE) if is_taken(invitation.address, invitation.member) else Verdict(allowed=True)
