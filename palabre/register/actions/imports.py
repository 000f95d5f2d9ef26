"""An import of the register: a file comes in, is read, is applied as a whole, or withdrawn."""

import time
from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from palabre.commons.trail.record import record
from palabre.core import clock
from palabre.core.tables import rows_of
from palabre.core.tables.headers import proposed
from palabre.core.tables.unwelcome import NOTHING, UnwelcomeSheet
from palabre.core.verdict import YES, Verdict, no, require
from palabre.people.alone import only
from palabre.people.models import Audience, Entity, Member
from palabre.register import policies, staging, verbs
from palabre.register.columns import FIELDS, SYNONYMS
from palabre.register.judging import NEEDED
from palabre.register.models import ImportFile, ImportRow, RegisterImport
from palabre.register.writing import Overtaken, ending, few_enough, write

State = RegisterImport.State
BUDGET = 20.0  # seconds of work a round
KEPT_FOR = timedelta(days=30)


@transaction.atomic
def bring_in_file(
    entity: Entity, *, by: Member, name: str, data: bytes, full: bool, effective_on: date
) -> RegisterImport:
    """Take in a file of an entity's members. Nothing is read but its header: which column holds what is proposed, as it
    was named last time or from the words of the header. Raises ``Refused``; ``UnwelcomeSheet`` with a sentence.
    """
    Member.objects.select_for_update(of=("self",)).get(pk=by.pk)
    require(policies.may_keep_entity(by, entity))
    rows = rows_of(data)
    header = next(rows, None)
    if header is None or next(rows, None) is None:
        raise UnwelcomeSheet(NOTHING)
    before = RegisterImport.objects.filter(entity=entity, headers=header[1]).exclude(state=State.MAPPING)
    last = before.order_by("-pk").first()
    of = RegisterImport.objects.create(
        entity=entity, by=by, name=name[:120], full=full, effective_on=effective_on, headers=header[1],
        mapping=proposed(header[1], SYNONYMS, last.mapping if last else None),
    )  # fmt: skip
    ImportFile.objects.create(of=of, data=data)
    record(verbs.IMPORT_BROUGHT_IN, entity, by=by, audience=only(by))
    return of


@transaction.atomic
def name_columns(of: RegisterImport, *, by: Member, mapping: list[str]) -> RegisterImport:
    """Say what each column holds; the worker then reads the file into rows. Writes nothing in the register. Done again,
    the rows are read anew. Raises ``Refused``.
    """
    of = locked(of)
    require(policies.may_keep_entity(by, of.entity))
    require(_in(of, State.MAPPING, State.JUDGED))
    require(may_be_mapping(of, mapping))
    ImportRow.objects.filter(of=of).delete()
    of.mapping, of.state, of.problem = mapping, State.READING, ""
    of.save(update_fields=["mapping", "state", "problem"])
    record(verbs.IMPORT_MAPPED, of.entity, by=by, audience=only(by))
    return of


@transaction.atomic
def apply_import(of: RegisterImport, *, by: Member) -> RegisterImport:
    """Let the worker write it in the register: all of it, in one transaction, or nothing.

    Raises ``Refused``, also where so many belongings would end that it takes two people.
    """
    of = locked(of)
    require(policies.may_keep_entity(by, of.entity))
    require(_in(of, State.JUDGED))
    require(may_apply_alone(of))
    return begin(of, by)


@transaction.atomic
def withdraw_import(of: RegisterImport, *, by: Member) -> RegisterImport:
    """Leave it. The register stays as it is, the file and its rows are thrown away. Raises ``Refused``."""
    of = locked(of)
    require(policies.may_keep_entity(by, of.entity))
    require(_in(of, State.MAPPING, State.READING, State.JUDGED))
    of.state = State.WITHDRAWN
    of.save(update_fields=["state"])
    ImportFile.objects.filter(of=of).delete()
    ImportRow.objects.filter(of=of).delete()
    record(verbs.IMPORT_WITHDRAWN, of.entity, by=by, audience=only(by))
    return of


def may_be_mapping(of: RegisterImport, mapping: list[str]) -> Verdict:
    named = [name for name in mapping if name]
    if len(mapping) != len(of.headers) or set(named) - set(FIELDS):
        return no(_("This is not about the columns of the file."))
    if len(named) != len(set(named)):
        return no(_("Two columns cannot hold the same thing."))
    if not set(named) & set(NEEDED):
        return no(_("One column must hold the member number or the e-mail address."))
    return YES


def may_apply_alone(of: RegisterImport) -> Verdict:
    """Whether few enough belongings end (one in a hundred at most) for one person to decide it."""
    if few_enough(of.entity, ended_by(of)):
        return YES
    return no(_("More than one belonging in a hundred would end: this takes two people."))


def ended_by(of: RegisterImport) -> int:
    """How many belongings without an end it ends, whatever else it changes of them."""
    return ending(ImportRow.objects.filter(of=of)).count()


def work_on_imports() -> int:
    """The worker's round: read, or write, what waits; give how many imports it worked on. Throws old rows away."""
    until = time.monotonic() + BUDGET
    waiting = RegisterImport.objects.filter(state__in=[State.READING, State.APPLYING]).select_related("entity", "by")
    done = 0
    for of in waiting.order_by("pk"):
        done += 1
        if of.state == State.READING:
            _read(of, until)
        elif staging.make_accounts(of, until):
            _write(of)
        if time.monotonic() > until:
            break
    over = RegisterImport.objects.filter(state=State.APPLIED, applied_at__lt=clock.now() - KEPT_FOR)
    ImportRow.objects.filter(pk__in=ImportRow.objects.filter(of__in=over).values("pk")[:5_000]).delete()
    return done


def _read(of: RegisterImport, until: float) -> None:
    problem = ""
    try:
        with override(of.by.language):  # the sentences are for whoever brought the file
            done = staging.read_on(of, until)
        if not done:
            return
    except UnwelcomeSheet as unwelcome:
        problem = str(unwelcome.sentence)
    state = State.MAPPING if problem else State.JUDGED
    RegisterImport.objects.filter(pk=of.pk, state=State.READING).update(state=state, problem=problem)


def _write(of: RegisterImport) -> None:
    try:
        _write_all(of)
    except Overtaken:
        with override(of.by.language):
            problem = _("The register changed meanwhile, so nothing was written. Have the file read once more.")
        RegisterImport.objects.filter(pk=of.pk, state=State.APPLYING).update(state=State.JUDGED, problem=problem)


@transaction.atomic
def _write_all(of: RegisterImport) -> None:
    of = locked(of)
    if of.state != State.APPLYING:
        return
    by = of.applied_by or of.by
    write(of, by=by, reason=of.name)
    ImportFile.objects.filter(of=of).delete()
    record(verbs.IMPORT_APPLIED, of.entity, by=by, audience=Audience.wide(Audience.Reach.MEMBERS))


def begin(of: RegisterImport, by: Member) -> RegisterImport:
    """In the caller's transaction, which asked whether it may be."""
    of.state, of.applied_by, of.problem = State.APPLYING, by, ""
    of.save(update_fields=["state", "applied_by", "problem"])
    record(verbs.IMPORT_BEGUN, of.entity, by=by, audience=only(by))
    return of


def locked(of: RegisterImport) -> RegisterImport:
    """Read again, with its row locked."""
    return RegisterImport.objects.select_for_update(of=("self",)).select_related("entity", "by").get(pk=of.pk)


def _in(of: RegisterImport, *states: str) -> Verdict:
    return YES if of.state in states else no(_("This import is further on already. Open its page again."))
