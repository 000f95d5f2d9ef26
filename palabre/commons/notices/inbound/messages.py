"""A raw message (RFC 5322), looked at: to whom it answers, what it says, whether a machine wrote it, what came back."""

import email
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import default
from email.utils import getaddresses

from django.conf import settings

from palabre.commons.notices.inbound.from_html import words_of
from palabre.commons.notices.inbound.sealed import Sealed, unseal
from palabre.commons.notices.inbound.trimming import trimmed

LONGEST_BODY = 200_000  # letters of one part that are looked at
SENT_TO = ("To", "Cc", "Delivered-To", "X-Original-To", "Envelope-To")
OURS = re.compile(r"<([a-z2-7]{47})\.told@", re.I)


@dataclass(frozen=True, slots=True)
class Bounce:
    """One of our mails came back (RFC 3464). ``status`` is that of RFC 3463, such as 5.1.1."""

    sealed: Sealed
    status: str

    @property
    def is_for_good(self) -> bool:
        return self.status.startswith("5.")


def parsed(raw: bytes) -> EmailMessage:
    """Never fails on what strangers send: a defect leaves parts empty."""
    found = email.message_from_bytes(raw, policy=default)
    assert isinstance(found, EmailMessage)
    return found


def said(message: EmailMessage | None, name: str) -> str:
    """A header as text, one line; empty where there is none or nobody can read it."""
    if message is None:
        return ""
    try:
        return " ".join(str(message.get(name, "")).split())[:1_000]
    except (ValueError, LookupError, IndexError, AttributeError, TypeError):
        return ""  # the library stumbles over some malformed headers


def answers(message: EmailMessage) -> Sealed | None:
    """What it answers: sealed in the address to which it was sent."""
    name, _at, host = settings.INBOUND_ADDRESS.lower().partition("@")
    ours = re.compile(rf"^{re.escape(name)}\+([a-z2-7]+)@{re.escape(host)}$")
    for _name, address in getaddresses([said(message, header) for header in SENT_TO]):
        if (found := ours.match(address.lower())) and (sealed := unseal(found[1])):
            return sealed
    return None


def writer_of(message: EmailMessage) -> str:
    """The one address it says it is from; empty where there are several, or none."""
    found = [address.lower() for _name, address in getaddresses([said(message, "From")]) if address]
    return found[0] if len(found) == 1 else ""


def is_automatic(message: EmailMessage) -> bool:
    """Whether a machine wrote it (RFC 3834, RFC 2919), or it is one of ours that came round: never answered."""
    return (
        said(message, "Auto-Submitted").lower() not in ("", "no")
        or said(message, "Precedence").lower() in ("bulk", "junk", "list", "auto_reply")
        or any(said(message, name) for name in ("List-Id", "X-Auto-Response-Suppress", "X-Autoreply", "X-Loop"))
        or said(message, "Return-Path") == "<>"
        or writer_of(message).startswith(("mailer-daemon@", "postmaster@", "no-reply@", "noreply@"))
        or OURS.search(said(message, "Message-ID")) is not None
    )


def words(message: EmailMessage) -> str:
    """What was written anew. Of HTML alone, its words."""
    part = message.get_body(("plain", "html"))
    if part is None:
        return ""
    text = _text(part)
    if part.get_content_subtype() == "html":
        text = words_of(text)
    return trimmed(text)


def has_attachments(message: EmailMessage) -> bool:
    """Files somebody attached; not the picture of a signature, which stands inside."""
    return any(
        part.get_content_disposition() == "attachment" and not said(part, "Content-ID")
        for part in message.walk()
        if isinstance(part, EmailMessage) and not part.is_multipart()
    )


def bounce_of(message: EmailMessage) -> Bounce | None:
    """What a mail server says of one of our mails: only with our sealed word in it: anybody can write the rest."""
    if message.get_content_type() != "multipart/report":
        return None
    status, sealed = "", None
    for part in message.walk():
        kind = part.get_content_type()
        if kind == "message/delivery-status":
            status = next(_failures(part), status)
        elif kind in ("message/rfc822", "text/rfc822-headers") and sealed is None:
            sealed = _ours_in(part)
    return Bounce(sealed, status) if sealed and status else None


def _failures(part: email.message.Message) -> Iterator[str]:
    blocks = part.get_payload()
    for block in blocks if isinstance(blocks, list) else []:
        found = re.match(r"\s*([45]\.\d{1,3}\.\d{1,3})", str(block.get("Status", "")))  # type: ignore[union-attr]
        if found and str(block.get("Action", "")).strip().lower() in ("failed", "delayed"):  # type: ignore[union-attr]
            yield found[1]


def _ours_in(part: email.message.Message) -> Sealed | None:
    """The word in the Message-ID of the mail that came back, whole or its head alone."""
    found = OURS.search(part.as_string()[:20_000])
    return unseal(found[1].lower()) if found else None


def _text(part: email.message.Message) -> str:
    data = part.get_payload(decode=True)
    if not isinstance(data, bytes):
        return ""
    charset = part.get_content_charset() or "utf-8"
    try:
        return data[: 4 * LONGEST_BODY].decode(charset, "replace")[:LONGEST_BODY]
    except LookupError:
        return data[:LONGEST_BODY].decode("utf-8", "replace")
