"""The register as data: its lines, its totals, and the one completion rate used everywhere."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F, Min, Prefetch, Q, QuerySet

from palabre.core import clock
from palabre.core.components.dates import day_of
from palabre.core.components.marks import STATUSES
from palabre.governance.models import AgendaItem, Commitment, HandedDown, Meeting, Proof

ANY_SOURCE = "*"


@dataclass(frozen=True, slots=True)
class Filters:
    """What a reader asked to see; empty means everything. ``text`` looks into reference (with its cycle) and title."""

    status: str = ""
    body: int | None = None
    owner: str = ""
    text: str = ""
    overdue: bool = False
    source: str = ""  # handed down from there; ANY_SOURCE: from wherever

    def __bool__(self) -> bool:
        return self != Filters()


@dataclass(frozen=True, slots=True)
class Totals:
    """How many measures were answered, and what became of them. The five add up to ``answered``."""

    done: int = 0
    under_way: int = 0
    not_done: int = 0
    rejected: int = 0
    postponed: int = 0

    @property
    def answered(self) -> int:
        return self.done + self.under_way + self.not_done + self.rejected + self.postponed

    @property
    def completion_percent(self) -> int | None:
        """Done ÷ all measures answered, in whole percent, half upwards; None when none was answered.

        Two exceptions keep it honest: 100 only when all are done, 0 only when none is.
        """
        if not self.answered:
            return None
        rounded = (200 * self.done + self.answered) // (2 * self.answered)
        if rounded == 100 and self.done < self.answered:
            return 99
        return 1 if self.done and not rounded else rounded

    @property
    def completion(self) -> str:
        """``38``, or a dash when nothing was answered; the percent sign is the page's."""
        return "—" if self.completion_percent is None else str(self.completion_percent)

    @property
    def rows(self) -> list[tuple]:
        """(key, label, count, share in percent with one decimal) of the five statuses, for the bar and its table."""
        return [
            (key, label, count, round(100 * count / self.answered, 1) if self.answered else 0)
            for key, label in STATUSES.items()
            for count in [getattr(self, key)]
        ]


@dataclass(frozen=True, slots=True)
class Line:
    """One commitment as the register and its exports show it."""

    pk: int
    reference: str
    title: str
    status: str
    overdue: bool
    days_late: int
    body: str
    owner: str
    means: str
    decided_on: date
    outcome: str
    reason: str
    handed_down_from: str  # in words, for what was decided before Palabre
    due_on: date | None
    next_check_on: date | None
    returns_on: date | None  # the meeting before which it comes back, as far as the viewer may read it
    proofs: int
    proved_on: date | None
    url: str


def commitments(viewer: Any, filters: Filters = Filters()) -> QuerySet[Commitment]:
    """What ``viewer`` may read of the register, filtered, in no order."""
    found = Commitment.objects.visible_to(viewer)
    if filters.overdue:
        found = found.overdue()
    if filters.status:
        found = found.filter(status=filters.status)
    if filters.body:
        found = found.filter(body=filters.body)
    if filters.owner:
        found = found.filter(Q(owner__name__icontains=filters.owner) | Q(owner_service__icontains=filters.owner))
    if filters.source == ANY_SOURCE:
        found = found.filter(decision__handed_down__isnull=False)
    elif filters.source:
        found = found.filter(decision__handed_down__source=filters.source)
    if filters.text:
        found = found.filter(Q(reference__icontains=filters.text) | Q(title__icontains=filters.text))
    return found


def sources(viewer: Any) -> list[str]:
    """Where what the viewer may read was handed down from, the oldest first. One query."""
    found = HandedDown.objects.filter(decision__commitment__in=Commitment.objects.visible_to(viewer))
    return list(
        found.values("source").annotate(first=Min("on")).order_by("first", "source").values_list("source", flat=True)
    )


def totals(viewer: Any, filters: Filters = Filters()) -> Totals:
    """The five counts of what ``viewer`` may read; of everything unless filtered. One query."""
    counts = {key: Count("pk", filter=Q(status=key)) for key in STATUSES}
    return Totals(**commitments(viewer, filters).aggregate(**counts))


def totals_by_source(viewer: Any, wanted: Iterable[str]) -> dict[str, Totals]:
    """The same counts for each of the sources things were handed down from. One query."""
    counts = {key: Count("pk", filter=Q(status=key)) for key in STATUSES}
    found = Commitment.objects.visible_to(viewer).filter(decision__handed_down__source__in=list(wanted))
    rows: Any = found.order_by().values(source=F("decision__handed_down__source")).annotate(**counts)
    return {row["source"]: Totals(**{key: row[key] for key in STATUSES}) for row in rows}


def register(viewer: Any, filters: Filters = Filters()) -> QuerySet[Commitment]:
    """The same, the nearest check first, with what ``lines`` needs: the same number of queries for 3 or 300."""
    returning = AgendaItem.objects.filter(closed_at=None, meeting__in=Meeting.objects.visible_to(viewer))
    return (
        commitments(viewer, filters)
        .select_related("decision__handed_down", "body", "owner")
        .prefetch_related(
            Prefetch("items", returning.select_related("meeting"), to_attr="returning"),
            Prefetch("proofs", Proof.objects.order_by("at").only("commitment", "at"), to_attr="proofs_so_far"),
        )
        .order_by(F("next_check_on").asc(nulls_last=True), "-pk")
    )


def lines(found: Iterable[Any]) -> list[Line]:
    """Lines of commitments read by ``register``."""
    today = clock.today()
    return [_line(commitment, today) for commitment in found]


def _line(commitment: Any, today: date) -> Line:
    late = commitment.is_overdue
    meetings = [item.meeting.starts_at for item in commitment.returning]
    proofs = commitment.proofs_so_far
    handed_down = getattr(commitment.decision, "handed_down", None)
    return Line(
        pk=commitment.pk,
        reference=commitment.reference,
        title=commitment.title,
        status=commitment.status,
        overdue=late,
        days_late=(today - commitment.next_check_on).days if late else 0,
        body=commitment.body.name,
        owner=commitment.owner_name,
        means=commitment.means,
        decided_on=handed_down.on if handed_down else day_of(commitment.decision.at),
        outcome=commitment.decision.outcome,
        reason=commitment.decision.reason,
        handed_down_from=handed_down.source if handed_down else "",
        due_on=commitment.due_on,
        next_check_on=commitment.next_check_on,
        returns_on=day_of(meetings[0]) if meetings else None,
        proofs=len(proofs),
        proved_on=day_of(proofs[-1].at) if proofs else None,
        url=commitment.get_absolute_url(),
    )
