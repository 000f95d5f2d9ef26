"""What this chapter holds of a person."""

import re
from collections.abc import Iterator
from functools import partial
from pathlib import PurePath
from typing import IO

from django.utils.translation import gettext_lazy as _

from palabre.commons.files.models import File
from palabre.people.held import UNDER_A_NUMBER
from palabre.people.holdings import Attached, Holding, Source
from palabre.people.models import Member

# What some system does not take in a name: separators, drives, wildcards, signs that nobody sees.
_UNSAFE = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|]+')
_LONGEST = 180  # bytes


def _handed_in(member: Member) -> Iterator[Attached]:
    for file in File.objects.filter(by=member).order_by("pk").iterator(chunk_size=500):
        yield Attached(file.pk, f"files/{file.pk}-{safe_name(file.name)}", file.size, partial(_opened, file))


def _opened(file: File) -> IO[bytes]:
    return file.content.storage.open(str(file.content.name))


def safe_name(name: str) -> str:
    """A name that can be unpacked anywhere, and leads nowhere else: one part, short, without dots at its ends."""
    name = _UNSAFE.sub("_", name).strip(". ") or "file"
    ending = PurePath(name).suffix[:10]
    stem = name.removesuffix(ending).encode()[:_LONGEST].decode(errors="ignore")
    return stem.rstrip(". ") + ending


ALL = [
    Holding(
        key="files.files",
        title=_("Files you handed in"),
        why=_("They are proofs of what was promised, papers of a meeting, or documents that a text came from."),
        until=_("As long as what they prove, or were put before."),
        sources=(
            Source(
                "files.File", "by", ("name", "media_type", "size", "at"), also=("content", "sha256"), files=_handed_in
            ),
        ),
        stays=UNDER_A_NUMBER,
    ),
]
