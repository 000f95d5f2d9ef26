"""The register for other programs: the same lines, the same figures, in CSV and JSON."""

import csv
import io
import json
from dataclasses import asdict
from datetime import date
from typing import Any

from palabre.core import clock
from palabre.core.cells import harmless
from palabre.governance.queries.register import Filters, Line, Totals, lines, register, totals

COLUMNS = [
    "reference", "title", "status", "overdue", "body", "owner", "means", "decided_on", "outcome", "reason",
    "handed_down_from",
    "due_on", "next_check_on", "proofs", "proved_on", "url",
]  # fmt: skip


def as_csv(viewer: Any, filters: Filters, site_url: str) -> str:
    """Comma-separated, a header of the JSON's names, CRLF. It begins with a byte order mark: without one, the
    spreadsheets our members use read UTF-8 as something else and spoil every accent."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for line in lines(register(viewer, filters)):
        writer.writerow([harmless(cell) for cell in _cells(line, site_url).values()])
    return "\ufeff" + out.getvalue()


def as_json(viewer: Any, filters: Filters, site_url: str) -> str:
    """``totals`` and the rate are of the commitments listed; ``all`` of everything the viewer may read."""
    found = {
        "made_on": clock.today().isoformat(),
        "filters": {name: value for name, value in asdict(filters).items() if value},
        "totals": _figures(totals(viewer, filters)),
        "all": _figures(totals(viewer)),
        "commitments": [_cells(line, site_url) for line in lines(register(viewer, filters))],
    }
    return json.dumps(found, ensure_ascii=False, indent=1)


def _cells(line: Line, site_url: str) -> dict[str, Any]:
    found = {name: getattr(line, name) for name in COLUMNS} | {"url": f"{site_url}{line.url}"}
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in found.items()}


def _figures(found: Totals) -> dict[str, int | None]:
    return {
        **{key: count for key, _, count, _ in found.rows},
        "answered": found.answered,
        "completion_percent": found.completion_percent,
    }
