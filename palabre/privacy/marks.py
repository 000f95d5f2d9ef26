"""A list kept outside the database, by which a restored backup forgets again whom it should have forgotten.

A mark is a hash of an account's number and of the microsecond it was made, with the list's own salt: with the list
alone nobody can be found, with a backup it says which of its accounts were erased since. One line an erasure.
"""

import hashlib
import os
import secrets
from collections.abc import Iterable
from datetime import UTC
from pathlib import Path

from django.conf import settings

from palabre.people.models import Member
from palabre.privacy.models import Erasure

HEAD = "palabre-erased 1 "


class NotAList(ValueError):
    """The file is not a list of marks."""


def place() -> Path:
    return Path(settings.ERASED_LIST)


def mark_of(member: Member, salt: str) -> str:
    """SHA-256 (hex). The address is left out: it may have changed between a backup and the erasure."""
    made = member.joined_at.astimezone(UTC).isoformat(timespec="microseconds")
    return hashlib.sha256(f"{salt} {member.pk} {made}".encode()).hexdigest()


def note(erasures: Iterable[Erasure], where: Path) -> None:
    """Add a line for each, and have the disk keep it before this returns. Twice the same does no harm."""
    where.parent.mkdir(parents=True, exist_ok=True)
    salt = _salt_of(where) if where.exists() and where.stat().st_size else _begin(where)
    lines = "".join(f"{mark_of(each.member, salt)} {each.words}\n" for each in erasures)
    with open(where, "a", encoding="ascii", opener=_private) as file:
        file.write(lines)
        file.flush()
        os.fsync(file.fileno())


def marked(where: Path) -> list[tuple[Member, str]]:
    """Whom of the accounts here the list names, with what becomes of their words. Raises ``NotAList``.

    One hash an account: a second for 300,000.
    """
    salt = _salt_of(where)
    marks: dict[str, str] = {}
    for line in where.read_text(encoding="ascii").splitlines()[1:]:
        mark, _space, words = line.partition(" ")
        if len(mark) != 64 or words not in Erasure.Words.values:
            raise NotAList(f"{where} has a line that is not a mark.")
        marks[mark] = words
    members = Member.objects.only("pk", "joined_at").order_by("pk").iterator(chunk_size=2000) if marks else ()
    return [(member, marks[mark]) for member in members if (mark := mark_of(member, salt)) in marks]


def _begin(where: Path) -> str:
    salt = secrets.token_hex(16)
    with open(where, "a", encoding="ascii", opener=_private) as file:
        file.write(f"{HEAD}{salt}\n")
    return _salt_of(where)


def _salt_of(where: Path) -> str:
    with open(where, encoding="ascii", errors="replace") as file:
        head = file.readline()
    if not head.startswith(HEAD):
        raise NotAList(f"{where} is not a list of erased people: it begins with “{HEAD.strip()}”.")
    return head.removeprefix(HEAD).strip()


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
