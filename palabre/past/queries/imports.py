"""Files of past cycles as their pages show them."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, QuerySet
from django.urls import reverse

from palabre.core.components.marks import STATUSES
from palabre.governance.queries.register import Totals, totals_by_source
from palabre.past.models import PastImport, PastRow
from palabre.processes.models import Process

Kind = PastRow.Kind


@dataclass(frozen=True, slots=True)
class Sum:
    """How many lines are of one kind."""

    key: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class CycleLine:
    """A cycle of a file: what becomes of its lines, and the register's figures of it.

    Before it is written ``totals`` are those of its lines that are not refused; from then on those of the register, of
    all that came from this source.
    """

    cycle: str
    source: str
    created: int
    changed: int
    same: int
    totals: Totals
    process: Process | None

    @property
    def register(self) -> str:
        return f"{reverse('governance:commitments')}?{urlencode({'source': self.source})}"


def imports_there() -> QuerySet[PastImport]:
    return PastImport.objects.select_related("by").order_by("-pk")


def sums_of(of: PastImport) -> list[Sum]:
    """Every kind but those not read yet, also where there is none. One query."""
    counted = dict(of.rows.order_by().values_list("kind").annotate(Count("pk")))
    return [Sum(key, str(label), counted.get(key, 0)) for key, label in Kind.choices if key != Kind.UNREAD]


def rows_shown(of: PastImport, kind: str) -> QuerySet[PastRow]:
    rows = of.rows.select_related("commitment")
    return (rows.filter(kind=kind) if kind in Kind.values else rows).order_by("line")


def cycles_shown(of: PastImport, viewer: Any) -> list[CycleLine]:
    """Three queries, whatever the number of cycles."""
    kinds: dict[str, dict[str, int]] = {}
    statuses: dict[str, dict[str, int]] = {}
    counted = of.rows.exclude(kind__in=[Kind.REFUSED, Kind.UNREAD]).order_by()
    for cycle, kind, status, count in counted.values_list("cycle", "kind", "status").annotate(Count("pk")):
        kinds.setdefault(cycle, dict.fromkeys(Kind.values, 0))[kind] += count
        statuses.setdefault(cycle, dict.fromkeys(STATUSES, 0))[status] += count
    written = of.state == PastImport.State.APPLIED
    there = totals_by_source(viewer, of.sources.values()) if written else {}
    past = Process.objects.visible_to(viewer).exclude(handed_down_from="").filter(cycle__in=kinds)
    processes = {process.cycle: process for process in past}
    return [
        CycleLine(
            cycle=cycle,
            source=source,
            created=kinds[cycle][Kind.NEW],
            changed=kinds[cycle][Kind.CHANGED],
            same=kinds[cycle][Kind.SAME],
            totals=there.get(source, Totals()) if written else Totals(**statuses[cycle]),
            process=processes.get(cycle),
        )
        for cycle, source in of.sources.items()
        if cycle in kinds
    ]


def all_cycles(lines: list[CycleLine]) -> Totals:
    """The figures of all cycles of a file together."""
    return Totals(**{key: sum(getattr(line.totals, key) for line in lines) for key in STATUSES})
