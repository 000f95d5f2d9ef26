"""What each line of a file of past cycles would become, and why. Reads; writes nothing."""

import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db.models import Max
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from palabre.core import clock
from palabre.core.lines import on_one_line, without_turning
from palabre.core.tables.days import day_in
from palabre.core.tables.headers import folded
from palabre.governance.handing_down import Told
from palabre.governance.models import Body, Commitment, Decision, HandedDown
from palabre.governance.models.handed_down import DERIVED
from palabre.past.columns import FIELDS
from palabre.past.models import PastImport, PastRow

Kind, Status = PastRow.Kind, Commitment.Status
LONGEST = {
    "cycle": 40, "group": 120, "theme": 200, "status": 80, "note": 2_000, "reference": 70, "title": 300,
    "text": 20_000, "body": 160, "owner": 120, "proof": 500,
}  # fmt: skip
EARLIEST = date(1800, 1, 1)  # what is said to be older is a slip of the pen
NOT_PROMISED = (Status.REJECTED, Status.POSTPONED)
_web_address = URLValidator(schemes=["http", "https"])


class Refusal(Exception):
    """A sentence for whoever sent the line."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A line that was understood: what it says, and the line of the register it had already, if any."""

    cycle: str
    group: str
    theme: str
    title: str
    text: str
    body: Body
    told: Told
    commitment: Commitment | None = None


@dataclass(frozen=True, slots=True)
class Fate:
    """What becomes of a line. ``asked`` unless it is refused."""

    row: PastRow
    kind: str
    why: str = ""
    asked: Asked | None = None
    title: str = ""  # of a line that is refused, so that it is found again in the file

    def written_down(self) -> PastRow:
        """The row, with its fate in it; not saved."""
        row, asked = self.row, self.asked
        row.kind, row.why = self.kind, self.why[:300]
        row.title, row.cycle, row.status = (
            (asked.title, asked.cycle, asked.told.status) if asked else (self.title, "", "")
        )
        row.commitment = asked.commitment if asked else None
        return row


