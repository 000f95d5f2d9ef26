"""Whoever left: the account closes the day after the last belonging, and opens again when they come back."""

from datetime import date

from django.db import transaction
from django.db.models import Q

from palabre.commons.trail.record import record
from palabre.core import clock
from palabre.people.alone import only
from palabre.people.models import Belonging, Cooperative, Member
from palabre.register import verbs

AT_ONCE = 200


def last_day_of(member: Member) -> date | None:
    """The last day of the last belonging; None while one is open without an end, or where there never was one."""
    ends = set(Belonging.objects.in_force().filter(member=member).values_list("until_on", flat=True))
    return None if None in ends else max((end for end in ends if end), default=None)


@transaction.atomic
def close_account(member: Member) -> Member:
    """Close the account of ``member`` if they left and the cooperative closes accounts: every session of theirs is
    over at its next request, and none begins. Words, notices and history stay. Not for who runs the machine, nor for
    an account that never belonged. Whoever is there still, or is closed already: nothing happens.
    """
    member = Member.objects.select_for_update(of=("self",)).get(pk=member.pk)
    if not (member.has_left() and member.is_active and not member.operates and Cooperative.current().closes_accounts):
        return member
    member.is_active, member.closed_at = False, clock.now()
    member.save(update_fields=["is_active", "closed_at"])
    record(verbs.ACCOUNT_CLOSED, member, by=None, audience=only(member))
    return member


def reopen_account(member: Member) -> None:
    """For who comes back, in the caller's transaction. An account closed for another reason stays closed."""
    last = last_day_of(member)
    if last is None or last >= clock.today():
        Member.objects.filter(pk=member.pk, closed_at__isnull=False).update(is_active=True, closed_at=None)


def close_accounts_of_leavers() -> int:
    """The worker's round: close the accounts of those whose last belonging is over; give how many."""
    if not Cooperative.current().closes_accounts:
        return 0
    lines, today = Belonging.objects.in_force(), clock.today()
    over = lines.filter(until_on__lt=today).values("member")
    there = lines.filter(Q(until_on__isnull=True) | Q(until_on__gte=today)).values("member")
    gone = Member.objects.filter(is_active=True, operates=False, pk__in=over).exclude(pk__in=there)
    return sum(not close_account(member).is_active for member in gone.order_by("pk")[:AT_ONCE])
