"""Members' points as their pages show them: the list of all with their fate, and one with what became of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, Q, QuerySet

from palabre.governance.models import AgendaPoint, AgendaRequest, Body, Decision, Meeting
from palabre.governance.request_colleges import colleges_missing
from palabre.governance.request_terms import has_taken_in
from palabre.people.queries import readership

State = AgendaRequest.State


@dataclass(frozen=True, slots=True)
class RequestFilters:
    """``fate``: "open", "agenda" or "closed"; empty means all."""

    body: int | None = None
    fate: str = ""


FATES = {
    "open": AgendaRequest.OPEN,
    "agenda": AgendaRequest.ON_AGENDA,
    "closed": (State.MERGED, State.REFUSED, State.WITHDRAWN, State.LAPSED),
}


@dataclass(frozen=True, slots=True)
class RequestLine:
    """A point with its fate. What the viewer may not read of where it went is None."""

    asked: AgendaRequest
    backing: int
    meeting: Meeting | None
    decision: Decision | None
    into: AgendaRequest | None

    @property
    def missing(self) -> int:
        return max(self.asked.supporters_needed - self.backing, 0)


@dataclass(frozen=True, slots=True)
class RequestPage:
    line: RequestLine
    supports: bool  # whether the viewer stands behind it
    merged: list[AgendaRequest]
    lacks_colleges: bool  # of some college too few stand behind it, while it gathers support


def requests_listed(viewer: Any, filters: RequestFilters) -> QuerySet[AgendaRequest]:
    """The points the viewer may read, the newest first."""
    found = AgendaRequest.objects.visible_to(viewer)
    if filters.body:
        found = found.filter(body=filters.body)
    if filters.fate in FATES:
        found = found.filter(state__in=FATES[filters.fate])
    return with_fates(found).order_by("-proposed_at", "-id")


def with_fates(found: QuerySet[AgendaRequest]) -> QuerySet[AgendaRequest]:
    """Points with all their lines show. Two queries."""
    points = AgendaPoint.objects.select_related("decision").order_by("position", "id")
    there = found.select_related("body", "author", "rulebook", "item__meeting", "merge_into")
    return there.prefetch_related(Prefetch("item__points", points)).counted()  # type: ignore[attr-defined]


def request_lines(found: Iterable[AgendaRequest], viewer: Any) -> list[RequestLine]:
    readable = readership(viewer)
    return [_line(asked, readable) for asked in found]


def request_page(asked: AgendaRequest, viewer: Any) -> RequestPage:
    merged = AgendaRequest.objects.visible_to(viewer).filter(merge_into=asked, state=State.MERGED)
    supports = viewer.is_authenticated and asked.supports.filter(member=viewer).exists()
    missing = asked.state == State.GATHERING and bool(colleges_missing(asked))
    line = _line(asked, readership(viewer))
    return RequestPage(line, supports, list(merged.select_related("author").order_by("pk")), missing)


def open_requests(body: Body, viewer: Any) -> int:
    return AgendaRequest.objects.visible_to(viewer).open().filter(body=body).count()


def may_be_merged_with(asked: AgendaRequest) -> QuerySet[AgendaRequest]:
    """Other points of the body that can take this one in: the list that ``may_take_in`` judges one by one."""
    if has_taken_in(asked):
        return AgendaRequest.objects.none()
    waiting = Q(state=State.ADMISSIBLE, merge_into=None)
    on_agenda = Q(item__isnull=False, item__closed_at=None)
    found = AgendaRequest.objects.filter(waiting | on_agenda, body=asked.body_id).exclude(pk=asked.pk)
    return found.order_by("-proposed_at", "-id")


def _line(asked: AgendaRequest, readable: frozenset[int]) -> RequestLine:
    meeting = asked.item.meeting if asked.item else None
    decisions = [getattr(point, "decision", None) for point in asked.item.points.all()] if asked.item else []
    decision = next((each for each in decisions if each and each.audience_id in readable), None)
    return RequestLine(
        asked=asked,
        backing=asked.backing,  # type: ignore[attr-defined]
        meeting=meeting if meeting and meeting.audience_id in readable else None,
        decision=decision,
        into=asked.merge_into if asked.merge_into and asked.merge_into.audience_id in readable else None,
    )
