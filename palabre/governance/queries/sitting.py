"""A meeting while it sits, as those who keep it see it, and as it is shown on the wall."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any, NamedTuple

from palabre.core import clock
from palabre.governance.models import AgendaItem, Count, Decision, Meeting, MinutesPart, Passage
from palabre.governance.queries.agendas import ItemLine, item_line, with_points
from palabre.governance.queries.papers import PaperLine, Papers, papers_of
from palabre.governance.queries.presence import Quorum, Sheet, quorum_of, sheet_of


@dataclass(frozen=True, slots=True)
class Stop:
    """An item where it stands on the agenda, with the minutes spent on it so far."""

    number: int
    line: ItemLine
    spent_minutes: int | None
    is_current: bool

    @property
    def item(self) -> AgendaItem:
        return self.line.item


@dataclass(frozen=True, slots=True)
class Where:
    """``stops`` in the order of the agenda; ``newest`` is the last passage, ``following`` the item after it."""

    stops: list[Stop]
    newest: Passage | None
    current: Stop | None
    following: Stop | None

    @property
    def seen(self) -> int:
        return self.newest.pk if self.newest else 0

    @property
    def is_over(self) -> bool:
        return self.newest is not None and self.newest.item_id is None


class State(NamedTuple):
    """What was last written: on the attendance sheet, of counts and decisions, of the way through the agenda."""

    sheet: str
    done: str
    place: str


@dataclass(frozen=True, slots=True)
class SittingPage:
    """``shown``: the item that is worked on, maybe not the one where the meeting is; ``papers``: those of all."""

    meeting: Meeting
    where: Where
    sheet: Sheet
    quorum: Quorum
    shown: Stop | None
    notes: MinutesPart | None
    state: State
    papers: Papers

    @property
    def papers_shown(self) -> Sequence[PaperLine]:
        return self.papers.by_item.get(self.shown.item.pk, ()) if self.shown else ()

    @property
    def is_elsewhere(self) -> bool:
        return bool(self.where.current and not (self.shown and self.shown.is_current))


def sitting_page(meeting: Meeting, viewer: Any, item: int | None = None) -> SittingPage:
    """Fifteen queries, however long the agenda.

    It is for whoever keeps the sitting, and so sits on the body. ``item`` is the one to work on; unless given, where
    the meeting is; 0 for a page that was opened on none.
    """
    where = where_is(meeting, viewer)
    shown = None if item == 0 else next((stop for stop in where.stops if stop.item.pk == item), where.current)
    sheet = sheet_of(meeting)
    return SittingPage(
        meeting=meeting,
        where=where,
        sheet=sheet,
        quorum=quorum_of(meeting, sheet),
        shown=shown,
        notes=_notes_on(meeting, shown),
        state=state_of(meeting),
        papers=papers_of(meeting, viewer, sits=True),
    )


def where_is(meeting: Meeting, viewer: Any) -> Where:
    """Where the meeting is, among the items the viewer may read. One that they may not read is no stop for them."""
    items = with_points(AgendaItem.objects.visible_to(viewer).filter(meeting=meeting))
    passages = list(meeting.passages.order_by("id"))
    newest = passages[-1] if passages else None
    spent = _spent(passages, clock.now())
    stops = [
        Stop(number, item_line(item), spent.get(item.pk), bool(newest and newest.item_id == item.pk))
        for number, item in enumerate(items, start=1)
    ]
    current = next((stop for stop in stops if stop.is_current), None)
    return Where(stops, newest, current, _following(stops, newest, current))


def state_of(meeting: Meeting) -> State:
    """Whoever asks again with the same one is told that nothing is new. Five small queries."""
    newest: list[Any] = [
        meeting.passages.values_list("pk", flat=True).last(),
        meeting.presences.values_list("pk", flat=True).last(),
        meeting.headcounts.values_list("pk", flat=True).last(),
        Count.objects.filter(meeting=meeting).values_list("pk", flat=True).last(),
        Decision.objects.filter(meeting=meeting).order_by("pk").values_list("pk", flat=True).last(),
    ]
    passage, presence, heads, count, decision = (str(pk or 0) for pk in newest)
    return State(sheet=f"{presence}.{heads}", done=f"{count}.{decision}", place=passage)


def _following(stops: Sequence[Stop], newest: Passage | None, current: Stop | None) -> Stop | None:
    if newest is None:
        return stops[0] if stops else None
    return stops[current.number] if current and current.number < len(stops) else None


def _spent(passages: Iterable[Passage], now: datetime) -> dict[int, int]:
    """By item, whole minutes between passing to it and passing on, all its times together."""
    seconds: dict[int, float] = {}
    for passage, end in pairwise([*passages, None]):
        if passage and passage.item_id:
            seconds[passage.item_id] = (
                seconds.get(passage.item_id, 0) + ((end.at if end else now) - passage.at).total_seconds()
            )
    return {item: int(total // 60) for item, total in seconds.items()}


def _notes_on(meeting: Meeting, shown: Stop | None) -> MinutesPart | None:
    """What was saved of the notes on it, if anything."""
    anchor = MinutesPart.anchor_of(shown.item) if shown else ""
    return MinutesPart.objects.filter(minutes__meeting=meeting, anchor=anchor).select_related("saved_by").first()
