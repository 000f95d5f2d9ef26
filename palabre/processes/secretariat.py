"""The list of those who read manuscripts: whoever keeps the secretariat, for as long as they keep it."""

from django.db import transaction
from django.db.models import Q

from palabre.core import clock
from palabre.people.models import Audience, Duty, Listed

LABEL = "The secretariat: working documents before publication"


def secretariat_audience() -> Audience:
    """The listed audience of the secretariat, made when first asked for, and brought into step with the duties."""
    audience = Audience.objects.filter(reach=Audience.Reach.LISTED, label=LABEL).order_by("pk").first()
    audience = audience or Audience.objects.create(reach=Audience.Reach.LISTED, label=LABEL)
    _bring_into_step(audience)
    return audience


@transaction.atomic
def keep_secretariat_in_step() -> int:
    """The worker's round: list who took up the duty, close the rows of who left it. Gives how many rows changed."""
    audience = Audience.objects.filter(reach=Audience.Reach.LISTED, label=LABEL).order_by("pk").first()
    return _bring_into_step(audience) if audience else 0


def _bring_into_step(audience: Audience) -> int:
    today, now, changed = clock.today(), clock.now(), 0
    duties = Duty.objects.on(today).filter(kind=Duty.Kind.SECRETARIAT, entity=None, branch=None)
    untils = {duty.member_id: clock.end_of(duty.until_on) for duty in duties.order_by("until_on")}
    listed = {row.member_id: row for row in audience.listed.all()}
    for member, until_at in untils.items():
        row = listed.get(member) or Listed(audience=audience, member_id=member, from_at=now)
        if row.until_at != until_at:
            row.until_at = until_at
            row.save()
            changed += 1
    still_open = audience.listed.filter(Q(until_at__isnull=True) | Q(until_at__gt=now)).exclude(member__in=untils)
    return changed + still_open.update(until_at=now)
