"""Papers put before a meeting: added, replaced by a new version beside the old, withdrawn."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from palabre.commons.files.models import File
from palabre.commons.files.store import store_file
from palabre.commons.trail.record import record
from palabre.core.lines import on_one_line
from palabre.core.verdict import require
from palabre.governance import paper_policies as policies
from palabre.governance import paper_verbs as verbs
from palabre.governance.models import Meeting, Paper, PaperVersion, PaperWithdrawal
from palabre.governance.paper_terms import NewPaper, expected_at, file_faults, reason_faults
from palabre.people.alone import nobody
from palabre.people.models import Audience, Member
from palabre.people.policies import may_read

# From the widest to the narrowest: a paper of an item is read where both the meeting and the item are.
_REACHES = [*Audience.Reach.values]


@transaction.atomic
def add_paper(meeting: Meeting, *, by: Member, paper: NewPaper) -> Paper:
    """Put a paper before ``meeting``, or before one item of its agenda. Who sits on the body is told.

    Its title is for whoever reads the meeting and the item; the file too, unless it is held back until a day. It is
    kept for nobody and handed out after ``may_have_paper`` alone. Whatever comes after the agenda was published, or
    after the day on which the rules want it, says why. The same file under the same title is there already: a double
    click. Raises ``Refused`` when ``by`` may not; ``ValidationError`` (by field) when something is missing;
    ``UnwelcomeFile`` when the file is not taken.
    """
    meeting = _locked(meeting)
    require(policies.may_add_papers(by, meeting))
    if paper.item is not None:
        require(may_read(by, paper.item))
    if faults := paper.faults(meeting):
        raise ValidationError(faults)
    assert paper.file is not None
    title, late = on_one_line(paper.title), expected_at(meeting).is_over
    file = _kept(paper.file, by)
    there = meeting.papers.filter(withdrawal=None, title=title, item=paper.item, versions__file__sha256=file.sha256)
    if twin := there.first():
        file.delete()  # the row only: the bytes are kept once, under their hash
        return twin
    added = Paper.objects.create(
        meeting=meeting,
        item=paper.item,
        title=title,
        language=paper.language,
        held_because=on_one_line(paper.held_because),
        held_until_on=paper.held_until_on,
        audience=_narrower(meeting.audience, paper.item.audience) if paper.item else meeting.audience,
        by=by,
    )
    because = on_one_line(paper.because) if late else ""
    PaperVersion.objects.create(paper=added, number=1, file=file, because=because, by=by)
    record(verbs.ADDED, added, by=by, number=1, **_facts(meeting))
    return added


@transaction.atomic
def replace_paper(paper: Paper, *, by: Member, file: UploadedFile | None, because: str) -> PaperVersion:
    """Put a new version of a paper beside the old ones, which stay, with the reason. Who sits on the body is told.

    The file that stands there already is a double click. Raises as ``add_paper``.
    """
    meeting = _locked(paper.meeting)
    paper = _again(paper)
    require(policies.may_replace_paper(by, paper))
    asked = _("Please say in a sentence why there is a new version. Everyone reads it.")
    if faults := file_faults(file, because) | reason_faults(because, asked):
        raise ValidationError(faults)
    assert file is not None
    newest = paper.versions.select_related("file").order_by("number").last()
    assert newest is not None
    stored = _kept(file, by)
    if newest.file.sha256 == stored.sha256:
        stored.delete()
        return newest
    number = newest.number + 1
    version = paper.versions.create(number=number, file=stored, because=on_one_line(because), by=by)
    record(verbs.REPLACED, paper, by=by, number=number, **_facts(meeting))
    return version


@transaction.atomic
def withdraw_paper(paper: Paper, *, by: Member, because: str) -> PaperWithdrawal:
    """Take a paper away: its title stays, with the day and the reason, and nobody has its versions any more.

    The bytes stay in the store, for the record; an operator empties it where the law asks. Raises ``Refused`` when
    ``by`` may not or it was withdrawn; ``ValidationError`` without a reason.
    """
    meeting = _locked(paper.meeting)
    paper = _again(paper)
    require(policies.may_withdraw_paper(by, paper))
    if faults := reason_faults(because, _("Please say in a sentence why it is withdrawn. Everyone reads it.")):
        raise ValidationError(faults)
    withdrawal = PaperWithdrawal.objects.create(paper=paper, because=on_one_line(because), by=by)
    record(verbs.WITHDRAWN, paper, by=by, **_facts(meeting))
    return withdrawal


def _locked(meeting: Meeting) -> Meeting:
    """One after the other, and against the agenda that is set or published meanwhile."""
    there = Meeting.objects.select_for_update(of=("self",), no_key=True).select_related("body", "rulebook", "audience")
    return there.get(pk=meeting.pk)


def _again(paper: Paper) -> Paper:
    """Read again under the meeting's lock: a row that is only ever added needs none of its own."""
    return Paper.objects.select_related("meeting__body", "withdrawal", "audience").get(pk=paper.pk)


def _kept(file: UploadedFile, by: Member) -> File:
    return store_file(file, by=by, audience=nobody())


def _narrower(meeting: Audience, item: Audience) -> Audience:
    """The item's where both are lists: what its title says is of the item, and whoever reads a paper reads both."""
    return max(item, meeting, key=lambda audience: _REACHES.index(audience.reach))


def _facts(meeting: Meeting) -> dict[str, Any]:
    return {"body": meeting.body_id, "body_name": meeting.body.name, "meeting": meeting.pk}
