"""The short letters that stand before the numbers of a body's decisions: « CA 2026-014 »."""

import re
from collections.abc import Collection

from palabre.core.folding import fold
from palabre.core.stemming import SMALL

MOST = 6  # letters
_NUMBER = re.compile(r"^\s*(\w+?)[\s_-]*(\d{4})\s*[-/ ]\s*(\d+)\s*$")
_WORD = re.compile(r"\d+|[^\W\d]+")


def code_of(name: str, taken: Collection[str] = ()) -> str:
    """The initials of a body's name (« Conseil d’administration » → CA), of a single word its first three letters.

    Where another body has them, a number is put behind: CA2.
    """
    words = [word for word in _WORD.findall(fold(name)) if word not in SMALL]
    initials = "".join(word if word.isdigit() else word[0] for word in words)
    code = (words[0][:3] if len(words) == 1 else initials)[:MOST].upper() or "D"
    tries = (f"{code}{number}" if number > 1 else code for number in range(1, len(taken) + 2))
    return next(free for free in tries if free not in taken)


def read_number(said: str) -> tuple[str, int, int] | None:
    """``ca 2026-14`` → ("CA", 2026, 14); None where it is no number of a decision."""
    found = _NUMBER.match(said)
    return (found[1].upper(), int(found[2]), int(found[3])) if found else None
