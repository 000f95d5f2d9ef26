"""What a body may do, as the secretariat writes it down."""

from collections.abc import Sequence
from datetime import timedelta

from django.db import transaction

from palabre.commons.trail.record import record
from palabre.core import clock
from palabre.core.verdict import require
from palabre.governance import policies, verbs
from palabre.governance.models import Body, BodyTie, Power
from palabre.people.models import Member


@transaction.atomic
def set_powers(body: Body, *, by: Member, powers: Sequence[Power]) -> int:
    """Say from now on that ``body`` may do this, in this order, and nothing else; give how many powers it has.

    It gives and takes no power: the statutes do. Unsaved rows are what is given. The same as before: nothing is
    recorded. What ties it to other bodies is dated (``BodyTie``): what is gone ended yesterday, what is new begins
    today. Raises ``Refused`` when ``by`` does not keep the secretariat.
    """
    require(policies.may_set_powers(by))
    body = Body.objects.select_for_update(of=("self",)).get(pk=body.pk)
    before = [_said(power) for power in body.powers.all()]
    if before != [_said(power) for power in powers]:
        body.powers.all().delete()
        for position, power in enumerate(powers):
            power.body, power.position = body, position
        Power.objects.bulk_create(powers)
        _date_ties(body, {(power.toward_id, power.kind) for power in powers if power.toward_id})
        record(verbs.POWERS_SET, body, by=by, count=len(powers))
    return len(powers)


def _said(power: Power) -> tuple[str | int | None, ...]:
    return power.kind, power.what, power.also, power.article_id, power.toward_id, power.weigh_in, power.where


def _date_ties(body: Body, stand: set[tuple[int, str]]) -> None:
    """Close the ties that stand no more and open those that are new. One that began today leaves no trace.

    One that ended yesterday and is written down again goes on: a slip mended the same day is no interruption.
    """
    today = clock.today()
    yesterday = today - timedelta(days=1)
    open_ones = {(tie.toward_id, tie.kind): tie for tie in body.ties.filter(until_on=None)}
    gone = [tie.pk for key, tie in open_ones.items() if key not in stand]
    body.ties.filter(pk__in=gone, from_on=today).delete()
    body.ties.filter(pk__in=gone).update(until_on=yesterday)
    for toward, kind in sorted(stand - open_ones.keys()):
        if not body.ties.filter(toward=toward, kind=kind, until_on=yesterday).update(until_on=None):
            BodyTie.objects.create(body=body, toward_id=toward, kind=kind, from_on=today)
