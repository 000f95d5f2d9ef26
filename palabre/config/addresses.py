"""Addresses in settings. A wrong one is a sentence that does not repeat it, for it may hold a key."""

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from django.core.exceptions import ImproperlyConfigured

CACHES = {"redis": "redis", "rediss": "rediss", "valkey": "redis", "valkeys": "rediss", "unix": "unix"}


def cache_at(words: str) -> str:
    """``PALABRE_CACHE`` as redis-py reads it (``valkey://`` is ``redis://``). Raises ``ImproperlyConfigured``."""
    scheme, _, rest = words.partition("://")
    if scheme not in CACHES or not rest:
        raise ImproperlyConfigured(
            "PALABRE_CACHE is no address of a cache: it begins with redis://, rediss://, valkey:// or unix://"
        )
    return f"{CACHES[scheme]}://{rest}"


def files_at(words: str, *, usual: Path, key_id: str, key: str) -> dict[str, Any]:
    """``PALABRE_FILES`` as Django's setting of a storage: a folder, or a bucket. Raises ``ImproperlyConfigured``.

    ``s3://bucket/some/prefix?endpoint=https://s3.example&region=eu-1``: nothing is guessed, so that no file ever goes
    to a place nobody named.
    """
    if "://" not in words:
        place = Path(words).resolve() if words else usual
        return {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": place}}
    parts = urlsplit(words)
    said = dict(parse_qsl(parts.query))
    if parts.scheme != "s3" or not parts.hostname or set(said) != {"endpoint", "region"}:
        raise ImproperlyConfigured(
            "PALABRE_FILES is a folder, or s3://bucket/prefix?endpoint=https://…&region=…, with both and nothing else."
        )
    if urlsplit(said["endpoint"]).scheme not in ("http", "https"):
        raise ImproperlyConfigured(
            "PALABRE_FILES: its endpoint begins with https:// (http:// only where nobody listens)."
        )
    if not (key_id and key):
        raise ImproperlyConfigured(
            "PALABRE_FILES is a bucket: PALABRE_FILES_KEY_ID and PALABRE_FILES_KEY are missing (or …_FILE of each)."
        )
    options = {"bucket": parts.netloc, "prefix": parts.path.strip("/"), "key_id": key_id, "key": key, **said}
    return {"BACKEND": "palabre.commons.files.s3.S3Files", "OPTIONS": options}
