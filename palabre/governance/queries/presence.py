"""Who takes part in a meeting, at any instant of it, and whether that makes the quorum.

A body with seats has its sheet ticked seat by seat. An assembly has its people counted college by college, those of its
legal entity if it has one: it would be neither possible nor discreet to tick a thousand members.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db.models import Count as Number
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from palabre.core.components.dates import day_of, hour_in_words
from palabre.governance.models import Headcount, Mandate, Meeting, MinutesPart, Presence
from palabre.governance.ruled import rule_at
from palabre.people.models import Belonging, College, Member
from palabre.rules.kinds import BodyKind

VOTERS = (Mandate.Role.CHAIR, Mandate.Role.DIRECTOR)  # a secretary keeps the minutes and has no vote
How = Presence.How


@dataclass(frozen=True, slots=True)
class SeatLine:
    """A seat of the body that day. ``line`` is their newest one on the sheet; ``counts``: their voice takes part."""

    member: int
    name: str
    role: str
    votes: bool
    line: Presence | None
    counts: bool

    @property
    def is_here(self) -> bool:
        return self.line is not None and self.line.how in Presence.HERE

    @property
    def lost_their_proxy(self) -> bool:
        """Represented by somebody who does not take part any more."""
        return self.line is not None and self.line.how == How.REPRESENTED and not self.counts


@dataclass(frozen=True, slots=True)
class CollegeLine:
    """A college of the assembly. ``register``: how many voices it has by the register of that day."""

    college: College
    register: int
    line: Headcount | None

    @property
    def entitled(self) -> int:
        return self.register if self.line is None else self.line.entitled


@dataclass(frozen=True, slots=True)
class Sheet:
    """The attendance sheet at an instant: ``seats`` of a body with seats, else ``colleges``."""

    seats: list[SeatLine]
    colleges: list[CollegeLine]

    @property
    def by_seat(self) -> bool:
        return bool(self.seats)

    @property
    def begun(self) -> bool:
        """Whether anything stands on it."""
        return any(seat.line for seat in self.seats) or any(each.line for each in self.colleges)

    @property
    def entitled(self) -> int:
        return sum(seat.votes for seat in self.seats) + sum(each.entitled for each in self.colleges)

    @property
    def voices(self) -> int:
        """Present or represented, of those who vote."""
        counted = sum(each.line.voices for each in self.colleges if each.line)
        return sum(seat.counts and seat.votes for seat in self.seats) + counted

    @property
    def unmarked(self) -> list[SeatLine]:
        return [seat for seat in self.seats if seat.line is None]


@dataclass(frozen=True, slots=True)
class Quorum:
    """``needed`` is nothing where no rule sets a quorum: then how many take part is all that can be said."""

    voices: int
    entitled: int
    needed: int | None

    @property
    def is_reached(self) -> bool:
        return self.needed is not None and self.voices >= self.needed


def sheet_of(meeting: Meeting, at: datetime | None = None) -> Sheet:
    """The sheet as it stands, or as it stood at ``at``. Two queries, however many seats or colleges."""
    day = day_of(meeting.starts_at)
    mandates = Mandate.objects.on(day).filter(body=meeting.body_id).select_related("holder", "body").order_by("id")
    held: dict[int, Mandate] = {}
    for mandate in mandates:
        held.setdefault(mandate.holder_id, mandate)
    directed = any(mandate.role == Mandate.Role.DIRECTOR for mandate in held.values())
    if directed and meeting.body.kind != BodyKind.ASSEMBLY:
        return Sheet(_seats(held, _newest_lines(meeting, at)), [])
    return Sheet([], _colleges(meeting, at))


def quorum_of(meeting: Meeting, sheet: Sheet) -> Quorum:
    """What the rules the meeting runs under ask of this sheet. A part of a voice is a whole one: 50 % of 11 is 6."""
    percent = rule_at(meeting, "quorum_percent")
    needed = None if percent is None else -(-sheet.entitled * percent // 100)
    return Quorum(sheet.voices, sheet.entitled, needed)


def presence_from_the_sheet(meeting: Meeting) -> MinutesPart | None:
    """What the sheet says, as the part of the minutes about who was there; nothing while the sheet is empty.

    Whoever left was there. Who was represented, and who left when, is read from the sheet as minutes are presented
    (``moves_on_the_sheet``). How many were counted stands in words, in the cooperative's own language: minutes are read
    by many.
    """
    sheet = sheet_of(meeting)
    if not sheet.begun:
        return None
    with override(settings.LANGUAGE_CODE):
        words = _said_of_colleges(sheet)
    return MinutesPart(
        anchor=MinutesPart.PRESENCE,
        present=_noted_as(sheet, *Presence.HERE, How.LEFT),
        excused=_noted_as(sheet, How.EXCUSED),
        text="\n".join(words),
    )


def _noted_as(sheet: Sheet, *how: Presence.How) -> list[int]:
    return [seat.member for seat in sheet.seats if seat.line and seat.line.how in how]


def _newest_lines(meeting: Meeting, at: datetime | None) -> dict[int, Presence]:
    found = meeting.presences.select_related("represented_by").order_by("id")
    return {line.member_id: line for line in (found.filter(at__lte=at) if at else found)}


def _seats(held: dict[int, Mandate], lines: dict[int, Presence]) -> list[SeatLine]:
    """Those who vote first. Somebody represented counts while their proxy takes part."""
    here = {member for member, line in lines.items() if line.how in Presence.HERE}
    seats = [
        SeatLine(
            member=member,
            name=mandate.holder.name,
            role=mandate.called,
            votes=mandate.role in VOTERS,
            line=lines.get(member),
            counts=member in here or (member in lines and lines[member].represented_by_id in here),
        )
        for member, mandate in held.items()
    ]
    return sorted(seats, key=lambda seat: not seat.votes)


def _colleges(meeting: Meeting, at: datetime | None) -> list[CollegeLine]:
    newest = {line.college_id: line for line in meeting.headcounts.order_by("id") if at is None or line.at <= at}
    day = day_of(meeting.starts_at)
    voters = dict(Belonging.objects.voting_on(day).values_list("college").annotate(Number("pk")).order_by("college"))
    colleges = College.objects.select_related("entity").order_by("entity", "id")
    if meeting.body.entity_id:
        colleges = colleges.filter(entity=meeting.body.entity_id)
    return [
        CollegeLine(college, voters.get(college.pk, 0), newest.get(college.pk))
        for college in colleges
        if college.pk in voters or college.pk in newest
    ]


@dataclass(frozen=True, slots=True)
class Moves:
    """By member with a seat: who carries their voice, and when they left."""

    proxies: dict[int, Member]
    left_at: dict[int, datetime]


def moves_on_the_sheet(meeting: Meeting) -> Moves:
    """Who is represented, and who left, as the sheet stands. Two queries."""
    lines = {seat.member: seat.line for seat in sheet_of(meeting).seats if seat.line}
    return Moves(
        proxies={member: line.represented_by for member, line in lines.items() if line.represented_by},
        left_at={member: line.at for member, line in lines.items() if line.how == How.LEFT},
    )


def said_by_the_sheet(meeting: Meeting) -> list[str]:
    """The same in words, with the names of today, for whoever writes the minutes. Two queries."""
    return list(_said_of_seats(sheet_of(meeting).seats))


def _said_of_seats(seats: Iterable[SeatLine]) -> Iterable[str]:
    for seat in seats:
        if seat.line and seat.line.how == How.REPRESENTED and seat.line.represented_by:
            facts = {"name": seat.name, "proxy": seat.line.represented_by.name}
            yield _("%(name)s, represented by %(proxy)s.") % facts
        elif seat.line and seat.line.how == How.LEFT:
            yield _("%(name)s left at %(hour)s.") % {"name": seat.name, "hour": hour_in_words(seat.line.at)}


def _said_of_colleges(sheet: Sheet) -> Iterable[str]:
    for each in sheet.colleges:
        if each.line:
            yield _(
                "%(college)s: %(in_room)s in the room, %(by_video)s by video, %(represented)s represented, of "
                "%(entitled)s."
            ) % {
                "college": each.college.name, "in_room": each.line.in_room, "by_video": each.line.by_video,
                "represented": each.line.represented, "entitled": each.line.entitled,
            }  # fmt: skip
    if sheet.colleges:
        facts = {"voices": sheet.voices, "entitled": sheet.entitled}
        yield ngettext(
            "In all, %(voices)s voice present or represented, of %(entitled)s.",
            "In all, %(voices)s voices present or represented, of %(entitled)s.",
            sheet.voices,
        ) % facts  # fmt: skip
