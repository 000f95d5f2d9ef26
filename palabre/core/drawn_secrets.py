"""Secrets we draw for somebody: shown or mailed once, and kept as a hash only."""

import hashlib
import secrets


def new_secret(mark: str = "") -> str:
    """256 bits nobody can guess, in letters that fit an address; ``mark`` stands before them."""
    return f"{mark}{secrets.token_urlsafe(32)}"


def hash_of(secret: str) -> str:
    """SHA-256, in hex. No salt and no slow hash: what is hashed was drawn, not chosen."""
    return hashlib.sha256(secret.encode()).hexdigest()
