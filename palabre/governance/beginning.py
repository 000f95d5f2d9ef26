"""With what an agenda begins: what stands on each, a template of the body, or the agenda of last time.

Building blocks: no policy, no record; the caller does both.
"""

from dataclasses import dataclass

from django.db.models import QuerySet

from palabre.core.components.dates import day_of
from palabre.governance.agenda import put_own
from palabre.governance.models import AgendaItem, AgendaTemplate, Mandate, Meeting

OWN = (AgendaItem.Source.OWN, AgendaItem.Source.STANDING)


@dataclass(frozen=True, slots=True)
class Start:
    """A template, or ``as_last_time``; neither: what stands on every agenda, and no more."""

    template: AgendaTemplate | None = None
    as_last_time: bool = False


ALONE = Start()


@dataclass(frozen=True, slots=True)
class _Line:
    title: str
    kind: str
    box_minutes: int | None
    presenter: int | None = None
    service: str = ""
    source: str = AgendaItem.Source.OWN


def last_agenda(meeting: Meeting) -> Meeting | None:
    """The meeting of the body before this one on whose agenda something of its own stood."""
    before = Meeting.objects.filter(body=meeting.body_id, starts_at__lt=meeting.starts_at, items__source__in=OWN)
    return before.order_by("-starts_at", "-id").first()


def begin_with(meeting: Meeting, start: Start) -> int:
    """Put the body's own items of ``start`` first on the agenda, in their order; give how many were added.

    What stands on every agenda opens it, unless ``start`` places it elsewhere. Titles that stand there already are not
    put twice, but placed. What others brought stays, behind.
    """
    lines = _lines(meeting, start)
    there = {item.title: item for item in meeting.items.filter(source__in=OWN)}
    others = list(meeting.items.exclude(title__in=[line.title for line in lines], source__in=OWN))
    added = 0
    for position, line in enumerate(lines, start=1):
        if item := there.get(line.title):
            AgendaItem.objects.filter(pk=item.pk).update(position=position)
            continue
        put_own(
            meeting, title=line.title, text="", kind=line.kind, source=line.source, box_minutes=line.box_minutes,
            presenter_id=line.presenter, presenter_service=line.service, position=position,
        )  # fmt: skip
        added += 1
    for position, item in enumerate(others, start=len(lines) + 1):
        AgendaItem.objects.filter(pk=item.pk).update(position=position)
    return added


def _lines(meeting: Meeting, start: Start) -> list[_Line]:
    standing, own = _standing(meeting), _started(meeting, start)
    placed = {line.title for line in own}
    opening = [line for title, line in standing.items() if title not in placed]
    return [*opening, *(standing.get(line.title, line) for line in own)]


def _standing(meeting: Meeting) -> dict[str, _Line]:
    roles = _roles(meeting)
    return {
        item.title: _Line(
            item.title, item.kind, item.box_minutes, roles.get(item.presenter_role), source=AgendaItem.Source.STANDING
        )
        for item in meeting.body.standing_items.on_every_agenda()
    }


def _started(meeting: Meeting, start: Start) -> list[_Line]:
    if start.template is not None:
        roles = _roles(meeting)
        return [
            _Line(item.title, item.kind, item.box_minutes, roles.get(item.presenter_role))
            for item in start.template.items.all()
        ]
    before = last_agenda(meeting) if start.as_last_time else None
    if before is None:
        return []
    seated = set(_seated(meeting).values_list("holder", flat=True))
    return [_as_before(item, seated) for item in before.items.filter(source__in=OWN).order_by("position", "id")]


def _as_before(item: AgendaItem, seated: set[int]) -> _Line:
    """As it stood last time; whoever presented it then, if they still sit there. What was asked is asked anew."""
    presenter = item.presenter_id if item.presenter_id in seated else None
    return _Line(item.title, item.kind, item.box_minutes, presenter, item.presenter_service)


def _seated(meeting: Meeting) -> QuerySet[Mandate]:
    return Mandate.objects.on(day_of(meeting.starts_at)).filter(body=meeting.body_id)


def _roles(meeting: Meeting) -> dict[str, int]:
    """By role, whoever holds it on the day of the meeting; the first, where several do."""
    return dict(_seated(meeting).order_by("-id").values_list("role", "holder"))
