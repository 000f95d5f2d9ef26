"""The list of those who read manuscripts: whoever keeps the secretariat, for as long as they keep it."""

from collections.abc import Iterator
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from palabre.core import clock
from palabre.people.models import Audience, Duty, Listed

LABEL = "The secretariat: working documents before publication"


def secretariat_audience() -> Audience:
    """The listed audience of the secretariat, made when first asked for, and brought into step with the duties."""
    audience = _made() or Audience.objects.create(reach=Audience.Reach.LISTED, label=LABEL)
    _bring_into_step(audience)
    return audience


@transaction.atomic
def keep_secretariat_in_step() -> int:
    """The worker's round: list who took up the duty, close the rows of who left it. Gives how many rows changed."""
    audience = _made()
    return _bring_into_step(audience) if audience else 0


def out_of_step() -> Iterator[int]:
    """Numbers of the members who read for another time than their duty gives: too long, too short, not at all."""
    if audience := _made():
        listed = dict(audience.listed.at(clock.now()).values_list("member", "until_at"))
        owed = _owed()
        yield from sorted(member for member in listed | owed if listed.get(member, "") != owed.get(member, ""))


def _made() -> Audience | None:
    return Audience.objects.filter(reach=Audience.Reach.LISTED, label=LABEL).order_by("pk").first()


def _owed() -> dict[int, datetime]:
    """Who keeps the secretariat today, and the instant their longest duty ends."""
    duties = Duty.objects.on(clock.today()).filter(kind=Duty.Kind.SECRETARIAT, entity=None, branch=None)
    return {duty.member_id: clock.end_of(duty.until_on) for duty in duties.order_by("until_on")}


def _bring_into_step(audience: Audience) -> int:
    now, changed, owed = clock.now(), 0, _owed()
    listed = {row.member_id: row for row in audience.listed.all()}
    for member, until_at in owed.items():
        row = listed.get(member) or Listed(audience=audience, member_id=member, from_at=now)
        if row.until_at != until_at:
            row.until_at = until_at
            row.save()
            changed += 1
    still_open = audience.listed.filter(Q(until_at__isnull=True) | Q(until_at__gt=now)).exclude(member__in=owed)
    return changed + still_open.update(until_at=now)
