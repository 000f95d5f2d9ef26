from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.core.validators import URLValidator
from django.db import transaction
from django.utils.translation import gettext as _

from palabre.commons.files.store import store_file
from palabre.commons.trail.models import Link
from palabre.commons.trail.record import link, record
from palabre.core import clock
from palabre.core.verdict import require
from palabre.governance import policies, verbs
from palabre.governance.models import Commitment, ProgressNote, Proof
from palabre.governance.terms import Faults, note_faults
from palabre.people.models import Member

_web_address = URLValidator(schemes=["http", "https"])


@dataclass(frozen=True, slots=True)
class NewProof:
    """A file or a link, one of the two, and in a few words what it shows."""

    title: str
    file: UploadedFile | None = None
    url: str = ""

    def __bool__(self) -> bool:
        return bool(self.title or self.file or self.url)

    def faults(self) -> Faults:
        if not self.title.strip():
            return {"title": _("Please say in a few words what it shows.")}
        if bool(self.file) == bool(self.url):
            return {"url": _("Please give a file or a link, one of the two.")}
        if self.url:
            try:
                _web_address(self.url)
            except ValidationError:
                return {"url": _("Please give a whole address that begins with https:// or http://.")}
        return {}


@transaction.atomic
def note_progress(
    commitment: Commitment,
    *,
    by: Member,
    status: str,
    text: str,
    next_check_on: date | None = None,
    proof: NewProof | None = None,
) -> ProgressNote:
    """Say how a commitment goes; with ``proof``, add it in the same go (both or neither).

    From then on the commitment has ``status``; the note's check date replaces the old one (none once done), and
    the agenda item by which it had come back closes. The same note sent twice is kept once. Raises ``Refused``
    when ``by`` may not, for "done" without a proof, and for what only a decision can change; ``ValidationError``
    (by field) when something is missing. Rule: issue 2, story 5.
    """
    commitment = _locked(commitment)
    require(policies.may_note(by, commitment))
    if twin := _same_note(commitment, by, status, text, next_check_on):
        return twin
    proven = proof is not None or commitment.proofs.exists()
    require(policies.may_become(commitment, status, proven=proven))
    if faults := note_faults(status, text, next_check_on) | (proof.faults() if proof else {}):
        raise ValidationError(faults)

    if proof:
        _prove(commitment, by, proof)
    done = status == Commitment.Status.DONE
    commitment.status, commitment.next_check_on = status, None if done else next_check_on
    commitment.changed_at = clock.now()
    commitment.save(update_fields=["status", "next_check_on", "changed_at"])
    note = commitment.notes.create(status=status, text=text.strip(), next_check_on=commitment.next_check_on, by=by)
    commitment.items.filter(closed_at=None).update(closed_at=clock.now())
    record(verbs.PROGRESS_NOTED[status], commitment, by=by, **_facts(commitment))
    return note


@transaction.atomic
def add_proof(
    commitment: Commitment, *, by: Member, title: str, file: UploadedFile | None = None, url: str = ""
) -> Proof:
    """Add what shows that a commitment was kept: a file, or a link (http or https).

    The status does not change: "done" is said by a note. The same link or the same bytes are kept once. Raises
    ``Refused`` when ``by`` may not, ``ValidationError`` (by field) for an unusable proof, ``UnwelcomeFile`` for a
    file we do not take.
    """
    commitment = _locked(commitment)
    require(policies.may_note(by, commitment))
    proof = NewProof(title, file, url)
    if faults := proof.faults():
        raise ValidationError(faults)
    return _prove(commitment, by, proof)


def _locked(commitment: Commitment) -> Commitment:
    return Commitment.objects.select_for_update(of=("self",)).get(pk=commitment.pk)


def _facts(commitment: Commitment) -> dict:
    body = commitment.body
    return {
        "body": body.pk,
        "body_name": body.name,
        "commitment": commitment.pk,
        "owner": commitment.owner_id,
    }


def _same_note(
    commitment: Commitment, by: Member, status: str, text: str, next_check_on: date | None
) -> ProgressNote | None:
    """The newest note, if it says exactly this: a double click."""
    newest = commitment.notes.order_by("-id").first()
    said = (by.pk, status, text.strip(), None if status == Commitment.Status.DONE else next_check_on)
    if newest and (newest.by_id, newest.status, newest.text, newest.next_check_on) == said:
        return newest
    return None


def _prove(commitment: Commitment, by: Member, given: NewProof) -> Proof:
    file = store_file(given.file, by=by, audience=commitment.audience) if given.file else None
    same = commitment.proofs.filter(file__sha256=file.sha256) if file else commitment.proofs.filter(url=given.url)
    if twin := same.first():
        if file:
            file.delete()  # the row only: the bytes are kept once, under their hash
        return twin
    proof = commitment.proofs.create(title=given.title.strip(), file=file, url=given.url, by=by)
    entry = record(verbs.PROOF_ADDED, commitment, by=by, proof=proof.pk, **_facts(commitment))
    link(entry, Link.Kind.PROVED, from_=commitment, to=proof)
    return proof
