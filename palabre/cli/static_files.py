"""Gather, name and compress the static files; only when one of them changed, for compressing takes its time."""

import hashlib
from pathlib import Path

STAMP = ".gathered"


def gather() -> None:
    """What `collectstatic` does, unless the very same files were gathered there before. Needs Django set up."""
    from django.conf import settings
    from django.core.management import call_command

    place = Path(settings.STATIC_ROOT)
    sources = _sources()
    stamp = place / STAMP
    if stamp.exists() and stamp.read_text(encoding="utf-8") == sources:
        return
    stamp.unlink(missing_ok=True)
    call_command("collectstatic", verbosity=0, interactive=False, clear=place.exists())
    stamp.write_text(sources, encoding="utf-8")


def _sources() -> str:
    """Every static file by name, size and time, and the storage that names them, folded into one word."""
    from django.conf import settings
    from django.contrib.staticfiles.finders import get_finders

    known = hashlib.sha256(f"{settings.STATIC_URL} {settings.STORAGES['staticfiles']}".encode())
    for finder in get_finders():
        for name, storage in sorted(finder.list([]), key=lambda found: found[0]):
            facts = Path(storage.path(name)).stat()
            known.update(f"{name} {facts.st_size} {facts.st_mtime_ns}\n".encode())
    return known.hexdigest()
