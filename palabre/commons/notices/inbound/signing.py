"""How whoever hands mail on proves that it is them: HMAC-SHA256 over the time and the raw message."""

import hashlib
import hmac
import time

from django.conf import settings

WINDOW = 300  # seconds that the clocks of the two may differ
SHORTEST = 32  # letters of the secret


def signature_of(secret: str, timestamp: str, body: bytes) -> str:
    """``v1=`` and the digest in hexadecimal."""
    return "v1=" + hmac.new(secret.encode(), timestamp.encode() + b"." + body, hashlib.sha256).hexdigest()


def is_ours(timestamp: str, signature: str, body: bytes) -> bool:
    """Whether it was signed with our secret, just now. Real time: a demonstration's clock moves nobody else's."""
    if not (timestamp.isascii() and timestamp.isdigit() and abs(time.time() - int(timestamp)) <= WINDOW):
        return False
    return hmac.compare_digest(signature_of(settings.INBOUND_SECRET, timestamp, body), signature)
