"""What comes in from a page, checked by the same rules as the actions' own."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from palabre.core.components.dates import day_of, in_words
from palabre.core.components.marks import OUTCOMES, STATUSES
from palabre.governance import policies
from palabre.governance.actions.commitments import NewProof
from palabre.governance.models import AgendaItem, AgendaPoint, Body, Commitment, Decision
from palabre.governance.queries.agendas import draft_key
from palabre.governance.queries.bodies import coming_meetings
from palabre.governance.queries.register import Filters
from palabre.governance.terms import LONGEST, Terms, note_faults
from palabre.people.models import Member

OwnerGroups = list[tuple[str, list[tuple[int, str]]]]


class DayInput(forms.DateInput):
    """The browser's own day picker; the value is always ISO, whatever the language."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


def _say_needed(form: forms.Form, names: Iterable[str]) -> None:
    """Do not label these "optional": whether they are needed depends on other answers, and the rules ask for them."""
    for name in names:
        form.fields[name].required = True


def _long(rows: int = 3) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, "maxlength": LONGEST})


class MeetingForm(forms.Form):
    """A meeting to call."""

    starts_at = forms.DateTimeField(
        label=_("Day and hour"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
    place = forms.CharField(label=_("Place"), max_length=160, required=False)


class _MeetingChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return in_words(obj.starts_at)


class ScheduleForm(forms.Form):
    """The meeting on whose agenda an item goes: one still to come, of the same body."""

    meeting = _MeetingChoice(
        label=_("Meeting"),
        queryset=None,
        empty_label=None,
        error_messages={
            "required": _("Please choose a meeting."),
            "invalid_choice": _("Please choose a meeting still to come."),
        },
    )

    def __init__(self, *args: Any, item: AgendaItem, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["meeting"].queryset = coming_meetings(item.body)  # type: ignore[attr-defined]
        self.fields["meeting"].initial = item.meeting_id

    @property
    def has_meetings(self) -> bool:
        return self.fields["meeting"].queryset.exists()  # type: ignore[attr-defined]


class DecisionForm(forms.Form):
    """What the body decided on one point. Fields an outcome does not need are not read."""

    outcome = forms.ChoiceField(
        label=_("What was decided?"),
        choices=list(OUTCOMES.items()),
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose what was decided.")},
    )
    reason = forms.CharField(
        label=_("Why"),
        help_text=_("Owed to those who asked. Everyone who reads the decision reads it."),
        widget=_long(),
        max_length=LONGEST,
        error_messages={"required": _("Please write the reason: it is owed to those who asked.")},
    )
    amended_text = forms.CharField(label=_("The text as decided"), widget=_long(4), required=False, max_length=LONGEST)
    owner = forms.ChoiceField(label=_("Entrusted to a person"), required=False)
    owner_service = forms.CharField(
        label=_("or to a service"), help_text=_("A team or service without an account."), max_length=120, required=False
    )
    means = forms.CharField(
        label=_("With which means"), help_text=_("Money, hours, tools."), max_length=300, required=False
    )
    due_on = forms.DateField(label=_("Due on"), widget=DayInput, required=False)
    next_check_on = forms.DateField(
        label=_("Next check on"), help_text=_("Past this day it comes back before the body by itself."),
        widget=DayInput, required=False,
    )  # fmt: skip
    deferred_until = forms.DateField(
        label=_("Deferred until"), help_text=_("The body is then asked again."), widget=DayInput, required=False
    )
    use_required_attribute = False
    always = ("outcome", "reason")
    if_amended = ("amended_text",)
    if_promised = ("owner", "owner_service", "means", "due_on", "next_check_on")
    if_deferred = ("deferred_until",)
    needed = ("amended_text", "owner", "owner_service", "due_on", "next_check_on", "deferred_until")

    def __init__(self, data: Any = None, *, point: AgendaPoint, owners: OwnerGroups) -> None:
        super().__init__(data, auto_id=f"id_{point.pk}_%s")
        self.point = point
        self.fields["owner"].choices = [("", _("nobody by name")), *owners]  # type: ignore[attr-defined]
        if not self.is_bound:
            _say_needed(self, self.needed)

    def full_clean(self) -> None:
        super().full_clean()
        _say_needed(self, self.needed)

    @property
    def draft(self) -> str:
        """The key under which the browser keeps what is being typed."""
        return draft_key(self.point)

    def groups(self) -> list[tuple[str, list[forms.BoundField]]]:
        """(when it is needed, its fields), in the order they are asked."""
        names = (("amended", self.if_amended), ("promised", self.if_promised), ("deferred", self.if_deferred))
        return [(key, [self[name] for name in fields]) for key, fields in names]

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        deferred = found.get("outcome") == Decision.Outcome.DEFERRED
        pk = found.get("owner")
        self.terms = Terms(
            outcome=found.get("outcome", ""),
            reason=found.get("reason", ""),
            amended_text=found.get("amended_text", ""),
            owner=Member.objects.filter(pk=pk).first() if pk else None,
            owner_service=found.get("owner_service", ""),
            means=found.get("means", ""),
            due_on=found.get("due_on"),
            next_check_on=found.get("deferred_until" if deferred else "next_check_on"),
        )
        meeting = self.point.item.meeting
        faults = self.terms.faults(day_of(meeting.starts_at)) if meeting else {}
        for name, sentence in faults.items():
            shown = "deferred_until" if deferred and name == "next_check_on" else name
            if shown not in self.errors:
                self.add_error(shown, sentence)
        return found


class ProofForm(forms.Form):
    """A file or a link that shows something was done."""

    proof_is_owed = True
    needed: tuple[str, ...] = ("title", "file", "url")

    title = forms.CharField(label=_("What it shows"), max_length=160, required=False)
    file = forms.FileField(
        label=_("File"), help_text=_("PDF, image, text or office document, 10 MB at most."), required=False
    )
    url = forms.CharField(
        label=_("or link"), max_length=500, required=False, widget=forms.URLInput(attrs={"placeholder": "https://"})
    )
    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.is_bound:
            _say_needed(self, self.needed)

    def full_clean(self) -> None:
        super().full_clean()
        _say_needed(self, self.needed)

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
    text = forms.CharField(
        label=_("What happened"), widget=_long(), max_length=LONGEST,
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


class FilterForm(forms.Form):
    """What to show of the register. Lenient: what cannot be understood filters nothing."""

    status = forms.ChoiceField(label=_("Status"), required=False)
    body = forms.ChoiceField(label=_("Body"), required=False)
    owner = forms.CharField(label=_("Entrusted to"), required=False, max_length=120)
    text = forms.CharField(label=_("Cycle, reference or words"), required=False, max_length=120)
    overdue = forms.BooleanField(label=_("Overdue only"), required=False)

    def __init__(self, *args: Any, viewer: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        bodies = Body.objects.visible_to(viewer).values_list("pk", "name")
        self.fields["status"].choices = [("", pgettext_lazy("statuses", "all")), *STATUSES.items()]  # type: ignore[attr-defined]
        self.fields["body"].choices = [("", pgettext_lazy("bodies", "all")), *bodies]  # type: ignore[attr-defined]

    def filters(self) -> Filters:
        self.is_valid()
        asked = self.cleaned_data
        return Filters(
            status=asked.get("status", ""),
            body=int(asked["body"]) if asked.get("body") else None,
            owner=asked.get("owner", "").strip(),
            text=asked.get("text", "").strip(),
            overdue=asked.get("overdue", False),
        )
