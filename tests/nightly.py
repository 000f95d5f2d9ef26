"""Tests too long for every run, kept for the night: ``bin/test --nightly`` runs them, and keeps what they said.

A nightly test tells its figures with pytest's ``record_property("writes", 412)``. They end up, with its name, how long
it took and how it went, in ``bench/results/nightly-<engine>.txt``: the last result of each test, so that a reader of
the repository sees when it last passed. A run of some of them leaves the lines of the others as they were.
"""

import datetime
import platform
import re
from pathlib import Path

import pytest
from django.db import connection

RESULTS = Path(__file__).resolve().parent.parent / "bench" / "results"


def asked_for(config: pytest.Config) -> bool:
    return bool(re.search(r"\bnightly\b", config.option.markexpr or ""))


def leave_out(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Unless the night is asked for (``-m nightly``), its tests are not even counted as skipped."""
    if asked_for(config):
        return
    nightly = [item for item in items if item.get_closest_marker("nightly")]
    if nightly:
        config.hook.pytest_deselected(items=nightly)
        items[:] = [item for item in items if item not in nightly]


def keep_results(reports: list[pytest.TestReport]) -> Path | None:
    """Writes the last result of each nightly test that ran; the lines of the others stay."""
    said = {report.nodeid: _line(report) for report in reports if report.when == "call" or report.failed}
    if not said:
        return None
    RESULTS.mkdir(parents=True, exist_ok=True)
    path = RESULTS / f"nightly-{connection.vendor}.txt"
    before = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    kept = {line.split("  ")[0]: line for line in before if "::" in line}
    kept |= {name: f"{name}  {line}" for name, line in said.items()}
    head = f"The last result of each nightly test ({connection.vendor}): bin/test --nightly"
    path.write_text("\n".join([head, "", *(kept[name] for name in sorted(kept))]) + "\n", encoding="utf-8")
    return path


def _line(report: pytest.TestReport) -> str:
    today = datetime.datetime.now(datetime.UTC).date()
    figures = "; ".join(f"{name} {value}" for name, value in report.user_properties)
    went = f"{today}  {report.outcome}  {report.duration:.0f} s  Python {platform.python_version()}"
    return f"{went}  {figures}" if figures else went
