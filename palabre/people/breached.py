"""Passwords that stand in a list of breached ones, looked up on this machine: nobody is asked over the network."""

import hashlib
import mmap
import re
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.utils.translation import gettext as _

LINE = re.compile(rb"[0-9A-F]{40}(:\d+)?\r?\n")
LENGTH = 40  # hexadecimal digits of a SHA-1


class NotBreached:
    """Refuses a password that stands in ``settings.BREACHED_PASSWORDS``, where such a file is named.

    The file is what haveibeenpwned's downloader writes: lines ``SHA-1:times``, in capitals, in their order (about
    40 GB for all of them; a part of it, in order, does as well). Without it, only Django's list of the twenty thousand
    most common passwords is looked at.
    """

    def validate(self, password: str, user: Any = None) -> None:
        if settings.BREACHED_PASSWORDS and stands_in(Path(settings.BREACHED_PASSWORDS), password):
            raise ValidationError(
                _("This password has leaked from another site: whoever tries passwords has it. Please choose another."),
                code="password_breached",
            )

    def get_help_text(self) -> str:
        return _("Not a password that has leaked somewhere.")


def stands_in(place: Path, password: str) -> bool:
    """Whether the SHA-1 of ``password`` begins a line of the ordered file ``place``. About forty reads of the disk."""
    wanted = hashlib.sha1(password.encode(), usedforsecurity=False).hexdigest().upper().encode()
    with place.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as lines:
        low, high = 0, len(lines)
        while low < high:
            start = lines.rfind(b"\n", 0, (low + high) // 2) + 1
            found = lines[start : start + LENGTH]
            if found == wanted:
                return True
            if found < wanted:
                low = lines.find(b"\n", start) + 1 or high
            else:
                high = start
    return False


def looked_at(words: str) -> str:
    """The path of the list, as the settings take it; nothing for nothing. Raises ``ImproperlyConfigured``.

    Looks at its first line and its last only: a file of forty gigabytes is not read at each start.
    """
    if not words:
        return ""
    try:
        with Path(words).open("rb") as file:
            first = file.readline(100)
            file.seek(max(0, Path(words).stat().st_size - 100))
            last = file.read().splitlines(keepends=True)[-1:]
    except OSError as fault:
        raise ImproperlyConfigured(f"PALABRE_BREACHED_PASSWORDS: {words} cannot be read: {fault.strerror}.") from None
    ends = last[0] if last[:1] and last[0].endswith(b"\n") else b"".join(last) + b"\n"
    if not (LINE.fullmatch(first) and LINE.fullmatch(ends) and first[:LENGTH] <= ends[:LENGTH]):
        raise ImproperlyConfigured(
            f"PALABRE_BREACHED_PASSWORDS: {words} is no list of SHA-1 in capitals, one a line, in order."
        )
    return words
