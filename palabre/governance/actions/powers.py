"""What a body may do, as the secretariat writes it down."""

from collections.abc import Sequence

from django.db import transaction

from palabre.commons.trail.record import record
from palabre.core.verdict import require
from palabre.governance import policies, verbs
from palabre.governance.models import Body, Power
from palabre.people.models import Member


@transaction.atomic
def set_powers(body: Body, *, by: Member, powers: Sequence[Power]) -> int:
    """Say from now on that ``body`` may do this, in this order, and nothing else; give how many powers it has.

    It gives and takes no power: the statutes do. Unsaved rows are what is given. The same as before: nothing is
    recorded. Raises ``Refused`` when ``by`` does not keep the secretariat.
    """
    require(policies.may_set_powers(by))
    body = Body.objects.select_for_update(of=("self",)).get(pk=body.pk)
    before = [_said(power) for power in body.powers.all()]
    if before != [_said(power) for power in powers]:
        body.powers.all().delete()
        for position, power in enumerate(powers):
            power.body, power.position = body, position
        Power.objects.bulk_create(powers)
        record(verbs.POWERS_SET, body, by=by, count=len(powers))
    return len(powers)


def _said(power: Power) -> tuple[str | int | None, ...]:
    return power.kind, power.what, power.also, power.article_id, power.toward_id, power.weigh_in, power.where
