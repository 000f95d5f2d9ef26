"""What is pushed to a browser, so that only that browser reads it: RFC 8291, and RFC 8188 for the shape of the bytes.

The push service in between (of whoever made the browser) sees whom it brings something and when, never what. We show
it who we are by a signed word (RFC 8292, "VAPID").

The parts are ``cryptography``'s and PyJWT's, which the house requires anyway; what is ours is their order, checked
against the RFC's own example. pywebpush would bring a second HTTP client, which goes around ``core.outward``.
"""

import base64
import os
from dataclasses import dataclass
from urllib.parse import urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

RECORD = 4096  # bytes: one record carries the whole message
LONGEST = 2000  # bytes of words; the services take 4,096 sealed ones
GOOD_FOR = 12 * 3600  # seconds; RFC 8292 allows 24 hours
POINT, SECRET = 65, 16  # bytes of a browser's public key and of its secret


@dataclass(frozen=True, slots=True)
class Keys:
    """What a browser gave us: the point of its public key, and a secret."""

    point: bytes
    secret: bytes


def unpacked(words: str) -> bytes:
    """Bytes of base64url without its padding. Raises ``ValueError`` for anything else."""
    return base64.b64decode(words + "=" * (-len(words) % 4), altchars=b"-_", validate=True)


def packed(said: bytes) -> str:
    return base64.urlsafe_b64encode(said).rstrip(b"=").decode()


def keys_of(point: str, secret: str) -> Keys:
    """What a browser sent, looked at. Raises ``ValueError`` unless it is a point of the curve and 16 bytes."""
    keys = Keys(unpacked(point), unpacked(secret))
    if len(keys.point) != POINT or len(keys.secret) != SECRET:
        raise ValueError("not the keys of a browser")
    ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), keys.point)
    return keys


def sealed(words: bytes, keys: Keys, *, ours: ec.EllipticCurvePrivateKey | None = None, salt: bytes = b"") -> bytes:
    """``words`` for this browser alone. A key and a salt are drawn for each message; tests give the RFC's own."""
    ours, salt = ours or ec.generate_private_key(ec.SECP256R1()), salt or os.urandom(16)
    mine = point_of(ours)
    theirs = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), keys.point)
    shared = _derived(ours.exchange(ec.ECDH(), theirs), keys.secret, b"WebPush: info\0" + keys.point + mine, 32)
    key = _derived(shared, salt, b"Content-Encoding: aes128gcm\0", 16)
    nonce = _derived(shared, salt, b"Content-Encoding: nonce\0", 12)
    head = salt + RECORD.to_bytes(4, "big") + bytes([len(mine)]) + mine
    return head + AESGCM(key).encrypt(nonce, words + b"\x02", None)


def key_from(words: str) -> ec.EllipticCurvePrivateKey:
    """The house's own key as the setting holds it: 32 bytes, base64url. Raises ``ValueError``."""
    said = unpacked(words)
    if len(said) != 32:
        raise ValueError("not 32 bytes")
    return ec.derive_private_key(int.from_bytes(said, "big"), ec.SECP256R1())


def new_key() -> str:
    drawn = ec.generate_private_key(ec.SECP256R1()).private_numbers().private_value
    return packed(drawn.to_bytes(32, "big"))


def point_of(key: ec.EllipticCurvePrivateKey) -> bytes:
    """Its public key, as browsers are given it."""
    return key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def authorization(endpoint: str, *, key: ec.EllipticCurvePrivateKey, contact: str, now: float) -> str:
    """The header by which a push service knows who sends: a JWT (ES256) for this service alone, and our public key."""
    parts = urlsplit(endpoint)
    claims = {"aud": f"{parts.scheme}://{parts.netloc}", "exp": int(now) + GOOD_FOR, "sub": contact}
    return f"vapid t={jwt.encode(claims, key, algorithm='ES256')}, k={packed(point_of(key))}"


def _derived(secret: bytes, salt: bytes, info: bytes, length: int) -> bytes:
    return HKDF(SHA256(), length, salt, info).derive(secret)
