"""Messages of the cooperative to many: begun, changed, tried, sent once, or thrown away."""

from typing import Any

from django.db import transaction

from palabre.commons.notices import policies, verbs
from palabre.commons.notices.broadcasts import circles
from palabre.commons.notices.models import Broadcast
from palabre.commons.trail.record import record
from palabre.commons.trail.verbs import Verb
from palabre.core import clock
from palabre.core.verdict import require
from palabre.people.models import Audience, Listed, Member


@transaction.atomic
def begin_broadcast(*, by: Member, circle: str, circle_id: int | None, title: str, text: str, legal: bool) -> Broadcast:
    """Keep a draft of a message to the members of one place. Nobody is told. Raises ``Refused``."""
    require(policies.may_begin(by, circle, circle_id))
    broadcast = Broadcast.objects.create(
        circle=circle,
        circle_id=circle_id,
        addressee=circles.name_of(by, circle, circle_id),
        title=title,
        text=text,
        legal=legal,
        written_by=by,
        changed_at=clock.now(),
    )
    _record(verbs.BEGUN, broadcast, by)
    return broadcast


@transaction.atomic
def change_broadcast(
    broadcast: Broadcast, *, by: Member, circle: str, circle_id: int | None, title: str, text: str, legal: bool
) -> Broadcast:
    """Write a draft anew, also to whom it goes. The same words again change nothing. Raises ``Refused``."""
    broadcast = _locked(broadcast)
    require(policies.may_change(by, broadcast))
    require(policies.may_write_to(by, circle, circle_id))
    said = {"circle": circle, "circle_id": circle_id, "title": title, "text": text, "legal": legal}
    if all(getattr(broadcast, name) == value for name, value in said.items()):
        return broadcast
    for name, value in said.items():
        setattr(broadcast, name, value)
    broadcast.addressee = circles.name_of(by, circle, circle_id)
    broadcast.changed_at = clock.now()
    broadcast.save()
    _record(verbs.CHANGED, broadcast, by)
    return broadcast


@transaction.atomic
def try_broadcast(broadcast: Broadcast, *, by: Member) -> None:
    """Let the worker send the draft to ``by`` alone. Asked twice before it went, it goes once. Raises ``Refused``."""
    broadcast = _locked(broadcast)
    require(policies.may_change(by, broadcast))
    if broadcast.trial_for_id != by.pk:
        Broadcast.objects.filter(pk=broadcast.pk).update(trial_for=by)
        _record(verbs.TRIED, broadcast, by)


@transaction.atomic
def send_broadcast(broadcast: Broadcast, *, by: Member, seen: str) -> Broadcast:
    """Tell everyone it is for, from this instant, on their page of notices; their mails are left to the worker.

    One row, however many they are; only the members of a body are listed, since no register keeps them. A second click
    finds it sent. Nothing of it can be changed or taken back.

    Args:
        seen: ``changed_at`` (ISO 8601) of the draft that was read before.
    Raises:
        Refused: ``by`` may not write there, or the draft is another than the one that was read.
    """
    broadcast = _locked(broadcast)
    if broadcast.sent_at and broadcast.sent_by_id == by.pk:
        return broadcast
    require(policies.may_send(by, broadcast, seen))
    broadcast.sent_by, broadcast.sent_at, broadcast.sent_on = by, clock.now(), clock.today()
    broadcast.audience = _listed(broadcast)
    broadcast.trial_for = None
    broadcast.save()
    _record(verbs.SENT, broadcast, by)
    return broadcast


@transaction.atomic
def discard_broadcast(broadcast: Broadcast, *, by: Member) -> None:
    """Throw a draft away, words and all; that there was one stays. Thrown away already: nothing. Raises ``Refused``."""
    broadcast = _locked(broadcast)
    if broadcast.discarded_at:
        return
    require(policies.may_change(by, broadcast))
    gone = {"title": "", "text": "", "trial_for": None, "discarded_at": clock.now()}
    Broadcast.objects.filter(pk=broadcast.pk).update(**gone)
    _record(verbs.DISCARDED, broadcast, by)


def _locked(broadcast: Broadcast) -> Broadcast:
    return Broadcast.objects.select_for_update(of=("self",)).get(pk=broadcast.pk)


def _listed(broadcast: Broadcast) -> Audience | None:
    circle = circles.registry[broadcast.circle]
    if circle.kept or broadcast.sent_on is None or broadcast.sent_at is None:
        return None
    audience = Audience.objects.create(reach=Audience.Reach.LISTED, label=f"told #{broadcast.pk}")
    there = circle.holders(broadcast.circle_id, broadcast.sent_on, broadcast.sent_at)
    members = there.order_by(circle.member).values_list(circle.member, flat=True).distinct()
    Listed.objects.bulk_create(
        Listed(audience=audience, member_id=pk, from_at=broadcast.sent_at, by_standing=False) for pk in members
    )
    return audience


def _record(verb: Verb, broadcast: Broadcast, by: Member, **facts: Any) -> None:
    """Members know that it was written, and to whom; its words are for those it is for."""
    record(verb, broadcast, by=by, audience=Audience.wide("members"), **facts)
