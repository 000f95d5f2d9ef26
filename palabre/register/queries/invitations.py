"""Invitations as those who keep the register see them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from palabre.core import clock
from palabre.people.models import Belonging, Duty, Entity, Member
from palabre.register.models import Invitation, InvitationRound

STATES = ("waiting", "accepted", "over", "withdrawn", "unsent")


@dataclass(frozen=True, slots=True)
class Told:
    """One invitation: to whom, how it stands in plain words, and since or until when."""

    invitation: Invitation
    words: str
    day: datetime
    waiting: bool


@dataclass(frozen=True, slots=True)
class Sums:
    """Of one entity: how many belong today, have not opened their account; and how many invitations stand how."""

    belong: int
    without: int
    states: list[tuple[str, str, int]]
    going_on: bool


def without_account(entity: Entity) -> QuerySet[Member]:
    """Those who belong to it today, have never signed in and chose no password."""
    there = Belonging.objects.filter(entity=entity).on(clock.today()).values("member")
    none_chosen = Q(password__startswith=UNUSABLE_PASSWORD_PREFIX)
    return Member.objects.filter(none_chosen, is_active=True, last_login=None, pk__in=there)


def invitations_kept(viewer: Any) -> QuerySet[Invitation]:
    """Those of people whose line in the same legal entity the viewer keeps. Twin of ``may_withdraw``."""
    lines = Belonging.objects.entrusted_to(viewer, *Duty.KEEPS_REGISTER)
    found = Invitation.objects.none()
    for entity in Entity.objects.filter(pk__in=lines.values("entity")):
        of_entity = Invitation.objects.filter(entity=entity, member__in=lines.filter(entity=entity).values("member"))
        found = found | of_entity
    return found


def sums_of(entity: Entity) -> Sums:
    """Eight counts."""
    mine = Invitation.objects.filter(entity=entity)
    return Sums(
        belong=Belonging.objects.filter(entity=entity).on(clock.today()).values("member").distinct().count(),
        without=without_account(entity).count(),
        states=[(key, label, mine.filter(_stands(key)).count()) for key, label in labels().items()],
        going_on=InvitationRound.objects.filter(entity=entity, done_at=None).exists(),
    )


def labels() -> dict[str, str]:
    return {
        "waiting": _("not used yet"),
        "accepted": _("account opened"),
        "over": _("over without use"),
        "withdrawn": _("withdrawn or replaced"),
        "unsent": _("could not be mailed"),
    }


def invitations_of(entity: Entity, state: str) -> QuerySet[Invitation]:
    """The newest first; of one state, or all."""
    mine = Invitation.objects.filter(entity=entity).select_related("member").order_by("-pk")
    return mine.filter(_stands(state)) if state in STATES else mine


def _stands(state: str) -> Q:
    now = clock.now()
    unused = Q(accepted_at=None, withdrawn_at=None)
    unsent = unused & Q(mailed_at=None, failures__gte=Invitation.MOST_FAILURES)
    return {
        "waiting": unused & Q(ends_at__gt=now) & ~unsent,
        "accepted": Q(accepted_at__isnull=False),
        "over": unused & Q(ends_at__lte=now) & ~unsent,
        "withdrawn": Q(withdrawn_at__isnull=False),
        "unsent": unsent,
    }[state]


def told(invitation: Invitation) -> Told:
    words, day = _in_words(invitation)
    return Told(invitation=invitation, words=words, day=day, waiting=invitation.is_waiting)


def _in_words(invitation: Invitation) -> tuple[str, datetime]:
    if invitation.accepted_at:
        return _("account opened"), invitation.accepted_at
    if invitation.withdrawn_at:
        return _("withdrawn or replaced"), invitation.withdrawn_at
    if invitation.address and not invitation.mailed_at:
        refused = invitation.failures >= Invitation.MOST_FAILURES
        return (_("could not be mailed") if refused else _("to be mailed")), invitation.at
    if not invitation.is_waiting:
        return _("over without use"), invitation.ends_at
    return (_("mailed, good until") if invitation.address else _("handed over, good until")), invitation.ends_at


def last_to(member: Member, entity: Entity) -> Told | None:
    """The newest invitation of this person by this legal entity."""
    newest = Invitation.objects.filter(member=member, entity=entity, handed=None).order_by("-pk").first()
    return told(newest) if newest else None
