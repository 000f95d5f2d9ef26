"""A working document comes in, and is corrected until it can be published."""

import hashlib
import json
from datetime import timedelta
from pathlib import PurePath
from textwrap import shorten
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from palabre.commons.files.models import File
from palabre.commons.files.store import store_file
from palabre.commons.trail.record import record
from palabre.core import clock
from palabre.core.lines import without_turning
from palabre.core.verdict import require
from palabre.people.models import Audience, Member
from palabre.processes.corrections import About, Correction, Place, Proposal, correct, describe, find, lines, working
from palabre.processes.models import Manuscript
from palabre.processes.policies.manuscripts import may_bring_in, may_correct
from palabre.processes.reading import propose
from palabre.processes.reading.decoding import decode
from palabre.processes.secretariat import secretariat_audience
from palabre.processes.verbs import manuscripts as verbs

_SAME_CLICK = timedelta(minutes=2)
_ENDINGS = {"docx": (".docx",), "odt": (".odt",), "html": (".html", ".htm"), "markdown": (".md",), "plain": (".txt",)}


class CorrectedMeanwhile(Exception):
    """Somebody corrected the document since it was opened; ``manuscript`` is as it stands. Nothing was overwritten."""

    def __init__(self, manuscript: Manuscript) -> None:
        super().__init__("corrected meanwhile")
        self.manuscript = manuscript


@transaction.atomic
def bring_in_manuscript(*, by: Member, name: str, data: bytes, filename: str = "") -> Manuscript:
    """Take in a working document and propose its structure, for the secretariat alone.

    The document is kept as it came (it may hold addresses: only the secretariat can have it), the proposal holds
    no e-mail address. Publishes nothing. The same document sent twice by one person within two minutes comes in once.

    Raises ``Refused``; ``reading.Unreadable`` with a sentence when there is nothing to read; ``UnwelcomeFile``.
    """
    Member.objects.select_for_update(of=("self",)).get(pk=by.pk)
    require(may_bring_in(by))
    read = propose(data, filename=filename)
    kept = _as_kept(data, read.format)
    twice = _same_click(by, kept)
    if twice:
        return twice
    audience = secretariat_audience()
    proposal = _unturned(working(read.to_json(marks=True)))
    manuscript = Manuscript.objects.create(
        name=(name.strip() or proposal["title"] or _("Working document"))[:200],
        source=_keep(kept, read.format, filename, by, audience),
        proposal=proposal,
        by=by,
        changed_by=by,
        audience=audience,
    )
    record(verbs.MANUSCRIPT_BROUGHT_IN, manuscript, by=by)
    return manuscript


def _unturned(proposal: Proposal) -> Proposal:
    """The same without signs that would turn the page around a title, such as U+202E."""
    return json.loads(without_turning(json.dumps(proposal, ensure_ascii=False)))


def _as_kept(data: bytes, format_: str) -> bytes:
    """As it came; only a text in an encoding with empty bytes (UTF-16) is kept as UTF-8."""
    return decode(data).encode() if format_ not in ("docx", "odt") and b"\x00" in data else data


def _same_click(by: Member, data: bytes) -> Manuscript | None:
    fresh = Manuscript.objects.filter(by=by, process=None, at__gt=clock.now() - _SAME_CLICK)
    return fresh.filter(source__sha256=hashlib.sha256(data).hexdigest()).first()


def _keep(data: bytes, format_: str, filename: str, by: Member, audience: Audience) -> File:
    path = PurePath(filename.replace("\\", "/"))
    endings = _ENDINGS[format_]
    ending = path.suffix.lower() if path.suffix.lower() in endings else endings[0]
    return store_file(SimpleUploadedFile((path.stem or _("document")) + ending, data), by=by, audience=audience)


@transaction.atomic
def correct_manuscript(
    manuscript: Manuscript, *, by: Member, correction: Correction, saves: int
) -> tuple[Manuscript, Place]:
    """Do one correction on the page; give the manuscript, and where the words stand now.

    Args:
        saves: the ``saves`` of the page the correction was made on.
    Raises:
        CorrectedMeanwhile: somebody was faster; nothing of theirs is overwritten.
        NoSuchPlace, Nothing: the deed makes no sense there; nothing changed.
        Refused: published already, or not the secretariat.
    """
    manuscript = _locked(manuscript, by, saves)
    words = shorten(lines(find(manuscript.proposal, correction.place))[0], 80, placeholder="…")
    corrected, place = correct(manuscript.proposal, correction)
    facts = {"deed": correction.deed, "place": str(correction.place), "to": correction.to, "words": words}
    return _save(manuscript, by, corrected, **facts), place


@transaction.atomic
def describe_manuscript(manuscript: Manuscript, *, by: Member, about: About, saves: int) -> Manuscript:
    """Correct what the document says of itself: title, date, language, drafters, groups, sessions. Raises as above."""
    manuscript = _locked(manuscript, by, saves)
    return _save(manuscript, by, describe(manuscript.proposal, about), deed="describe", words="")


@transaction.atomic
def undo_correction(manuscript: Manuscript, *, by: Member, saves: int) -> Manuscript:
    """Take back the last correction; once more does it again. Raises as above."""
    manuscript = _locked(manuscript, by, saves)
    if manuscript.previous is None:
        return manuscript
    return _save(manuscript, by, manuscript.previous, deed="undo", words="")


def _locked(manuscript: Manuscript, by: Member, saves: int) -> Manuscript:
    locked = Manuscript.objects.select_for_update(of=("self",)).select_related("changed_by").get(pk=manuscript.pk)
    require(may_correct(by, locked))
    if locked.saves != saves:
        raise CorrectedMeanwhile(locked)
    return locked


def _save(manuscript: Manuscript, by: Member, corrected: Proposal, **facts: Any) -> Manuscript:
    """Keep the corrected proposal and write down what was done; a correction that changes nothing leaves no trace."""
    if corrected == manuscript.proposal:
        return manuscript
    manuscript.previous, manuscript.proposal = manuscript.proposal, corrected
    manuscript.saves += 1
    manuscript.changed_by = by
    manuscript.save(update_fields=["previous", "proposal", "saves", "changed_by"])
    record(verbs.MANUSCRIPT_CORRECTED, manuscript, by=by, saves=manuscript.saves, **facts)
    return manuscript
