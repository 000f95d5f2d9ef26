"""What a version of minutes freezes, as one hash: its public words, who was there, and what is held back."""

import hashlib
import json
from collections.abc import Iterable
from datetime import UTC
from typing import Any

from palabre.commons.texts.models import Revision
from palabre.governance.models import Attendance, HeldBack, Presentation


def hash_of(revision: Revision, attendance: Iterable[Attendance], held: Iterable[HeldBack]) -> str:
    """SHA-256 (hex) over canonical JSON (sorted keys, UTF-8, no spaces).

    The revision stands in it by its own hash. Whoever has the public words and, once it opened, the part held back
    with its salt, can compute it again. People stand in it by number: an erasure changes nothing. Whoever carried a
    voice, and when somebody left, stand behind these only where there is such a thing: what was presented before they
    were kept so has the hash it had.
    """
    frozen: dict[str, Any] = {
        "revision": revision.sha256,
        "attendance": [_said(row) for row in attendance],
        "held_back": [[part.anchor, part.because, part.until_on.isoformat(), part.html, part.salt] for part in held],
    }
    canonical = json.dumps(frozen, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def _said(row: Attendance) -> list[Any]:
    said: list[Any] = [row.how, row.member_id, row.role, row.name]
    if row.represented_by_id or row.left_at:
        said += [row.represented_by_id, row.left_at.astimezone(UTC).isoformat() if row.left_at else None]
    return said


def hash_again(presentation: Presentation) -> str:
    """The same, of what stands in the database now."""
    return hash_of(presentation.revision, presentation.attendance.all(), presentation.held_back.all())
