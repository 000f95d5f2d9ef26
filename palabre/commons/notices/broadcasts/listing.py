"""Of a message that was sent: who is owed its mail. Written by the worker in batches, in the order of the register."""

from collections.abc import Sequence
from datetime import datetime

from django.db import connection, transaction
from django.db.models import QuerySet

from palabre.commons.notices.broadcasts.circles import registry
from palabre.commons.notices.models import Broadcast, BroadcastMail, Rhythm, Trouble, usual_pace
from palabre.commons.notices.slots import next_slot
from palabre.core import clock
from palabre.people.models import Listed, Member

BATCH = 2_000
State = BroadcastMail.State


def told_of(broadcast: Broadcast) -> tuple[QuerySet, str]:
    """Rows of those it was sent to, and the field that names the member: as the register stood at that instant."""
    if broadcast.audience_id:
        return Listed.objects.filter(audience=broadcast.audience_id), "member"
    circle = registry[broadcast.circle]
    day, at = broadcast.sent_on or clock.today(), broadcast.sent_at or clock.now()
    return circle.holders(broadcast.circle_id, day, at), circle.member


def how_many(broadcast: Broadcast) -> int:
    """How many members it is for: for a draft, as things stand now. One query."""
    rows, name = told_of(broadcast)
    return rows.values(name).distinct().count()


@transaction.atomic
def list_some(limit: int = BATCH) -> int:
    """Write down for the next ``limit`` members of one message what their mail is owed; give how many.

    The place it has come to is kept in the same transaction: after a crash it goes on there, and two workers take
    turns. Seven queries, however many members there are.
    """
    waiting = Broadcast.objects.sent().filter(listed_at=None).order_by("pk")
    if connection.features.has_select_for_update_skip_locked:
        waiting = waiting.select_for_update(of=("self",), skip_locked=True)
    if not (broadcast := waiting.first()):
        return 0
    rows, name = told_of(broadcast)
    after = rows.filter(**{f"{name}__gt": broadcast.listed_up_to}).order_by(name)
    members = list(after.values_list(name, flat=True).distinct()[:limit])
    BroadcastMail.objects.bulk_create(_mails(broadcast, members), ignore_conflicts=True)
    done = len(members) < limit
    Broadcast.objects.filter(pk=broadcast.pk).update(
        listed_up_to=members[-1] if members else broadcast.listed_up_to, listed_at=clock.now() if done else None
    )
    return len(members)


def _mails(broadcast: Broadcast, members: Sequence[int]) -> list[BroadcastMail]:
    people = Member.objects.filter(pk__in=members).values_list("pk", "email", "is_active")
    chosen = {rhythm.pk: rhythm for rhythm in Rhythm.objects.filter(pk__in=members)}
    stopped = set(Trouble.objects.stopping().filter(pk__in=members).values_list("pk", flat=True))
    usual = Rhythm(pace=usual_pace())
    now = clock.now()
    slots: dict[tuple, datetime] = {}
    mails = []
    for pk, email, active in people:
        rhythm = chosen.get(pk, usual)
        state = _state(broadcast, "" if pk in stopped else email, active, rhythm)
        at = now if broadcast.legal or state != State.OWED else _hour_of(rhythm, now, slots)
        mails.append(BroadcastMail(broadcast=broadcast, member_id=pk, state=state, legal=broadcast.legal, at=at))
    return mails


def _state(broadcast: Broadcast, email: str, active: bool, rhythm: Rhythm) -> int:
    if not active:
        return State.CLOSED
    if not takes_mail(email):
        return State.NO_ADDRESS
    if not broadcast.legal and rhythm.pace == Rhythm.Pace.NEVER:
        return State.WISH
    return State.OWED


def takes_mail(email: str) -> bool:
    """Whether there is an address at all. Names under .invalid lead nowhere (RFC 2606): accounts that were emptied."""
    return bool(email) and not email.endswith(".invalid")


def _hour_of(rhythm: Rhythm, now: datetime, slots: dict[tuple, datetime]) -> datetime:
    """When a mail of this rhythm may go out next; worked out once for all who chose the same."""
    choice = (rhythm.pace, rhythm.hour, rhythm.weekday, rhythm.zone)
    if choice not in slots:
        slots[choice] = next_slot(*choice, now)
    return slots[choice]
