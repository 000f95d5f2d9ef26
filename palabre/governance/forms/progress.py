"""How a commitment goes and what proves it, checked by the same rules as the actions' own."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from palabre.core.components.marks import STATUSES
from palabre.core.lines import Lines, OneLine
from palabre.governance import policies
from palabre.governance.actions.commitments import NewProof
from palabre.governance.forms.asking import DayInput, long_text, say_needed
from palabre.governance.models import Commitment
from palabre.governance.terms import LONGEST, note_faults


class ProofForm(forms.Form):
    """A file or a link that shows something was done."""

    proof_is_owed = True
    needed: tuple[str, ...] = ("title", "file", "url")

    title = OneLine(label=_("What it shows"), max_length=160, required=False)
    file = forms.FileField(
        label=_("File"), help_text=_("PDF, image, text or office document, 10 MB at most."), required=False
    )
    url = OneLine(
        label=_("or link"), max_length=500, required=False, widget=forms.URLInput(attrs={"placeholder": "https://"})
    )
    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.is_bound:
            say_needed(self, self.needed)

    def full_clean(self) -> None:
        super().full_clean()
        say_needed(self, self.needed)

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        self.proof = NewProof(found.get("title", ""), found.get("file"), found.get("url", "").strip())
        if self.proof_is_owed or self.proof:
            for name, sentence in self.proof.faults().items():
                if name not in self.errors:
                    self.add_error(name, sentence)
        return found


class ProgressForm(ProofForm):
    """How a commitment goes; with, if one likes, what proves it."""

    proof_is_owed = False
    needed = ("title", "file", "url", "next_check_on")

    status = forms.ChoiceField(
        label=_("How does it stand?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose how it stands.")},
    )
    text = Lines(
        label=_("What happened"), widget=long_text(), max_length=LONGEST,
        error_messages={"required": _("Please say in a few words what happened.")},
    )  # fmt: skip
    next_check_on = forms.DateField(
        label=_("Next check on"), help_text=_("Not needed once it is done."), widget=DayInput, required=False
    )
    note_fields = ("status", "text", "next_check_on")
    proof_fields = ("title", "file", "url")

    def __init__(self, *args: Any, commitment: Commitment, proofs: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.commitment, self.proofs = commitment, proofs
        kinds = Commitment.Status
        sayable = [kinds.POSTPONED] if policies.was_deferred(commitment) else [
            kinds.UNDER_WAY, kinds.DONE, kinds.NOT_DONE, kinds.POSTPONED,
        ]  # fmt: skip
        self.fields["status"].choices = [(kind, STATUSES[kind]) for kind in sayable]  # type: ignore[attr-defined]

    def note(self) -> list[forms.BoundField]:
        return [self[name] for name in self.note_fields]

    def given_proof(self) -> list[forms.BoundField]:
        return [self[name] for name in self.proof_fields]

    def clean(self) -> dict[str, Any]:
        found = super().clean()
        status = found.get("status", "")
        for name, sentence in note_faults(status, found.get("text", ""), found.get("next_check_on")).items():
            if name not in self.errors:
                self.add_error(name, sentence)
        proven = bool(self.proofs or self.proof)
        if status and not (verdict := policies.may_become(self.commitment, status, proven=proven)):
            self.add_error("status", str(verdict.reason))
        return found
