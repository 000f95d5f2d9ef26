"""What an import's rows make of the register, all at once: for a file that is applied, and for a program's batch.

In the caller's transaction, which asked whether it may be.
"""

from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet

from palabre.core import clock
from palabre.people.models import Belonging, Duty, Entity, Inscription, Member
from palabre.register import staging
from palabre.register.models import ImportRow, RegisterImport

Kind = ImportRow.Kind


class Overtaken(Exception):
    """Somebody wrote a line meanwhile that these rows would replace. Nothing was written."""


def write(of: RegisterImport, *, by: Member, reason: str) -> None:
    """Write every row of ``of`` in the register, and note on it that it is done. Accounts of those who come back open,
    duties of those who leave end. Raises ``Overtaken``.
    """
    if staging.overtaken(of):
        raise Overtaken
    try:
        with transaction.atomic():
            of.inscription = Inscription.objects.create(by=by, reason=reason)
            staging.write_lines(of, of.inscription.pk)
    except IntegrityError as moved:
        raise Overtaken from moved
    written = ImportRow.objects.filter(of=of, writes=True).values("member")
    Member.objects.filter(closed_at__isnull=False, pk__in=written).update(is_active=True, closed_at=None)
    _end_duties(of)
    of.state, of.applied_by, of.applied_at, of.problem = RegisterImport.State.APPLIED, by, clock.now(), ""
    of.save(update_fields=["state", "applied_by", "applied_at", "problem", "inscription"])


def ending(rows: QuerySet[ImportRow]) -> QuerySet[ImportRow]:
    """Those of ``rows`` that end a belonging which had no end, whatever else they change of it."""
    changed_to_an_end = Q(kind=Kind.CHANGED, until_on__isnull=False, replaces__until_on__isnull=True)
    return rows.filter(Q(kind=Kind.ENDED) | changed_to_an_end)


def few_enough(entity: Entity, ended: int) -> bool:
    """Whether one person may let ``ended`` belongings end: one in a hundred at most."""
    return ended * 100 <= Belonging.objects.filter(entity=entity).on(clock.today()).count()


def _end_duties(of: RegisterImport) -> None:
    """What was entrusted to those whose last belonging ends here ends with it."""
    ended = ending(ImportRow.objects.filter(of=of)).values("member")
    staying = Belonging.objects.in_force().filter(until_on=None).values("member")
    for duty in Duty.objects.filter(member__in=ended, until_on__gte=of.effective_on).exclude(member__in=staying):
        ends = Belonging.objects.in_force().filter(member=duty.member_id).order_by("-until_on")
        last = ends.values_list("until_on", flat=True)[0]
        if last and last < duty.until_on:
            duty.until_on = max(last, duty.from_on)
            duty.save(update_fields=["until_on"])
