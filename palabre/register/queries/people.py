"""People as the register shows them to those who keep it, and to themselves."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Prefetch, Q, QuerySet

from palabre.core import clock
from palabre.people.models import Belonging, Branch, BranchFollow, Duty, Entity, Member, MemberNumber
from palabre.people.queries import once_known_as

WITH = ("entity", "college", "branch", "status", "inscription__by")


@dataclass(frozen=True, slots=True)
class Asked:
    """What the search was asked: a part of a name or a whole number, a branch, an entity, a day (None: today)."""

    words: str = ""
    branch: Branch | None = None
    entity: Entity | None = None
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the register about someone. ``replaced_by``: who replaced it and why, None while it holds."""

    pk: int
    entity: str
    place: str
    from_on: date
    until_on: date | None
    shares: int
    written_at: datetime
    written_by: str
    reason: str
    replaced_at: datetime | None

    @property
    def state(self) -> str:
        """For the thread: what was replaced or is over is past, what holds today is now, what begins later is ahead."""
        today = clock.today()
        if self.replaced_at or (self.until_on and self.until_on < today):
            return "past"
        return "future" if self.from_on > today else "now"


@dataclass(frozen=True, slots=True)
class Person:
    """``open``: the rows that hold, not over yet. ``lines``: everything ever written, the newest first."""

    member: Member
    numbers: list[tuple[str, str]]
    open: list[Belonging]
    lines: list[Line]


def people_found(viewer: Any, asked: Asked) -> QuerySet[Member]:
    """Those whose belonging the viewer keeps, open on the day asked; each with ``kept``: these belongings."""
    kept = Belonging.objects.entrusted_to(viewer, *Duty.KEEPS_REGISTER).on(asked.day or clock.today())
    if asked.branch:
        kept = kept.filter(branch=asked.branch)
    if asked.entity:
        kept = kept.filter(entity=asked.entity)
    found = Member.objects.filter(pk__in=kept.values("member"))
    if asked.words:
        numbered = MemberNumber.objects.filter(number=asked.words, withdrawn_at=None, entity__in=kept.values("entity"))
        found = found.filter(Q(name__icontains=asked.words) | Q(pk__in=numbered.values("member")))
    lines = kept.select_related("entity", "branch", "college", "status").order_by("from_on", "pk")
    return found.order_by("name", "pk").prefetch_related(Prefetch("belongings", lines, to_attr="kept"))


def voters_on(viewer: Any, asked: Asked) -> int:
    """How many voices there were on the day asked, among the belongings the viewer keeps. One query."""
    kept = Belonging.objects.entrusted_to(viewer, *Duty.KEEPS_REGISTER).voting_on(asked.day or clock.today())
    for name, value in (("branch", asked.branch), ("entity", asked.entity)):
        kept = kept.filter(**{name: value}) if value else kept
    return kept.count()


def person(viewer: Any, pk: int) -> Person | None:
    """Someone of whom the viewer keeps a line, be it an old one; of them, these lines alone. Four queries."""
    lines = list(
        Belonging.objects.entrusted_to(viewer, *Duty.KEEPS_REGISTER)
        .filter(member__in=_rows_of(pk))
        .select_related("member", *WITH)
        .order_by("-pk")
    )
    mine = [line.member for line in lines if line.member_id == pk]
    return _told(mine[0], lines) if mine else None


def myself(member: Member) -> Person:
    """Everything the register says, or ever said, of oneself."""
    lines = Belonging.objects.filter(member__in=_rows_of(member.pk))
    return _told(member, list(lines.select_related(*WITH).order_by("-pk")))


def _rows_of(pk: int) -> list[int]:
    """Of this person: their account's, and the one under which the register knew them before. One query."""
    return [pk, *once_known_as(Member(pk=pk)).values_list("pk", flat=True)]


def _told(member: Member, lines: list[Belonging]) -> Person:
    entities = {line.entity_id for line in lines}
    numbers = MemberNumber.objects.filter(member=member, entity__in=entities, withdrawn_at=None)
    today = clock.today()
    holding = [line for line in lines if not line.replaced_at and not (line.until_on and line.until_on < today)]
    return Person(
        member=member,
        numbers=[(each.entity.name, each.number) for each in numbers.select_related("entity").order_by("pk")],
        open=sorted(holding, key=lambda line: (line.from_on, line.pk)),
        lines=[_line(line) for line in lines],
    )


def _line(line: Belonging) -> Line:
    by = line.inscription.by if line.inscription else None
    return Line(
        pk=line.pk,
        entity=line.entity.name,
        place=place_of(line),
        from_on=line.from_on,
        until_on=line.until_on,
        shares=line.shares,
        written_at=line.recorded_at,
        written_by=by.name if by else "",
        reason=line.inscription.reason if line.inscription else "",
        replaced_at=line.replaced_at,
    )


def place_of(line: Belonging) -> str:
    """“membres, entrepreneuriat salarié, Rennes”."""
    return ", ".join(filter(None, (line.college.name, line.status.name if line.status else "", line.branch.name)))


def branches_followed(member: Member) -> list[Branch]:
    """Those followed today, by name."""
    follows = BranchFollow.objects.filter(member=member, until_on=None)
    return list(Branch.objects.filter(pk__in=follows.values("branch")).order_by("name"))


def branches_to_follow(member: Member) -> list[Branch]:
    """Those neither followed nor one's own, by name."""
    follows = BranchFollow.objects.filter(member=member, until_on=None)
    home = Belonging.objects.filter(member=member).on(clock.today())
    return list(
        Branch.objects.exclude(pk__in=follows.values("branch")).exclude(pk__in=home.values("branch")).order_by("name")
    )
