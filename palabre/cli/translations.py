"""Compile translations without gettext. The sources (.po) are in the repository, the compiled files never are."""

import os
from pathlib import Path

import palabre

PACKAGE = Path(palabre.__file__).parent


def compile_all(root: Path = PACKAGE) -> int:
    """Write ``django.mo`` beside every ``django.po`` under ``root`` that is newer; give how many were written.

    An installed package brings its own and may be read-only: a file already up to date is not touched. Each is
    written aside and moved into place, so that a server starting meanwhile never reads half of one.
    """
    return sum(_compile(source) for source in sorted(root.rglob("locale/*/LC_MESSAGES/*.po")))


def _compile(source: Path) -> bool:
    import polib

    target = source.with_suffix(".mo")
    if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
        return False
    aside = target.with_suffix(f".{os.getpid()}.tmp")
    polib.pofile(str(source)).save_as_mofile(str(aside))
    aside.replace(target)
    return True
