"""What each row of a file would do to the register, and why. Reads a batch at a time; writes nothing."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import Min
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from palabre.core import nouns
from palabre.core.components.dates import in_words
from palabre.core.lines import as_name, mixes_alphabets
from palabre.core.tables.days import day_in
from palabre.core.tables.headers import folded
from palabre.people.models import Belonging, Branch, Member, MemberNumber
from palabre.register.models import ImportRow, RegisterImport
from palabre.register.policies import may_begin_on

Kind = ImportRow.Kind
MOST_SHARES = 100_000
NEEDED = ("number", "email")


class Refusal(Exception):
    """A sentence for whoever sent the row."""


@dataclass(slots=True)
class Known:
    """What the register says of the people of one batch."""

    by_number: dict[str, int] = field(default_factory=dict)
    by_email: dict[str, int] = field(default_factory=dict)
    numbers: dict[int, str] = field(default_factory=dict)
    lines: dict[int, Belonging] = field(default_factory=dict)  # the one that holds, or the last that did
    earlier: dict[tuple[str, str], int] = field(default_factory=dict)  # ("number", "4711") -> line in this file


class Judge:
    """Judges the rows of one import, batch by batch."""

    def __init__(self, of: RegisterImport) -> None:
        self.of = of
        self.places = {name: place for place, name in enumerate(of.mapping) if name}
        entity = of.entity
        self.colleges = {folded(each.name): each for each in entity.colleges.all()}
        self.statuses = {folded(each.name): each for each in entity.statuses.all()}
        self.branches = {folded(each.name): each for each in Branch.objects.all()}

    def rows(self, batch: list[tuple[int, list[str]]]) -> list[ImportRow]:
        """One row for each line, in order. Seven queries a batch, whatever its size."""
        said = [(line, self._words(cells)) for line, cells in batch]
        known = self._known([words for _line, words in said])
        return [self._row(line, words, known) for line, words in said]

    def _words(self, cells: list[str]) -> dict[str, str]:
        words = {name: cells[place] if place < len(cells) else "" for name, place in self.places.items()}
        words["email"] = words.get("email", "").lower()
        words["number"] = words.get("number", "")
        words["name"] = as_name(" ".join(filter(None, (words.get("first", ""), words.get("name", "")))))
        return words

    def _known(self, said: list[dict[str, str]]) -> Known:
        numbers = {words["number"] for words in said if words["number"]}
        emails = {words["email"] for words in said if words["email"]}
        given = MemberNumber.objects.filter(entity=self.of.entity, withdrawn_at=None)
        known = Known(
            by_number=dict(given.filter(number__in=numbers).values_list("number", "member")),
            by_email=_by_email(emails),
        )
        people = {*known.by_number.values(), *known.by_email.values()}
        known.numbers = dict(given.filter(member__in=people).values_list("member", "number"))
        lines = Belonging.objects.in_force().filter(entity=self.of.entity, member__in=people)
        known.lines = {line.member_id: line for line in lines.order_by("from_on", "pk")}
        there = ImportRow.objects.filter(of=self.of.pk, line__gt=0).order_by()
        for name, values in (("number", numbers), ("email", emails)):
            found = there.filter(**{f"{name}__in": values}).values_list(name).annotate(first=Min("line"))
            known.earlier |= {(name, value): line for value, line in found}
        return known

    def _row(self, line: int, words: dict[str, str], known: Known) -> ImportRow:
        row = ImportRow(
            of=self.of, line=line, number=words["number"][:40], email=words["email"][:254], name=words["name"][:80]
        )
        try:
            self._judge(row, words, known)
        except Refusal as refusal:
            row.kind, row.why, row.writes, row.numbers, row.replaces, row.eve = (
                Kind.REFUSED, str(refusal), False, False, None, None,
            )  # fmt: skip
        for name in ("number", "email"):
            if words[name]:
                known.earlier.setdefault((name, words[name]), line)
        return row

    def _judge(self, row: ImportRow, words: dict[str, str], known: Known) -> None:
        self._plain(words)
        self._said_before(words, known)
        member = self._who(words, known)
        row.member_id = member
        there = known.lines.get(member or 0)
        row.college = self._one_of(self.colleges, words, "college", there)
        row.branch = self._one_of(self.branches, words, "branch", there)
        row.status = self._status(words, there)
        row.shares = _shares(words.get("shares", ""), there)
        from_on, row.until_on = _day(words.get("from_on", "")), _day(words.get("until_on", ""))
        row.numbers = bool(words["number"]) and (member is None or member not in known.numbers)
        if there is None:
            self._new(row, from_on)
        else:
            self._against(row, there, from_on)
        if row.kind != Kind.SAME and member == self.of.by_id:
            raise Refusal(_("Nobody writes their own line: ask someone else who keeps the register."))

    def _plain(self, words: dict[str, str]) -> None:
        if not words["number"] and not words["email"]:
            raise Refusal(_("No member number and no address: nobody can tell who this is."))
        if len(words["number"]) > 40:
            raise Refusal(_("The member number is longer than 40 signs."))
        if words["number"].startswith(("=", "+", "-", "@")):
            raise Refusal(_("The member number is a formula. Save the file with values only."))
        if words["email"]:
            try:
                validate_email(words["email"])
            except ValidationError:
                raise Refusal(_("“%(email)s” is no e-mail address.") % {"email": words["email"][:80]}) from None

    def _said_before(self, words: dict[str, str], known: Known) -> None:
        for name, sentence in (
            ("number", _("Line %(line)s has the same member number.")),
            ("email", _("Line %(line)s has the same address: two rows for one person.")),
        ):
            if earlier := known.earlier.get((name, words[name])):
                raise Refusal(sentence % {"line": earlier})

    def _who(self, words: dict[str, str], known: Known) -> int | None:
        numbered, addressed = known.by_number.get(words["number"]), known.by_email.get(words["email"])
        if numbered and addressed and numbered != addressed:
            raise Refusal(_("The number is one person’s and the address another’s."))
        member = numbered or addressed
        if member and words["number"] and known.numbers.get(member, words["number"]) != words["number"]:
            raise Refusal(_("This person has the number %(number)s here.") % {"number": known.numbers[member]})
        if member:
            return member
        if not words["email"]:
            raise Refusal(_("Somebody new needs an e-mail address: it is how they sign in."))
        if not words["name"]:
            raise Refusal(_("Somebody new needs a name."))
        if len(words["name"]) > 80 or words["name"].startswith(("=", "+", "@")):
            raise Refusal(_("This is no name of a person."))
        if mixes_alphabets(words["name"]):
            raise Refusal(_("The name mixes letters of two alphabets that look alike."))
        return None

    def _one_of(self, among: dict[str, Any], words: dict[str, str], name: str, there: Belonging | None) -> Any:
        said = words.get(name, "")
        if not said:
            if there is not None:
                return getattr(there, name)
            if len(among) == 1:
                return next(iter(among.values()))
            raise Refusal(capfirst(_("%(which)s?") % {"which": nouns.said(name, "which")}))
        if found := among.get(folded(said)):
            return found
        facts = {"said": said[:80], "no_branch": capfirst(nouns.said("branch", "no"))}
        college, branch = _("No college here is called “%(said)s”."), _("%(no_branch)s is called “%(said)s”.")
        raise Refusal((college if name == "college" else branch) % facts)

    def _status(self, words: dict[str, str], there: Belonging | None) -> Any:
        said = words.get("status", "")
        if not said:
            return there.status if there is not None else None
        if found := self.statuses.get(folded(said)):
            return found
        raise Refusal(_("No status here is called “%(said)s”. Add it to the entity first.") % {"said": said[:80]})

    def _new(self, row: ImportRow, from_on: date | None) -> None:
        if from_on is None:
            raise Refusal(_("Since when? Somebody new needs a first day."))
        _begins(from_on)
        _ends_after(from_on, row.until_on)
        row.kind, row.from_on, row.writes = Kind.NEW, from_on, True

    def _against(self, row: ImportRow, there: Belonging, from_on: date | None) -> None:
        """Somebody known: what differs from the line there is."""
        last = there.until_on
        over = last is not None and last < self.of.effective_on
        if last is not None and over and row.until_on is None:
            if from_on is None or from_on <= last:
                raise Refusal(_("This belonging ended on %(day)s. To come back, a later first day is needed.")
                              % {"day": in_words(last)})  # fmt: skip
            return self._new(row, from_on)
        moved = any(
            getattr(row, f"{name}_id") != getattr(there, f"{name}_id") for name in ("college", "branch", "status")
        )
        if not over and (moved or row.shares != there.shares):
            self._changed(row, there)
        elif not over and row.until_on is not None and row.until_on != there.until_on:
            _ends_after(there.from_on, row.until_on)
            row.kind, row.replaces, row.eve = Kind.ENDED, there, row.until_on
        else:
            row.kind = Kind.CHANGED if row.numbers else Kind.SAME
            row.why = _("The member number is new.") if row.numbers else ""
        return None

    def _changed(self, row: ImportRow, there: Belonging) -> None:
        """From the effective day on; the days before keep what was true then."""
        row.kind, row.replaces, row.writes = Kind.CHANGED, there, True
        row.from_on = max(there.from_on, self.of.effective_on)
        if there.from_on < self.of.effective_on:
            row.eve = self.of.effective_on - timedelta(days=1)
        if row.until_on is None:
            row.until_on = there.until_on
        _ends_after(row.from_on, row.until_on)


def _by_email(emails: set[str]) -> dict[str, int]:
    """Whose these are: the address somebody is written to, or another one they have shown to be theirs."""
    others = EmailAddress.objects.filter(email__in=emails, verified=True).values_list("email", "user")
    return {**dict(others), **dict(Member.objects.filter(email__in=emails).values_list("email", "pk"))}


def _begins(day: date) -> None:
    if not (may := may_begin_on(day)):
        raise Refusal(str(may.reason))


def _ends_after(from_on: date, until_on: date | None) -> None:
    if until_on and until_on < from_on:
        raise Refusal(_("The last day is before the first."))


def _shares(said: str, there: Belonging | None) -> int:
    if not said:
        return there.shares if there is not None else 1
    if not said.isdecimal() or int(said) > MOST_SHARES:
        raise Refusal(_("“%(said)s” is no number of shares.") % {"said": said[:40]})
    return int(said)


def _day(said: str) -> date | None:
    """Raises ``Refusal`` for what is no day."""
    try:
        return day_in(said)
    except ValueError:
        raise Refusal(_("“%(said)s” is no day. Write 2020-02-03 or 03/02/2020.") % {"said": said[:40]}) from None


def absent(of: RegisterImport, lines: Iterable[Belonging]) -> list[ImportRow]:
    """Rows for those whom a full file does not name: their belonging ends on the eve of the effective day."""
    eve = of.effective_on - timedelta(days=1)
    rows = []
    for line in lines:
        row = ImportRow(
            of=of, line=0, name=line.member.name, member=line.member, college=line.college, branch=line.branch,
            status=line.status, kind=Kind.ENDED, why=_("Not in the file."), replaces=line, eve=eve, until_on=eve,
        )  # fmt: skip
        if eve < line.from_on:
            row.kind, row.why, row.replaces, row.eve = (
                Kind.REFUSED,
                _("Not in the file, but they begin later."),
                None,
                None,
            )
        rows.append(row)
    return rows
