"""An agenda as it was published, and what changed since, as far as a viewer may read."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from typing import Any

from django.db.models import Sum

from palabre.core import clock
from palabre.governance.convening import agenda_due_on
from palabre.governance.models import AgendaItem, Meeting, PublishedAgenda

Line = dict[str, Any]


def lines_of(meeting: Meeting) -> list[Line]:
    """The agenda as it would be frozen now."""
    return [
        {
            "item": item.pk,
            "title": item.title,
            "kind": item.kind,
            "minutes": item.box_minutes,
            "presenter": item.presenter_id,
            "service": item.presenter_service,
            "source": item.source,
        }
        for item in meeting.items.order_by("position", "id")
    ]


@dataclass(frozen=True, slots=True)
class Change:
    """A later version of a published agenda: what it added, took off or said otherwise, by titles, or its order."""

    version: PublishedAgenda
    added: list[str]
    gone: list[str]
    otherwise: list[str]
    reordered: bool


@dataclass(frozen=True, slots=True)
class Publication:
    """``newest`` is what was published last, ``first`` when it was first. ``late`` are changes after ``due_on``.

    ``added`` and ``otherwise`` are items not published at all, or not as they stand now, since it was published;
    ``late_items`` say since when an item stands there late. ``minutes`` is the sum of the time boxes.
    """

    due_on: date | None
    first: PublishedAgenda | None
    newest: PublishedAgenda | None
    late: list[Change]
    added: set[int] = field(default_factory=set)
    otherwise: set[int] = field(default_factory=set)
    reordered: bool = False
    gone_since: list[str] = field(default_factory=list)
    late_items: dict[int, PublishedAgenda] = field(default_factory=dict)
    minutes: int = 0

    @property
    def is_overdue(self) -> bool:
        return self.due_on is not None and clock.today() > self.due_on

    @property
    def has_changed(self) -> bool:
        return bool(self.added or self.otherwise or self.reordered or self.gone_since)


def publication_of(meeting: Meeting, viewer: Any) -> Publication:
    """How the agenda of ``meeting`` was published. Four queries, however many versions."""
    readable = {item.pk: item for item in AgendaItem.objects.visible_to(viewer).filter(meeting=meeting)}
    published = list(meeting.published_agendas.select_related("by"))
    there = {line["item"]: line for line in lines_of(meeting)}
    newest = published[-1].by_item if published else {}
    seen = set(readable) | _once_read(published, viewer, set(there))
    changes = [_change(before, after, seen) for before, after in pairwise(published)]
    return Publication(
        due_on=agenda_due_on(meeting),
        first=published[0] if published else None,
        newest=published[-1] if published else None,
        late=[change for change in changes if change.version.late],
        added={pk for pk in readable if pk not in newest} if published else set(),
        otherwise={pk for pk in readable if pk in newest and pk in there and there[pk] != newest[pk]},
        reordered=_in_common(newest, there, seen) != _in_common(there, newest, seen),
        gone_since=[line["title"] for pk, line in newest.items() if pk not in there and pk in seen],
        late_items=_late_items(published),
        minutes=meeting.items.filter(pk__in=readable).aggregate(all=Sum("box_minutes"))["all"] or 0,
    )


def _once_read(published: Iterable[PublishedAgenda], viewer: Any, there: set[int]) -> set[int]:
    """Items that were published and are gone, of those that ``viewer`` may read."""
    gone = {pk for version in published for pk in version.by_item} - there
    return (
        set(AgendaItem.objects.visible_to(viewer).filter(pk__in=gone).values_list("pk", flat=True)) if gone else set()
    )


def _change(before: PublishedAgenda, after: PublishedAgenda, seen: set[int]) -> Change:
    old, new = before.by_item, after.by_item
    return Change(
        version=after,
        added=[line["title"] for pk, line in new.items() if pk not in old and pk in seen],
        gone=[line["title"] for pk, line in old.items() if pk not in new and pk in seen],
        otherwise=[line["title"] for pk, line in new.items() if pk in old and line != old[pk] and pk in seen],
        reordered=_in_common(old, new, seen) != _in_common(new, old, seen),
    )


def _in_common(these: Mapping[int, Line], others: Mapping[int, Line], seen: set[int]) -> list[int]:
    """The items of ``these`` that stand among the others too, in their order."""
    return [pk for pk in these if pk in others and pk in seen]


def _late_items(published: list[PublishedAgenda]) -> dict[int, PublishedAgenda]:
    """By item, the late version that first had it. A first version that is late says so itself."""
    found: dict[int, PublishedAgenda] = {}
    known: set[int] = set()
    for version in published:
        items = set(version.by_item)
        if version.late and known:
            found |= dict.fromkeys(items - known, version)
        known |= items
    return found
