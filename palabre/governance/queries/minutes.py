"""Minutes as their pages show them. What is held back passes here and nowhere else."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Case, OuterRef, Prefetch, Q, QuerySet, Subquery, Value, When
from django.utils.safestring import SafeString, mark_safe

from palabre.commons.texts.html import clean_html
from palabre.commons.texts.models import Revision
from palabre.core import clock
from palabre.core.stemming import MOST, stems
from palabre.governance.models import (
    AgendaItem,
    Approval,
    Attendance,
    Body,
    Correction,
    HeldBack,
    Meeting,
    Minutes,
    Presentation,
)
from palabre.governance.queries.agendas import PointLine, item_line, with_points
from palabre.governance.queries.papers import PaperLine, papers_before


@dataclass(frozen=True, slots=True)
class There:
    """Someone who was there, represented or excused, with their seat that day; ``proxy`` carried their voice."""

    member: int | None
    name: str
    role: str
    proxy: str = ""
    left_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class PartShown:
    """``held`` where it is held back and its day has not come; ``html`` then holds its words only for who may read."""

    anchor: str
    title: str
    html: SafeString
    item: AgendaItem | None
    decided: list[PointLine]
    held: HeldBack | None


@dataclass(frozen=True, slots=True)
class MinutesPage:
    """``presentation`` is what holds: what was approved, else what was presented last."""

    minutes: Minutes
    presentation: Presentation
    approval: Approval | None
    summary: SafeString
    present: list[There]
    represented: list[There]
    excused: list[There]
    others: str
    parts: list[PartShown]
    corrections: list[Correction]
    papers: list[PaperLine]

    @property
    def revision(self) -> Revision:
        return self.presentation.revision


def readable_minutes(viewer: Any) -> QuerySet[Minutes]:
    """Minutes that were presented, as far as the viewer may read them, with what their lines show."""
    presented = Minutes.objects.visible_to(viewer).exclude(current=None)
    return presented.select_related("meeting__body", "current", "approval__meeting")


def minutes_page(minutes: Minutes, viewer: Any, *, sits: bool = False) -> MinutesPage:
    """A dozen queries, however long. ``sits``: the viewer sits on the body, and reads what is held back as well."""
    approval: Approval | None = getattr(minutes, "approval", None)
    found = Presentation.objects.select_related("revision", "by").prefetch_related(
        Prefetch("attendance", Attendance.objects.select_related("member", "represented_by").order_by("id")),
        Prefetch("held_back", HeldBack.objects.order_by("id")),
    )
    holds = found.filter(approval=approval) if approval else found.filter(pk=minutes.current_id or 0)
    presentation = holds.get()
    attendance = list(presentation.attendance.all())
    corrections = minutes.corrections.select_related("by").order_by("id")
    return MinutesPage(
        minutes=minutes,
        presentation=presentation,
        approval=approval,
        summary=shown(presentation.revision.html),
        present=_there(attendance, Attendance.How.PRESENT, minutes.meeting.body),
        represented=_there(attendance, Attendance.How.REPRESENTED, minutes.meeting.body),
        excused=_there(attendance, Attendance.How.EXCUSED, minutes.meeting.body),
        others=" ".join(row.name for row in attendance if row.member_id is None),
        parts=_parts(minutes, presentation, viewer, sits),
        corrections=list(corrections),
        papers=papers_before(minutes.meeting, viewer, sits=sits),
    )


def shown(html: str) -> SafeString:
    """Frozen words for a page. Sanitised when they were presented, and again here: the page trusts nobody."""
    return mark_safe(clean_html(html))  # nosec B308 B703 # noqa: S308 -- sanitised on this line


def _there(attendance: Iterable[Attendance], how: str, body: Body) -> list[There]:
    return [
        There(
            row.member_id,
            row.member.name,
            body.role_called(row.role),
            row.represented_by.name if row.represented_by else "",
            row.left_at,
        )
        for row in attendance
        if row.how == how and row.member
    ]


def _parts(minutes: Minutes, presentation: Presentation, viewer: Any, sits: bool) -> list[PartShown]:
    """A part about an item that the viewer may not read is not there; one held back is, without its words."""
    held = {row.anchor: row for row in presentation.held_back.all()}
    numbers = {part["anchor"]: int(part["anchor"][1:]) for part in presentation.revision.parts if _of_an_item(part)}
    found = with_points(AgendaItem.objects.visible_to(viewer).filter(pk__in=numbers.values()))
    items = {item.pk: item for item in found}
    parts = []
    for part in presentation.revision.parts:
        number, back = numbers.get(part["anchor"]), held.get(part["anchor"])
        if number and number not in items:
            continue
        item = items[number] if number else None
        words = part["html"] if back is None else back.html if sits or back.is_open() else ""
        closed = back if back and not back.is_open() else None
        parts.append(PartShown(part["anchor"], part["title"], shown(words), item, _decided(item, minutes), closed))
    return parts


def _of_an_item(part: dict[str, str]) -> bool:
    return part["anchor"][:1] == "i" and part["anchor"][1:].isdigit()


def _decided(item: AgendaItem | None, minutes: Minutes) -> list[PointLine]:
    """What was decided on it at this meeting, and what was voted on without being decided yet."""
    lines = item_line(item, at=minutes.meeting_id).points if item else []
    return [line for line in lines if line.decision or line.counted]


@dataclass(frozen=True, slots=True)
class Asked:
    """Which minutes to show; empty means all."""

    words: str = ""
    body: int | None = None
    year: int | None = None

    def __bool__(self) -> bool:
        return self != Asked()


def minutes_asked(viewer: Any, wanted: Asked) -> QuerySet[Minutes]:
    """The newest first; with words, all of which they must hold, those that hold them in their title first."""
    found = readable_minutes(viewer)
    if wanted.body:
        found = found.filter(meeting__body=wanted.body)
    if wanted.year:
        found = found.filter(meeting__starts_at__year=wanted.year)
    return (
        found.order_by("-meeting__starts_at", "-id") if not wanted.words else _found(found, stems(wanted.words)[:MOST])
    )


def _found(minutes: QuerySet[Minutes], words: list[str]) -> QuerySet[Minutes]:
    if not words:
        return minutes.none()
    in_title = Q()
    for word in words:
        minutes = minutes.filter(words__contains=word)
        in_title &= Q(title_words__contains=word)
    title_first = Case(When(in_title, then=Value(0)), default=Value(1))
    return minutes.order_by(title_first, "-meeting__starts_at", "-id")


def newest_of_each_body(viewer: Any) -> list[Minutes]:
    """The last minutes of each body, in the order of the bodies: where most people want to go. One query."""
    of_body = readable_minutes(viewer).filter(meeting__body=OuterRef("pk")).order_by("-meeting__starts_at", "-id")
    newest = Body.objects.annotate(newest=Subquery(of_body.values("pk")[:1])).exclude(newest=None)
    found = readable_minutes(viewer).filter(pk__in=newest.values("newest"))
    return list(found.order_by("meeting__body__position", "meeting__body__id"))


def years_of_minutes(viewer: Any) -> list[int]:
    """The years of the meetings whose minutes the viewer may read, the last first."""
    return [year.year for year in readable_minutes(viewer).datetimes("meeting__starts_at", "year", order="DESC")]


@dataclass(frozen=True, slots=True)
class MinutesAt:
    """The minutes that concern a meeting, as far as one may read: its own, those it approved or is to approve."""

    own: Minutes | None
    approved: list[Minutes]
    to_approve: list[Minutes]

    def __bool__(self) -> bool:
        return bool(self.own or self.approved or self.to_approve)


def minutes_at(meeting: Meeting, viewer: Any) -> MinutesAt:
    """Three queries. A meeting that is over by a day has nothing left to approve."""
    readable = readable_minutes(viewer).order_by("meeting__starts_at", "id")
    earlier = {"meeting__body": meeting.body_id, "meeting__starts_at__lt": meeting.starts_at}
    over = meeting.starts_at < clock.start_of(clock.today())
    return MinutesAt(
        own=readable.filter(meeting=meeting).first(),
        approved=list(readable.filter(approval__meeting=meeting)),
        to_approve=[] if over else list(readable.filter(approval=None, **earlier)),
    )


def may_have_approved(minutes: Minutes) -> QuerySet[Meeting]:
    """The meetings at which ``minutes`` can have been approved: later ones of the same body that have begun."""
    since = {"body": minutes.meeting.body_id, "starts_at__gt": minutes.meeting.starts_at}
    return Meeting.objects.filter(**since, starts_at__lte=clock.now()).order_by("starts_at", "id")
