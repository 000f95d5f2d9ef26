"""A program brings the register up to date, a batch at a time: written at once, or refused with a sentence."""

from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from palabre.commons.trail.record import record
from palabre.core import clock
from palabre.core.verdict import YES, Verdict, no, require
from palabre.people.models import Audience, Belonging, Entity, Member
from palabre.register import policies, staging, verbs
from palabre.register.batches import Batch, judged
from palabre.register.models import ImportRow, RegisterImport
from palabre.register.writing import Overtaken, ending, few_enough, write

MOST = 500  # rows at once: about a third of a second, during which SQLite lets nobody else write
COUNTED_WITHIN = timedelta(hours=24)
Kind = ImportRow.Kind


@transaction.atomic
def sync_members(entity: Entity, batch: Batch, *, by: Member) -> list[ImportRow]:
    """Write what a program says of at most ``MOST`` members; give what became of each row, in order.

    A person is known by their number, else by their address; a row that says what the register says writes nothing, so
    a batch may be sent again. Rows that are refused are left out, the others are written together or not at all. Names
    and addresses of people who are known stay theirs. Raises ``Refused`` when ``by`` does not keep this register, or
    when with this batch more than one belonging in a hundred would have been ended by programs within a day: a file,
    which two people can confirm, does that. Raises ``Overtaken`` when somebody changed one of these lines meanwhile.
    """
    entity = Entity.objects.select_for_update(of=("self",)).get(pk=entity.pk)  # one batch of an entity at a time
    require(policies.may_keep_entity(by, entity))
    require(Verdict(0 < len(batch.rows) <= MOST, _("A batch holds 1 to %(most)s members.") % {"most": MOST}))
    of, rows = judged(entity, batch, by=by)
    telling = [row for row in rows if row.kind not in (Kind.SAME, Kind.REFUSED)]
    if not telling:
        return rows
    _lock_replaced(telling)
    of.save()
    ImportRow.objects.bulk_create(telling)
    require(may_end_more(of))
    staging.make_accounts_of(telling)
    write(of, by=by, reason=batch.reason or batch.program)
    record(verbs.SYNCED, entity, by=by, audience=Audience.wide(Audience.Reach.MEMBERS))
    fresh = ImportRow.objects.in_bulk([row.pk for row in telling])  # an address may have been taken meanwhile
    return [fresh.get(row.pk, row) for row in rows]


def may_end_more(of: RegisterImport) -> Verdict:
    """Whether few enough belongings end, with those that programs ended within a day: small batches add up."""
    programs = RegisterImport.objects.filter(entity=of.entity, program=True, at__gt=clock.now() - COUNTED_WITHIN)
    if few_enough(of.entity, ending(ImportRow.objects.filter(of__in=programs)).count()):
        return YES
    return no(
        _("More than one belonging in a hundred would end within a day: bring in a file, which two people confirm.")
    )


def _lock_replaced(rows: list[ImportRow]) -> None:
    """Nobody corrects these lines until the batch is written; one that was corrected already stops it."""
    lines = [row.replaces_id for row in rows if row.replaces_id]
    there = Belonging.objects.select_for_update(of=("self",)).filter(pk__in=lines, replaced_at=None)
    if len(there) != len(lines):
        raise Overtaken
