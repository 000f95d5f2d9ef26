"""Imports as their pages show them, and their rows for a spreadsheet."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet

from palabre.core.cells import harmless
from palabre.people.models import Duty, Entity
from palabre.register.models import ImportRow, RegisterImport

AT_ONCE = 2_000
COLUMNS = ("line", "result", "number", "name", "email", "why")


@dataclass(frozen=True, slots=True)
class Sum:
    """How many rows are of one kind."""

    key: str
    label: str
    count: int


def imports_of(viewer: Any) -> QuerySet[RegisterImport]:
    """Those of the entities whose register the viewer keeps, the newest first."""
    kept = Entity.objects.entrusted_to(viewer, *Duty.KEEPS_REGISTER).values("pk")
    return RegisterImport.objects.filter(entity__in=kept).select_related("entity", "by").order_by("-pk")


def sums_of(of: RegisterImport) -> list[Sum]:
    """Every kind, also where there is none. One query."""
    counted = ImportRow.objects.filter(of=of).order_by().values_list("kind").annotate(Count("pk"))
    found: dict[str, int] = dict(counted)
    return [Sum(key, str(label), found.get(key, 0)) for key, label in ImportRow.Kind.choices]


def rows_shown(of: RegisterImport, kind: str) -> QuerySet[ImportRow]:
    rows = ImportRow.objects.filter(of=of).select_related("member", "college", "branch", "status")
    return (rows.filter(kind=kind) if kind in ImportRow.Kind.values else rows).order_by("line", "pk")


def as_csv(of: RegisterImport) -> Iterator[str]:
    """Every row with what becomes of it and why, a few thousand at a time; no cell that a spreadsheet would run."""
    yield "\ufeff" + _line(COLUMNS)
    rows = ImportRow.objects.filter(of=of).order_by("line", "pk")
    for row in rows.iterator(chunk_size=AT_ONCE):
        said = (row.line or "", row.get_kind_display(), row.number, row.name, row.email, row.why)
        yield _line([harmless(cell) for cell in said])


def _line(cells: Any) -> str:
    out = io.StringIO()
    csv.writer(out).writerow(cells)
    return out.getvalue()
