"""The demo's outbox: mails that Django's file backend wrote down instead of sending them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from django.conf import settings

FURTHEST = 400  # files looked into, newest first: a demo that ran for weeks still opens at once
BETWEEN = re.compile(rb"^-{79}\r?\n", re.MULTILINE)  # what the file backend writes after each mail
# A code alone on its line, as our own mails write it.
CODE = re.compile(r"^\s*([A-Z0-9]{3,4}(?:-[A-Z0-9]{3,4}){1,2}|[A-Z0-9]{6,8})\s*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail as its reader would see it. ``name`` is its place in the outbox, ``code`` what it asks to type.

    It shows no date: mails carry real time, and next to the demo's moved clock that would only confuse.
    """

    name: str
    to: str
    subject: str
    text: str
    code: str


def mails(limit: int = 60) -> list[Mail]:
    """The newest mails first."""
    found: list[Mail] = []
    for path in _files():
        found += reversed(list(_mails_of(path)))
        if len(found) >= limit:
            break
    return found[:limit]


def mail_named(name: str) -> Mail | None:
    """The mail of this name, or None. Only names that the outbox itself gives are looked up."""
    for path in _files():
        if name.startswith(f"{path.stem}-"):
            return next((mail for mail in _mails_of(path) if mail.name == name), None)
    return None


def _files() -> list[Path]:
    folder = Path(getattr(settings, "EMAIL_FILE_PATH", "") or ".")
    if not getattr(settings, "EMAIL_FILE_PATH", "") or not folder.is_dir():
        return []
    written = sorted(folder.glob("*.log"), key=lambda path: (path.stat().st_mtime_ns, path.name), reverse=True)
    return written[:FURTHEST]


def _mails_of(path: Path) -> Iterator[Mail]:
    raw = [part for part in BETWEEN.split(path.read_bytes()) if part.strip()]
    for number, part in enumerate(raw, start=1):
        yield _mail(f"{path.stem}-{number}", message_from_bytes(part, policy=policy.default))  # type: ignore[arg-type]


def _mail(name: str, message: EmailMessage) -> Mail:
    body = message.get_body(preferencelist=("plain", "html"))
    text = body.get_content() if body else ""
    code = CODE.search(text)
    return Mail(
        name=name,
        to=str(message["To"] or ""),
        subject=str(message["Subject"] or ""),
        text=text.strip(),
        code=code.group(1) if code else "",
    )
