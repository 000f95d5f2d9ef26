from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from palabre.commons.files.store import UnwelcomeFile
from palabre.core.components.dates import in_words
from palabre.core.http import SeeOther, page
from palabre.core.verdict import require
from palabre.governance import policies
from palabre.governance.about import WORDS
from palabre.governance.actions.commitments import add_proof, note_progress
from palabre.governance.forms.progress import ProgressForm, ProofForm
from palabre.governance.models import Commitment
from palabre.governance.queries.stories import story
from palabre.governance.views.places import way_up_to_the_register
from palabre.governance.views.shared import shared_page
from palabre.people.policies import may_read
from palabre.people.requests import MemberRequest

TEMPLATE = "governance/commitment.html"


@login_not_required
@require_safe
def commitment(request: HttpRequest, pk: int) -> HttpResponse:
    return shared_page(
        request, TEMPLATE, lambda: _context(request, _found(request, pk)), about=[WORDS], own=lambda: _own(request, pk)
    )


def _own(request: HttpRequest, pk: int) -> int | None:
    """Whoever it was entrusted to, who may note how it goes."""
    viewer = request.user
    owns = viewer.is_authenticated and Commitment.objects.filter(pk=pk, owner=viewer.pk).exists()
    return viewer.pk if owns else None


@require_POST
def commitment_notes(request: MemberRequest, pk: int) -> HttpResponse:
    found = _found(request, pk)
    require(policies.may_note(request.user, found))
    form = ProgressForm(
        request.POST, request.FILES, commitment=found, proofs=found.proofs.count(), auto_id="id_note_%s"
    )
    if form.is_valid() and (note := _kept(form, lambda: _note(request, found, form))):
        done = note.next_check_on is None
        day = "" if done else in_words(note.next_check_on)
        sentence = (
            _("Noted as done. Whoever it concerns is told.") if done else _("Noted. It is next checked on %(day)s.")
        )
        messages.success(request, sentence % {"day": day})
        return SeeOther(found.get_absolute_url())
    return page(request, TEMPLATE, _context(request, found, note=form), status=422)


@require_POST
def commitment_proofs(request: MemberRequest, pk: int) -> HttpResponse:
    found = _found(request, pk)
    require(policies.may_note(request.user, found))
    form = ProofForm(request.POST, request.FILES, auto_id="id_proof_%s")
    if form.is_valid() and _kept(form, lambda: _prove(request, found, form)):
        messages.success(request, _("The proof is added. Whoever it concerns is told."))
        return SeeOther(found.get_absolute_url())
    return page(request, TEMPLATE, _context(request, found, proof=form), status=422)


def _note(request: MemberRequest, found: Commitment, form: ProgressForm) -> Any:
    said = form.cleaned_data
    return note_progress(
        found, by=request.user, status=said["status"], text=said["text"], next_check_on=said["next_check_on"],
        proof=form.proof if form.proof else None,
    )  # fmt: skip


def _prove(request: MemberRequest, found: Commitment, form: ProofForm) -> Any:
    return add_proof(found, by=request.user, title=form.proof.title, file=form.proof.file, url=form.proof.url)


def _kept(form: ProofForm, act: Callable[[], Any]) -> Any:
    """What ``act`` made, or None with its faults on the form: a file is only looked at when it is stored."""
    try:
        return act()
    except UnwelcomeFile as fault:
        form.add_error("file", fault.messages)
    except ValidationError as fault:
        form.add_error(None, fault)
    return None


def _found(request: HttpRequest, pk: int) -> Commitment:
    readable = Commitment.objects.visible_to(request.user)
    return get_object_or_404(
        readable.select_related("body", "owner", "decision__point", "decision__meeting", "decision__handed_down"), pk=pk
    )


def _context(
    request: HttpRequest, found: Commitment, *, note: ProgressForm | None = None, proof: ProofForm | None = None
) -> dict[str, Any]:
    shown = story(found, request.user)
    return {
        "commitment": found,
        "trail": way_up_to_the_register(),
        # Each note has a draft of its own: once it is kept, the next one begins empty.
        "note_draft": f"note-{found.pk}-{shown.note_count + 1}",
        "kept_draft": f"note-{found.pk}-{shown.note_count}",
        "story": shown,
        "body_is_open": bool(may_read(request.user, found.body)),
        "may_note": policies.may_note(request.user, found),
        "note_form": note or ProgressForm(commitment=found, proofs=len(shown.proofs), auto_id="id_note_%s"),
        "proof_form": proof or ProofForm(auto_id="id_proof_%s"),
        "note_open": note is not None or found.status != Commitment.Status.DONE,
        "note_refused": note is not None,
        "proof_refused": proof is not None,
    }
