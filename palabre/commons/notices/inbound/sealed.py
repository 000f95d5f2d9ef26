"""Small sealed words in addresses and Message-IDs: to whom a mail went, about what, until when. Nobody else makes one.

Thirteen bytes and the sixteen of AES-SIV's tag (RFC 5297: no nonce to carry), in the lower-case letters and digits of
base32: an address keeps at most 64 letters before its @ (RFC 5321, 4.5.3.1.1), and mail servers may change their case.
An address tells nothing of who and what.
"""

import base64
import hashlib
import struct
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV
from django.conf import settings
from django.utils.crypto import salted_hmac

from palabre.core import clock
from palabre.people.models import Member

FORM = ">IcIH2s"
TAG = 16
FIRST = date(2020, 1, 1)
LASTS = timedelta(days=90)
MAIL = "-"  # the code of what is only mailed, and answered nowhere: its id is that of a message to many, or 0


@dataclass(frozen=True, slots=True)
class Sealed:
    """A mail went to ``member`` at the address with this ``mark``; ``code`` and ``pk`` say what it was about."""

    member: int
    code: str
    pk: int
    until: date
    mark: bytes

    @classmethod
    def to(cls, member: Member, code: str, pk: int) -> Self:
        return cls(member.pk, code, pk, clock.today() + LASTS, mark_of(member.email))

    def is_for(self, member: Member) -> bool:
        """Whether ``member`` still has the address it went to, and it is not too old."""
        return member.pk == self.member and self.mark == mark_of(member.email) and clock.today() <= self.until


def mark_of(email: str) -> bytes:
    """Two bytes: enough to see that an address is another one now, not to find it."""
    return hashlib.sha256(email.strip().lower().encode()).digest()[:2]


def seal(words: Sealed) -> str:
    """47 letters and digits."""
    days = (words.until - FIRST).days
    plain = struct.pack(FORM, words.member, words.code.encode(), words.pk, days, words.mark)
    return base64.b32encode(_cipher(settings.SECRET_KEY).encrypt(plain, None)).decode().rstrip("=").lower()


def unseal(text: str) -> Sealed | None:
    """What was sealed, with this installation's secret or an older one; None for anything else."""
    try:
        data = base64.b32decode(text.upper() + "=" * (-len(text) % 8))
    except ValueError:
        return None
    if len(data) != TAG + struct.calcsize(FORM):
        return None
    for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        with suppress(InvalidTag):
            member, code, pk, days, mark = struct.unpack(FORM, _cipher(secret).decrypt(data, None))
            return Sealed(member, code.decode("latin-1"), pk, FIRST + timedelta(days=days), mark)
    return None


def _cipher(secret: str) -> AESSIV:
    return AESSIV(salted_hmac(b"palabre.mail", b"sealed", secret=secret, algorithm="sha256").digest())
