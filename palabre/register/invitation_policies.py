"""Who may invite whom to open their account, and who may open one."""

from datetime import timedelta
from typing import Any

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from palabre.core import clock
from palabre.core.verdict import YES, Verdict, no, not_yet
from palabre.people.models import Belonging, Duty, Entity, Member
from palabre.register.models import Invitation, InvitationRound
from palabre.register.policies import may_change_line, may_keep_entity

MOST_A_DAY = 3
MOST_ADDRESSES = 5
A_DAY = timedelta(days=1)
# One sentence for whatever no longer opens anything: nobody learns whether, or by whom, a link was used.
GONE = gettext_lazy("This link opens nothing, or nothing any more.")
HAS_A_LINE = gettext_lazy(
    "Your account has a line in the register already. If this invitation is for somebody else, sign out first."
)


def may_be_invited(member: Member) -> Verdict:
    """Whether an account waits to be opened: a member today, who has never signed in nor chosen a password."""
    if has_opened_account(member):
        return no(_("This person has opened their account already."))
    if not (member.is_active and member.belongs()):
        return no(_("Only who belongs today is invited."))
    return YES


def has_opened_account(member: Member) -> bool:
    """Twin of ``queries.invitations.without_account``."""
    return member.last_login is not None or not member.password.startswith(UNUSABLE_PASSWORD_PREFIX)


def may_invite(viewer: Any, line: Belonging) -> Verdict:
    if not (may := may_change_line(viewer, line)):
        return may
    return may_be_invited(line.member)


def may_invite_again(member: Member, entity: Entity) -> Verdict:
    lately = Invitation.objects.filter(member=member, entity=entity, at__gt=clock.now() - A_DAY)
    if lately.count() >= MOST_A_DAY:
        return not_yet(_("This person was invited several times today. Try again tomorrow."))
    return YES


def may_invite_everybody(viewer: Any, entity: Entity) -> Verdict:
    if not (may := may_keep_entity(viewer, entity)):
        return may
    if InvitationRound.objects.filter(entity=entity, done_at=None).exists():
        return no(_("Everybody is being invited already."))
    return YES


def may_withdraw(viewer: Any, invitation: Invitation) -> Verdict:
    """Whoever keeps the person's line in that legal entity, be it they who invited or not; never one's own."""
    if not viewer.is_active or invitation.member_id == viewer.pk or not _keeps(viewer, invitation):
        return no(_("You do not keep the register there."))
    return YES if invitation.is_waiting else no(_("This invitation is over already."))


def _keeps(viewer: Any, invitation: Invitation) -> bool:
    lines = Belonging.objects.entrusted_to(viewer, *Duty.KEEPS_REGISTER)
    return lines.filter(member=invitation.member_id, entity=invitation.entity_id).exists()


def may_use(invitation: Invitation | None, member: Member) -> Verdict:
    """Whether a link opens something still; the same sentence for every no."""
    alive = invitation is not None and invitation.is_waiting and may_be_invited(member)
    return YES if alive else no(GONE)


def may_open_as(viewer: Any) -> Verdict:
    if viewer.is_authenticated:
        return no(_("You are signed in already. Sign out first if this invitation is for somebody else."))
    return YES


def may_join(viewer: Any, member: Member) -> Verdict:
    """Whether ``viewer``, who signed up by themselves, may have their account joined to the line that the register has
    of ``member``, by a link that opens something still (``may_use``).
    """
    if not viewer.is_authenticated:
        return no(_("Sign in first."))
    if Belonging.objects.in_force().filter(member=viewer).exists():
        return no(HAS_A_LINE)
    if _is_entrusted_with_something(member):
        return no(
            _(
                "A duty, a mandate or a seat was entrusted to this person already. Sign out first: this link opens the "
                "account to which it was entrusted."
            )
        )
    return YES


def _is_entrusted_with_something(member: Member) -> bool:
    """Which is held by the row of the register, and is its body's or group's to give to another."""
    last_day = Q(until_on=None) | Q(until_on__gte=clock.today())
    held: Any = (member.duties, member.mandates, member.seats)  # type: ignore[attr-defined]
    return any(each.filter(last_day).exists() for each in held)


def may_have_mailed(invitation: Invitation) -> Verdict:
    """A link handed over is mailed on to a few addresses at most: a slip of the finger, not a machine for mails."""
    if invitation.address:
        return no(GONE)
    if invitation.mailed_on.count() >= MOST_ADDRESSES:
        return not_yet(_("This was tried too often. Ask whoever gave you the link for another one."))
    return YES
