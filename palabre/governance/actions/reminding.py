"""The worker's round: whoever keeps a promise is reminded before its check, once, as the rules of its body say."""

from datetime import date, timedelta

from django.db import transaction
from django.db.models import QuerySet

from palabre.commons.trail.models import Entry
from palabre.commons.trail.record import record
from palabre.core import clock
from palabre.core.components.dates import day_of
from palabre.governance import verbs
from palabre.governance.models import Body, Commitment
from palabre.governance.ruled import rule

KEY = "check_reminder_days"


def remind_owners() -> int:
    """Tell each owner whose check comes within the days that the rules name; give how many were told.

    Where nothing is ruled nobody is reminded. Once for each check, in two workers at once as well: under the promise's
    lock, the trail says whether it was done since these days began. Whoever set the check within these days knows of
    it and is left in peace. A service without an account is told nothing. Asks no policy: the software itself does it.
    """
    told, today = 0, clock.today()
    for body in Body.objects.filter(pk__in=_to_come(today).values("body")).order_by("pk"):
        if days := rule(body, KEY):
            near = _to_come(today).filter(body=body, next_check_on__lte=today + timedelta(days=days))
            told += sum(_remind(pk, days) for pk in list(near.order_by("pk").values_list("pk", flat=True)))
    return told


@transaction.atomic
def _remind(pk: int, days: int) -> bool:
    locked = Commitment.objects.select_for_update(of=("self",)).select_related("owner", "body")
    commitment = locked.filter(pk__in=_to_come(clock.today()).values("pk")).filter(pk=pk).first()
    if commitment is None or commitment.next_check_on is None or commitment.owner is None:
        return False
    begins, owner, body = commitment.next_check_on - timedelta(days=days), commitment.owner, commitment.body
    if day_of(commitment.changed_at) > begins or not owner.is_active or owner.has_left():
        return False
    told = Entry.objects.filter(subject_kind=commitment._meta.label_lower, subject_id=pk, verb=verbs.CHECK_NEARS.key)
    if told.filter(at__gte=clock.start_of(begins)).exists():
        return False
    record(verbs.CHECK_NEARS, commitment, by=None, body=body.pk, body_name=body.name, commitment=pk, owner=owner.pk)
    return True


def _to_come(today: date) -> QuerySet[Commitment]:
    """Open promises that somebody keeps and whose check has not passed."""
    return Commitment.objects.filter(status__in=Commitment.OPEN, owner__isnull=False, next_check_on__gte=today)
