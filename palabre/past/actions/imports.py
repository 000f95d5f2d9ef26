"""A file of past cycles: it comes in, its columns and words are said, it is judged, then written as a whole."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from palabre.commons.trail.record import record
from palabre.core import clock
from palabre.core.lines import on_one_line
from palabre.core.tables import rows_of
from palabre.core.tables.headers import proposed
from palabre.core.tables.unwelcome import NOTHING, UnwelcomeSheet
from palabre.core.verdict import YES, Refused, Verdict, no, require
from palabre.governance.models import Body, Commitment
from palabre.governance.numbers import lock_numbers
from palabre.past import verbs
from palabre.past.columns import FIELDS, NEEDED, SYNONYMS
from palabre.past.judging import EARLIEST, Fate, Judge
from palabre.past.models import PastImport, PastRow
from palabre.past.policies import may_bring_in_history
from palabre.past.writing import Writer
from palabre.people.alone import only
from palabre.people.models import Audience, Member
from palabre.processes.levels import can_be_kept
from palabre.processes.models import Process

State, Kind = PastImport.State, PastRow.Kind
MOST_LINES, LONGEST_CELL = 1_000, 20_000
MOST_WORDS, MOST_CYCLES = 40, 40
REACHES = (Audience.Reach.PUBLIC, Audience.Reach.MEMBERS)
TOO_MANY = gettext_lazy("The file has more than 1,000 lines. Send it in parts, a cycle at a time.")


@dataclass(frozen=True, slots=True)
class Cycle:
    """Where a past cycle comes from: in words, and the day on which it was decided."""

    cycle: str
    source: str
    on: date


@dataclass(frozen=True, slots=True)
class Said:
    """What is said once of a file. ``words``: which status each word of the file means, ``""`` to refuse its lines.

    ``service`` takes care of what the file gives to nobody; what is still open is checked on ``next_check_on``.
    """

    words: dict[str, str]
    cycles: list[Cycle]
    body: Body
    level: str
    reach: str
    service: str
    next_check_on: date


@transaction.atomic
def bring_in_history(*, by: Member, name: str, data: bytes) -> PastImport:
    """Take in a file of past recommendations: its lines are kept until it is written or withdrawn, the file is not.

    Which column holds what is proposed, as it was named last time or from the words of the header. Raises ``Refused``;
    ``UnwelcomeSheet`` with a sentence.
    """
    Member.objects.select_for_update(of=("self",)).get(pk=by.pk)
    require(may_bring_in_history(by))
    rows = rows_of(data, longest=LONGEST_CELL)
    header = next(rows, None)
    lines = []
    for row in rows:
        lines.append(row)
        if len(lines) > MOST_LINES:
            raise UnwelcomeSheet(TOO_MANY)
    if header is None or not lines:
        raise UnwelcomeSheet(NOTHING)
    before = PastImport.objects.filter(headers=header[1]).exclude(state=State.COLUMNS).order_by("-pk").first()
    of = PastImport.objects.create(
        name=on_one_line(name)[:120], by=by, headers=header[1],
        mapping=proposed(header[1], SYNONYMS, before.mapping if before else None),
    )  # fmt: skip
    PastRow.objects.bulk_create(PastRow(of=of, line=line, cells=cells) for line, cells in lines)
    record(verbs.BROUGHT_IN, of, by=by, audience=only(by))
    return of


@transaction.atomic
def name_columns(of: PastImport, *, by: Member, mapping: list[str]) -> PastImport:
    """Say what each column holds. Its words are asked for next; what was said of them before is proposed.

    Raises ``Refused``.
    """
    of = locked(of)
    require(may_bring_in_history(by))
    require(_in(of, State.COLUMNS, State.WORDS, State.JUDGED))
    require(may_be_mapping(of, mapping))
    of.mapping, of.state = mapping, State.WORDS
    of.save(update_fields=["mapping", "state"])
    record(verbs.COLUMNS_NAMED, of, by=by, audience=only(by))
    return of


@transaction.atomic
def say_words(of: PastImport, *, by: Member, said: Said) -> PastImport:
    """Say once what its words mean, and have every line judged: the dry run. Nothing is written. Done again, all
    lines are judged anew. Raises ``Refused``.
    """
    of = locked(of)
    require(may_bring_in_history(by))
    require(_in(of, State.WORDS, State.JUDGED))
    require(may_be_said(of, said))
    of.words = {word: said.words.get(word, "") for word in words_in_file(of)}
    of.cycles = [{"cycle": each.cycle, "source": each.source, "on": each.on.isoformat()} for each in said.cycles]
    of.body, of.level, of.reach = said.body, said.level, said.reach
    of.service, of.next_check_on, of.state = said.service, said.next_check_on, State.JUDGED
    of.save()
    _write_down(Judge(of).fates(of.rows.order_by("line")))
    record(verbs.WORDS_SAID, of, by=by, audience=only(by))
    return of


@transaction.atomic
def apply_history(of: PastImport, *, by: Member) -> PastImport:
    """Write what the dry run showed: all of it, or nothing. Lines that were refused are left out.

    Past cycles become processes that are over; what was asked, decided and done stands in the register from then on,
    as told. No process that began here is touched, and nobody is told. A second click finds it written. Raises
    ``Refused``, also where something changed since the dry run.
    """
    list(PastImport.objects.select_for_update(of=("self",)).order_by("pk"))  # one at a time: they may share a cycle
    of.refresh_from_db()
    require(may_bring_in_history(by))
    if of.state == State.APPLIED:
        return of
    require(_in(of, State.JUDGED))
    rows = list(of.rows.order_by("line"))
    told = [row.fate for row in rows]
    judge = Judge(of)
    named = {fate.asked.body.pk: fate.asked.body for fate in judge.fates(rows) if fate.asked}
    codes = {pk: lock_numbers(named[pk]) for pk in sorted(named)}  # bodies first, as whoever decides does
    fates = judge.fates(rows, locking=True)
    if [fate.written_down().fate for fate in fates] != told:
        raise Refused(no(_("Something changed since the dry run, so nothing was written. Have it read once more.")))
    counts = {kind: sum(fate.kind == kind for fate in fates) for kind in Kind}
    if not (counts[Kind.NEW] or counts[Kind.CHANGED]):
        raise Refused(no(_("There is nothing to write: no line is new, and none has changed.")))
    entry = record(
        verbs.APPLIED, of, by=by, audience=Audience.wide(of.reach),
        created=counts[Kind.NEW], changed=counts[Kind.CHANGED], refused=counts[Kind.REFUSED],
    )  # fmt: skip
    Writer(of, by=by, entry=entry, codes=codes).write(fates)
    _write_down(fates, emptied=True)
    of.state, of.applied_at = State.APPLIED, clock.now()
    of.save(update_fields=["state", "applied_at"])
    return of


@transaction.atomic
def withdraw_history(of: PastImport, *, by: Member) -> PastImport:
    """Leave it: its lines are thrown away, nothing was written. Raises ``Refused``."""
    of = locked(of)
    require(may_bring_in_history(by))
    require(_in(of, State.COLUMNS, State.WORDS, State.JUDGED))
    of.rows.all().delete()
    of.state = State.WITHDRAWN
    of.save(update_fields=["state"])
    record(verbs.WITHDRAWN, of, by=by, audience=only(by))
    return of


def may_be_mapping(of: PastImport, mapping: list[str]) -> Verdict:
    named = [name for name in mapping if name]
    if len(mapping) != len(of.headers) or set(named) - set(FIELDS):
        return no(_("This is not about the columns of the file."))
    if len(named) != len(set(named)):
        return no(_("Two columns cannot hold the same thing."))
    if missing := [str(FIELDS[name]) for name in NEEDED if name not in named]:
        return no(_("Say which column holds: %(names)s.") % {"names": ", ".join(missing)})
    if len(_distinct(of, mapping, "status")) > MOST_WORDS:
        return no(_("The column of the status holds more than 40 different words: it is another one."))
    if len(_distinct(of, mapping, "cycle")) > MOST_CYCLES:
        return no(_("The column of the cycle holds more than 40 different words: it is another one."))
    return YES


def may_be_said(of: PastImport, said: Said) -> Verdict:
    """Whether what is said of the file can be: every cycle has a source of its own and a day that has passed."""
    if [each.cycle for each in said.cycles] != cycles_in_file(of) or set(said.words.values()) - {
        "",
        *Commitment.Status,
    }:
        return no(_("This is not about the words of the file."))
    sources = [each.source.strip() for each in said.cycles]
    if not all(sources) or len(set(sources)) != len(sources):
        return no(_("Each cycle needs words of its own for where it comes from."))
    if any(each.on > clock.today() or each.on < EARLIEST for each in said.cycles):
        return no(_("A past cycle was decided on a day that has passed."))
    if not (apart := _apart(said.cycles)):
        return apart
    if said.reach not in REACHES or said.next_check_on <= clock.today() or not said.service.strip():
        return no(_("Say who reads it, who takes care of what is open, and a day to come for its check."))
    return can_be_kept(said.level) if said.level in Process.Level else no(_("Choose a level of participation."))


def _apart(cycles: list[Cycle]) -> Verdict:
    """Whether a cycle that came in before keeps its source, and no other takes it."""
    there = dict(Process.objects.exclude(handed_down_from="").values_list("cycle", "handed_down_from"))
    for each in cycles:
        facts = {"cycle": each.cycle, "source": there.get(each.cycle, each.source)}
        if each.cycle in there and there[each.cycle] != each.source:
            return no(_("Cycle %(cycle)s already comes from “%(source)s”.") % facts)
        if each.cycle not in there and each.source in there.values():
            return no(_("“%(source)s” is already where another cycle comes from.") % facts)
    return YES


def words_in_file(of: PastImport) -> list[str]:
    """The file's own words for the status, each once, as they first come."""
    return _distinct(of, of.mapping, "status")


def cycles_in_file(of: PastImport) -> list[str]:
    """The file's cycles, each once, as they first come."""
    return _distinct(of, of.mapping, "cycle")


def _distinct(of: PastImport, mapping: list[str], name: str) -> list[str]:
    place = mapping.index(name)
    cells = (cells for cells in of.rows.order_by("line").values_list("cells", flat=True))
    return list(dict.fromkeys(words for each in cells if place < len(each) and (words := on_one_line(each[place]))))


def _write_down(fates: list[Fate], *, emptied: bool = False) -> None:
    rows = []
    for fate in fates:
        commitment = fate.row.commitment
        row = fate.written_down()
        row.commitment = row.commitment or commitment
        if emptied:
            row.cells, row.title = [], row.title if fate.asked else ""
        rows.append(row)
    fields = ["kind", "why", "title", "cycle", "status", "commitment", "cells"]
    PastRow.objects.bulk_update(rows, fields, batch_size=100)


def locked(of: PastImport) -> PastImport:
    """Read again, with its row locked."""
    return PastImport.objects.select_for_update(of=("self",)).get(pk=of.pk)


def _in(of: PastImport, *states: str) -> Verdict:
    return YES if of.state in states else no(_("This file is further on already. Open its page again."))
