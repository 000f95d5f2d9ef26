"""The minutes in the making as those who write them see them: every part, whether something is saved or not."""

from typing import Any

from django.db.models import Q, QuerySet

from palabre.core.components.dates import day_of
from palabre.governance.models import AgendaItem, Count, Mandate, Meeting, Minutes, MinutesPart, Passage
from palabre.governance.queries.presence import presence_from_the_sheet


def parts_to_write(meeting: Meeting, viewer: Any) -> list[MinutesPart]:
    """Who was there, each item of the agenda, what was added by hand, the summary last: it is written last.

    What was not saved yet is a part with nothing in it; who was there is then what the attendance sheet says. Six
    queries at most.
    """
    minutes = Minutes.objects.filter(meeting=meeting).first()
    saved = MinutesPart.objects.filter(minutes=minutes).select_related("item", "saved_by").order_by("id")
    parts = {part.anchor: part for part in saved} if minutes else {}
    for item in items_of(meeting, viewer):
        parts.setdefault(MinutesPart.anchor_of(item), MinutesPart(anchor=MinutesPart.anchor_of(item), item=item))
    there = parts.pop(MinutesPart.PRESENCE, None) or presence_from_the_sheet(meeting)
    summary = parts.pop(MinutesPart.SUMMARY, None)
    ends = [there or MinutesPart(anchor=MinutesPart.PRESENCE), summary or MinutesPart(anchor=MinutesPart.SUMMARY)]
    between = sorted(parts.values(), key=place_of)
    return [ends[0], *between, ends[1]]


def items_of(meeting: Meeting, viewer: Any) -> QuerySet[AgendaItem]:
    """What the minutes tell of: what stands on the agenda, what was passed to, and what was voted on there, even where
    it has moved on to another meeting since. In the order of the agenda.
    """
    passed = Passage.objects.filter(meeting=meeting).exclude(item=None).values("item")
    voted = Count.objects.filter(meeting=meeting).values("point__item")
    told = Q(meeting=meeting) | Q(pk__in=passed) | Q(pk__in=voted)
    return AgendaItem.objects.visible_to(viewer).filter(told).order_by("position", "id")


def place_of(part: MinutesPart) -> tuple[bool, int, int]:
    """By the agenda; parts of their own behind, as they were added."""
    return (part.item is None, part.item.position if part.item else 0, part.item_id or part.pk)


def seats_that_day(meeting: Meeting) -> list[tuple[int, str]]:
    """Who sat on the body on the day it met, once each, with their role: for ticking."""
    seats = Mandate.objects.on(day_of(meeting.starts_at)).filter(body=meeting.body_id).select_related("holder")
    found: dict[int, str] = {}
    for seat in seats.order_by("id"):
        found.setdefault(seat.holder_id, f"{seat.holder.name} ({meeting.body.role_called(seat.role)})")
    return list(found.items())
