"""The month of a body on one page: what is late, what comes, what was done and decided, what waits."""

import calendar
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import F, Q, QuerySet

from palabre.core import clock
from palabre.governance.models import AgendaItem, AgendaPoint, AgendaRequest, Body, Commitment, ProgressNote
from palabre.governance.queries.decisions import Asked, decisions_asked
from palabre.governance.queries.hours import unanswered
from palabre.governance.queries.register import Filters, lines, register

SHOWN = 6  # lines of a part: five parts then stand on one sheet of paper


@dataclass(frozen=True, slots=True)
class Month:
    """A month of a body, by its first and last day."""

    body: Body
    first: date
    last: date

    @property
    def is_current(self) -> bool:
        return self.first <= clock.today() <= self.last

    @property
    def is_past(self) -> bool:
        return self.last < clock.today()

    @property
    def until(self) -> date:
        """The last day one looks ahead to: this month looks into the next one as well, so that its last day helps."""
        return _last_day(self.last + timedelta(days=1)) if self.is_current else self.last

    @property
    def before(self) -> str:
        return f"{self.first - timedelta(days=1):%Y-%m}"

    @property
    def after(self) -> str:
        return f"{self.last + timedelta(days=1):%Y-%m}"


@dataclass(frozen=True, slots=True)
class Part:
    """The first lines of a part of the page, and how many there are in all. ``rows`` are as its page shows them."""

    rows: Sequence[Any]
    count: int

    @property
    def more(self) -> int:
        return self.count - len(self.rows)


@dataclass(frozen=True, slots=True)
class MonthPage:
    """None where the month cannot say it: what was late in a month that is over is not kept, nothing is decided yet
    in one to come.
    """

    month: Month
    overdue: Part | None
    coming: Part | None
    done: Part | None
    decided: Part | None
    waiting: Part | None
    asked: Part | None
    questions: Part | None
    undecided: Part | None


def month_of(body: Body, said: str) -> Month:
    """``2026-11``; this month where it says none."""
    today = clock.today()
    try:
        first = date.fromisoformat(f"{said}-01")
    except ValueError:
        first = today.replace(day=1)
    if not 1900 <= first.year <= 2200:
        first = today.replace(day=1)
    return Month(body, first, _last_day(first))


def _last_day(of: date) -> date:
    return of.replace(day=calendar.monthrange(of.year, of.month)[1])


def month_page(month: Month, viewer: Any) -> MonthPage:
    """Some twenty queries, however much happened: what the viewer may read of it, each part with its count."""
    of_body = Filters(body=month.body.pk)
    span = (month.first, month.last)
    begun = not month.first > clock.today()
    return MonthPage(
        month=month,
        overdue=_lines(register(viewer, Filters(body=month.body.pk, overdue=True))) if month.is_current else None,
        coming=None if month.is_past else _lines(_coming(register(viewer, of_body), month)),
        done=_lines(_done(register(viewer, of_body), month)) if begun else None,
        decided=_part(decisions_asked(viewer, Asked(body=month.body.pk)).filter(number__on__range=span))
        if begun
        else None,
        waiting=_part(_waiting(month.body, viewer)) if month.is_current else None,
        asked=_part(_asked(month.body, viewer)) if month.is_current else None,
        questions=_part(unanswered(month.body, viewer)) if month.is_current else None,
        undecided=_part(_undecided(month.body, viewer)) if month.is_current else None,
    )


def _coming(found: QuerySet[Commitment], month: Month) -> QuerySet[Commitment]:
    """Open commitments to be checked, or due, from today or the month's first day on."""
    days = (max(month.first, clock.today()), month.until)
    return found.filter(Q(next_check_on__range=days) | Q(due_on__range=days), status__in=Commitment.OPEN)


def _done(found: QuerySet[Commitment], month: Month) -> QuerySet[Commitment]:
    """Done, and said to be so in this month."""
    within = {"at__gte": clock.start_of(month.first), "at__lt": clock.end_of(month.last)}
    said = ProgressNote.objects.filter(status=Commitment.Status.DONE, **within)
    return found.filter(status=Commitment.Status.DONE, pk__in=said.values("commitment"))


def _waiting(body: Body, viewer: Any) -> QuerySet[AgendaItem]:
    return (
        AgendaItem.objects.visible_to(viewer).filter(body=body, meeting=None, closed_at=None).order_by("put_at", "id")
    )


def _asked(body: Body, viewer: Any) -> QuerySet[AgendaRequest]:
    """Members' points that wait for an answer, the first one owed first."""
    found = AgendaRequest.objects.visible_to(viewer).filter(body=body, state=AgendaRequest.State.ADMISSIBLE)
    return found.order_by(F("answer_due_on").asc(nulls_last=True), "id")


def _undecided(body: Body, viewer: Any) -> QuerySet[AgendaPoint]:
    """Questions that a meeting which has begun has not decided."""
    items = AgendaItem.objects.visible_to(viewer).filter(body=body, closed_at=None, meeting__starts_at__lte=clock.now())
    return AgendaPoint.objects.filter(item__in=items, decision=None).select_related("item").order_by("item", "position")


def _lines(found: QuerySet[Commitment]) -> Part:
    return Part(lines(found[:SHOWN]), found.count())


def _part(found: QuerySet[Any]) -> Part:
    return Part(list(found[:SHOWN]), found.count())
