"""Cells of a table for other programs."""

from typing import Any

# A spreadsheet runs a cell that begins with one of these as a formula (OWASP, "CSV injection").
RUNS_AS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def harmless(cell: Any) -> str:
    """A cell no spreadsheet runs: one that begins (after spaces) like a formula gets a ' in front."""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    text = "" if cell is None else str(cell)
    return f"'{text}" if text.lstrip(" ").startswith(RUNS_AS_FORMULA) else text
