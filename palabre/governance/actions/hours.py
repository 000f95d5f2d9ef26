"""Announce when some of a body are there to be met; change it or call it off, with a reason."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from palabre.commons.trail.record import record
from palabre.core import clock
from palabre.core.verdict import require
from palabre.governance import hour_policies as policies
from palabre.governance import hour_verbs as verbs
from palabre.governance.hour_terms import Receiving, reason_faults
from palabre.governance.models import Body, OpenHour, OpenHourChange
from palabre.people.models import Member
from palabre.people.policies import may_read


@transaction.atomic
def announce_hour(body: Body, *, by: Member, receiving: Receiving) -> OpenHour:
    """Announce an open hour of ``body``, open to the body's readers. Those who receive are told.

    Raises ``Refused`` when ``by`` may not; ``ValidationError`` (by field) when something is missing, or the same hour
    is announced already.
    """
    # Locked: two people may announce the same hour together. Others may still put things before the body meanwhile.
    body = Body.objects.select_for_update(of=("self",), no_key=True).get(pk=body.pk)
    require(may_read(by, body))
    require(policies.may_announce(by, body))
    if faults := receiving.faults(body):
        raise ValidationError(faults)
    there = body.open_hours.filter(called_off_at=None, from_at=receiving.from_at, place=receiving.place.strip())
    if there.filter(link=receiving.link.strip()).exists():
        raise ValidationError({"from_at": _("An open hour has already been announced for this time and place.")})

    hour = OpenHour.objects.create(body=body, audience=body.audience, **_said(receiving))
    hour.receivers.set(receiving.receivers)
    record(verbs.HOUR_ANNOUNCED, hour, by=by, body=body.pk, body_name=body.name)
    return hour


@transaction.atomic
def change_hour(hour: OpenHour, *, by: Member, receiving: Receiving, reason: str) -> OpenHour:
    """Change an open hour until it is over. What stood there before, and why it changed, stays beside it.

    Questions asked stay. Whoever asked, supports, receives or was to receive is told. Raises as above, and without a
    reason.
    """
    hour = _locked(hour)
    require(policies.may_change_hour(by, hour))
    if faults := receiving.faults(hour.body, hour) | reason_faults(reason):
        raise ValidationError(faults)
    OpenHourChange.objects.create(
        hour=hour, reason=reason.strip(), by=by, about=hour.about, from_at=hour.from_at, until_at=hour.until_at,
        place=hour.place, link=hour.link,
    )  # fmt: skip
    said = _said(receiving) | {"changed_at": clock.now()}
    for name, value in said.items():
        setattr(hour, name, value)
    hour.save(update_fields=list(said))
    before = list(hour.receivers.order_by("id").values_list("pk", flat=True))
    hour.receivers.set(receiving.receivers)
    record(verbs.HOUR_CHANGED, hour, by=by, body=hour.body_id, body_name=hour.body.name, receivers_before=before)
    return hour


@transaction.atomic
def call_off_hour(hour: OpenHour, *, by: Member, reason: str) -> OpenHour:
    """Call an open hour off. It stays where it was announced, with the reason; its questions are still owed an answer.

    Whoever asked, supports or receives is told. Raises ``Refused`` when ``by`` may not, or it is over or called off;
    ``ValidationError`` without a reason.
    """
    hour = _locked(hour)
    require(policies.may_change_hour(by, hour))
    if faults := reason_faults(reason):
        raise ValidationError(faults)
    hour.called_off_at = hour.changed_at = clock.now()
    hour.called_off_because = reason.strip()
    hour.save(update_fields=["called_off_at", "changed_at", "called_off_because"])
    record(verbs.HOUR_CALLED_OFF, hour, by=by, body=hour.body_id, body_name=hour.body.name)
    return hour


def _locked(hour: OpenHour) -> OpenHour:
    """Under lock and read again, its body first."""
    Body.objects.select_for_update(of=("self",), no_key=True).get(pk=hour.body_id)
    return OpenHour.objects.select_for_update(of=("self",), no_key=True).select_related("body").get(pk=hour.pk)


def _said(receiving: Receiving) -> dict[str, object]:
    return {
        "about": receiving.about.strip(),
        "from_at": receiving.from_at,
        "until_at": receiving.until_at,
        "place": receiving.place.strip(),
        "link": receiving.link.strip(),
        "questions_until": receiving.last_question,
    }
