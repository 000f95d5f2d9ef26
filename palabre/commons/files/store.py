"""Take in an uploaded file: look at it, name it, keep it by its hash. A building block; the caller records."""

import hashlib
import os
from collections.abc import Callable
from pathlib import Path, PurePath

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from palabre.commons.files.models import File
from palabre.commons.files.s3 import StoreAway
from palabre.core.lines import on_one_line
from palabre.people.models import Audience, Member


class UnwelcomeFile(ValidationError):
    """The file is not taken; the message says why and what would help."""


def _is_text(head: bytes) -> bool:
    return b"\x00" not in head


# Ending → (media type it is served as, how its first bytes must look). Whatever else an upload claims is ignored.
WELCOME: dict[str, tuple[str, Callable[[bytes], bool]]] = {
    ".pdf": ("application/pdf", lambda head: head.startswith(b"%PDF-")),
    ".png": ("image/png", lambda head: head.startswith(b"\x89PNG\r\n\x1a\n")),
    ".jpg": ("image/jpeg", lambda head: head.startswith(b"\xff\xd8\xff")),
    ".jpeg": ("image/jpeg", lambda head: head.startswith(b"\xff\xd8\xff")),
    ".docx": ("application/octet-stream", lambda head: head.startswith(b"PK\x03\x04")),
    ".odt": ("application/octet-stream", lambda head: head.startswith(b"PK\x03\x04")),
    ".ods": ("application/octet-stream", lambda head: head.startswith(b"PK\x03\x04")),
    ".xlsx": ("application/octet-stream", lambda head: head.startswith(b"PK\x03\x04")),
    ".txt": ("text/plain", _is_text),
    ".md": ("text/plain", _is_text),
    ".csv": ("text/csv", _is_text),
    ".html": ("application/octet-stream", _is_text),
    ".htm": ("application/octet-stream", _is_text),
}


def store_file(upload: UploadedFile, *, by: Member, audience: Audience) -> File:
    """Keep ``upload`` for the readers in ``audience``. Writes one row, and the bytes under their hash.

    Raises ``UnwelcomeFile`` with a sentence: empty, larger than 10 MB, a kind we do not take, content that is
    not what the name says, or a store that does not answer.
    """
    name = _tidy_name(upload.name or "")
    ending = PurePath(name).suffix.lower()
    if not upload.size:
        raise UnwelcomeFile(_("This file is empty."))
    if upload.size > settings.LONGEST_UPLOAD:
        limit = filesizeformat(settings.LONGEST_UPLOAD)
        raise UnwelcomeFile(
            _("This file is larger than %(limit)s. Please send a smaller one, or a link.") % {"limit": limit}
        )
    if ending not in WELCOME:
        kinds = "PDF, PNG, JPEG, DOCX, ODT, ODS, XLSX, TXT, CSV"
        raise UnwelcomeFile(
            _("We do not take files of this kind. Please send one of these: %(kinds)s.") % {"kinds": kinds}
        )
    media_type, looks_right = WELCOME[ending]
    upload.seek(0)
    if not looks_right(upload.read(2048)):
        raise UnwelcomeFile(_("The content of this file is not what its name says. Please save it again and retry."))
    file = File(name=name, media_type=media_type, size=upload.size, sha256=_hash(upload), by=by, audience=audience)
    try:
        _keep(file, upload)
    except StoreAway:
        raise UnwelcomeFile(_("Files cannot be kept just now. Please send it again in a few minutes.")) from None
    file.save()
    return file


def _keep(file: File, upload: UploadedFile) -> None:
    upload.seek(0)
    if file.content.storage.exists(f"{file.sha256[:2]}/{file.sha256}"):
        file.content.name = f"{file.sha256[:2]}/{file.sha256}"  # the same bytes are kept once
    else:
        file.content.save(file.sha256, upload, save=False)


def store_answers() -> bool:
    """Whether files can be put into their store now. Puts none."""
    storage = default_storage
    if hasattr(storage, "answers"):
        return storage.answers()
    # The folder itself is made by the first file.
    folder = Path(storage.path(""))
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    return folder.is_dir() and os.access(folder, os.W_OK | os.X_OK)


def _tidy_name(name: str) -> str:
    """The last part of the path, without signs that nobody sees or that turn it; at most 160 characters."""
    name = on_one_line(PurePath(name.replace("\\", "/")).name) or "file"
    ending = PurePath(name).suffix[:10]
    return name if len(name) <= 160 else name[: 160 - len(ending)] + ending


def _hash(upload: UploadedFile) -> str:
    upload.seek(0)
    digest = hashlib.sha256()
    for chunk in upload.chunks():
        digest.update(chunk)
    return digest.hexdigest()