class Judge:
    """Judges the lines of one file, all of them together: six queries, whatever their number."""

    def __init__(self, of: PastImport) -> None:
        self.of = of
        self.places = {name: place for place, name in enumerate(of.mapping) if name}
        self.bodies = {folded(body.name): body for body in Body.objects.all()}
        self.cycles = {each["cycle"]: (each["source"], date.fromisoformat(each["on"])) for each in of.cycles}
        self.seen: dict[tuple[str, str], int] = {}  # (source, reference) → line
        self.alike: Counter[str] = Counter()
        self.known: dict[tuple[str, str], HandedDown] = {}
        self.notes: dict[int, int] = {}  # commitment → its newest note
        self.decided: set[int] = set()  # commitments on which a body decided anew

    def fates(self, rows: Iterable[PastRow], *, locking: bool = False) -> list[Fate]:
        """One for each row, in order. ``locking``: nothing is noted of what they are about until they are written."""
        if locking:
            there = Commitment.objects.filter(decision__handed_down__source__in=self._sources())
            list(there.select_for_update(of=("self",)).order_by("pk"))
        self.seen, self.alike = {}, Counter()
        self._read_known()
        return [self._fate(row) for row in rows]

    def _read_known(self) -> None:
        sources = self._sources()
        there: Any = HandedDown.objects.filter(source__in=sources)
        found = there.select_related("decision__commitment", "decision__point").prefetch_related("tellings")
        self.known = {(each.source, each.reference): each for each in found}
        commitments = Commitment.objects.filter(decision__handed_down__source__in=sources)
        newest = commitments.order_by().values_list("pk").annotate(Max("notes"))
        self.notes = {pk: note for pk, note in newest if note}
        anew = Decision.objects.filter(point__item__commitment__in=commitments)
        self.decided = set(anew.values_list("point__item__commitment", flat=True))

    def _sources(self) -> list[str]:
        return [source for source, _on in self.cycles.values()]

    def _fate(self, row: PastRow) -> Fate:
        derived = self._derived(row.cells)  # before anything can refuse: of twins, the first stays the first
        try:
            asked = self._asked(row.line, self._words(row.cells), derived)
            return self._against_known(row, asked)
        except Refusal as refusal:
            return Fate(row, Kind.REFUSED, str(refusal), title=self._title(row.cells))

    def _title(self, cells: list[str]) -> str:
        place = self.places.get("title", self.places.get("theme", 0))
        return on_one_line(cells[place])[:300] if place < len(cells) else ""

    def _words(self, cells: list[str]) -> dict[str, str]:
        """The line's words by field. Raises ``Refusal`` for a formula and for what is too long."""
        said = {name: cells[place].strip() if place < len(cells) else "" for name, place in self.places.items()}
        found = dict.fromkeys(FIELDS, "")
        for name, words in said.items():
            clean = without_turning(words) if name in ("text", "note") else on_one_line(words)
            facts: dict[str, Any] = {"column": FIELDS[name], "most": LONGEST.get(name, 80)}
            if clean.startswith("="):
                raise Refusal(_("“%(column)s” is a formula. Save the file with values only.") % facts)
            if len(clean) > facts["most"]:
                raise Refusal(_("“%(column)s” is longer than %(most)s characters.") % facts)
            found[name] = clean
        return found

    def _asked(self, line: int, words: dict[str, str], derived: str) -> Asked:
        for name in ("cycle", "theme", "status"):
            if not words[name]:
                raise Refusal(_("“%(column)s” is empty.") % {"column": FIELDS[name]})
        if not (status := self.of.words.get(words["status"], "")):
            raise Refusal(_("“%(word)s” was given no status.") % {"word": words["status"]})
        source, on = self.cycles[words["cycle"]]
        title = words["title"] or on_one_line(words["text"]) or _of(words["theme"], words["group"])
        told = Told(
            source=source,
            reference=words["reference"] or derived,
            line=line,
            on=self._decided_on(words["decided_on"], on),
            status=status,
            words=words["note"] or words["status"],
            owner_service="" if status in NOT_PROMISED else words["owner"] or self.of.service,
            due_on=_day("due_on", words["due_on"]),
            next_check_on=self.of.next_check_on,
            proof_url=_link(words["proof"]),
        )
        body = self._body(words["body"])
        self._once(told)
        title = Truncator(title).chars(LONGEST["title"])
        return Asked(words["cycle"], words["group"], words["theme"], title, words["text"], body, told)

    def _derived(self, cells: list[str]) -> str:
        """A line without a reference is known again by its words, but for its status and note; of twins, by order."""
        named = ("reference", "cycle", "group", "theme", "title", "text", "body")
        places = {name: self.places[name] for name in named if name in self.places}
        words = {name: on_one_line(cells[place]) if place < len(cells) else "" for name, place in places.items()}
        if words.pop("reference", ""):
            return ""
        same = "|".join(folded(words.get(name, "")) for name in named[1:])
        self.alike[same] += 1
        return f"{DERIVED}{hashlib.sha256(same.encode()).hexdigest()[:24]}-{self.alike[same]}"

    def _decided_on(self, said: str, otherwise: date) -> date:
        on = _day("decided_on", said) or otherwise
        if on < EARLIEST:
            raise Refusal(_("It is said to be decided before 1800. Check the year."))
        if on > clock.today():
            raise Refusal(_("It is said to be decided on a day to come."))
        return on

    def _body(self, said: str) -> Body:
        body = self.bodies.get(folded(said)) if said else self.of.body
        if body is None:
            raise Refusal(_("No body is called what stands in “%(column)s”.") % {"column": FIELDS["body"]})
        return body

    def _once(self, told: Told) -> None:
        key = told.source, told.reference
        if first := self.seen.get(key):
            raise Refusal(_("Line %(line)s has the same reference.") % {"line": first})
        self.seen[key] = told.line

    def _against_known(self, row: PastRow, asked: Asked) -> Fate:
        known = self.known.get((asked.told.source, asked.told.reference))
        if known is None:
            return Fate(row, Kind.NEW, asked=asked)
        commitment: Commitment = known.decision.commitment
        asked = Asked(
            asked.cycle, asked.group, asked.theme, asked.title, asked.text, asked.body, asked.told, commitment
        )
        return self._told_again(row, asked, known)

    def _told_again(self, row: PastRow, asked: Asked, known: HandedDown) -> Fate:
        last, told, commitment = list(known.tellings.all())[-1], asked.told, asked.commitment
        assert commitment is not None
        if folded(asked.title) != folded(known.decision.point.title):
            title = {"title": Truncator(known.decision.point.title).chars(120)}
            raise Refusal(_("Its reference is already that of “%(title)s”. Words once brought in stay.") % title)
        if (last.status, last.words) == (told.status, told.words):
            return Fate(row, Kind.SAME, asked=asked)
        if Status.REJECTED in (last.status, told.status):
            raise Refusal(_("What was rejected, or is to be, changes by a decision of the body alone."))
        if self.notes.get(commitment.pk, 0) != (last.note_id or 0):
            raise Refusal(_("Something was noted of it here since. Note the rest there too, on its page."))
        if commitment.status != last.status or commitment.pk in self.decided:
            raise Refusal(_("The body has decided on it here since. Note the rest there too, on its page."))
        return Fate(row, Kind.CHANGED, asked=asked)


def _of(theme: str, group: str) -> str:
    return f"{theme} ({group})" if group else theme


def _day(name: str, said: str) -> date | None:
    try:
        return day_in(said)
    except ValueError:
        column = {"column": FIELDS[name]}
        raise Refusal(_("What stands in “%(column)s” is no day. Write 2020-02-03 or 03/02/2020.") % column) from None


def _link(said: str) -> str:
    if not said:
        return ""
    try:
        _web_address(said)
    except ValidationError:
        raise Refusal(_("The link of the proof is no whole address that begins with https://.")) from None
    return said
