"""An account that somebody signed up for by themselves, joined to the line that the register has of them."""

import secrets
from datetime import date

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from palabre.commons.trail.record import record
from palabre.core import clock
from palabre.core.verdict import no, require
from palabre.people.models import Audience, Belonging, Duty, Inscription, Listed, Member, MemberNumber
from palabre.register import invitation_policies as policies
from palabre.register import verbs
from palabre.register.actions.invitations import is_taken, locked
from palabre.register.letters import joined
from palabre.register.models import Invitation

REASON = _("Joined, by their invitation, to the account that this person had already under another address.")


@transaction.atomic
def join_account(secret: str, *, by: Member) -> list[Belonging]:
    """Write the lines and numbers of the person whom this link invites anew, for the account of ``by``; give the lines.

    The link opens nothing any more, nor does any other of theirs. The row under which the register knew them holds no
    line from now on and nobody signs in with it; the lines before stay, stamped. The address to which the link was
    mailed becomes one of the account's, so that a file of members still finds them by it. Told are whoever keeps these
    lines, and by mail the address that the register knew: whoever handed a link over could have kept it.

    Raises ``Refused``: the link opens nothing, the account has a line, or something is entrusted to the person.
    """
    invitation, member = locked(secret, by)
    require(policies.may_use(invitation, member))
    require(policies.may_join(by, member))
    known, invitation.accepted_at = member.email, clock.now()
    invitation.save(update_fields=["accepted_at"])
    Invitation.objects.waiting().filter(member=member).update(withdrawn_at=invitation.accepted_at)
    lines = _written_anew(member, by, invitation)
    _close(member)
    _keep_address(invitation, by)
    record(
        verbs.ACCOUNT_JOINED, by, by=by, audience=_readers(by, lines), invitation=invitation.pk,
        lines=[line.pk for line in lines], row=member.pk,
    )  # fmt: skip
    transaction.on_commit(lambda: joined(by, known).send())
    return lines


def _written_anew(member: Member, to: Member, invitation: Invitation) -> list[Belonging]:
    """By whoever invited: nobody writes their own line."""
    with override(settings.LANGUAGE_CODE):
        inscription = Inscription.objects.create(by_id=invitation.by_id, reason=str(REASON))
    numbers = MemberNumber.objects.filter(member=member, withdrawn_at=None)
    given = [MemberNumber(entity=each.entity, number=each.number) for each in numbers.select_related("entity")]
    numbers.update(withdrawn_at=inscription.at)
    try:
        with transaction.atomic():
            lines = Belonging.objects.filter(member=member).replace(member=to, inscription=inscription)
            for number in given:
                number.member, number.inscription = to, inscription
                number.save(force_insert=True)
    except IntegrityError:  # written meanwhile by somebody who keeps the register
        require(no(policies.HAS_A_LINE))
        raise
    return lines


def _close(member: Member) -> None:
    """The row stays, for old lines and entries point at it. Its address is free, and is that of nobody."""
    EmailAddress.objects.filter(user=member).delete()
    member.email, member.is_active = f"{secrets.token_hex(16)}@joined.invalid", False
    member.set_unusable_password()
    member.save(update_fields=["email", "is_active", "password"])


def _keep_address(invitation: Invitation, account: Member) -> None:
    """Where the link was mailed; a link that was handed over shows no address."""
    address = invitation.address.lower()
    if address and not is_taken(address, account):
        EmailAddress.objects.update_or_create(user=account, email=address, defaults={"verified": True})


def _readers(member: Member, lines: list[Belonging]) -> Audience:
    """The person, and until their duty ends those who keep one of these lines today."""
    until: dict[int, date] = {}
    for line in lines:
        for duty in Duty.objects.on(clock.today()).filter(kind__in=Duty.KEEPS_REGISTER).over(branch=line.branch):
            until[duty.member_id] = max(until.get(duty.member_id, duty.until_on), duty.until_on)
    audience = Audience.objects.create(reach=Audience.Reach.LISTED, label="an account joined to a line")
    keepers = [Listed(audience=audience, member_id=pk, until_at=clock.end_of(day)) for pk, day in until.items()]
    Listed.objects.bulk_create([Listed(audience=audience, member=member), *keepers])
    return audience
