"""Find someone, and give them a seat."""

from typing import Any

from django import forms
from django.core import signing
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from palabre.core.lines import OneLine
from palabre.people.models import Duty, Member
from palabre.people.policies import holds_duty
from palabre.people.queries import why_nobody
from palabre.processes.models import Process, Seat, WorkingGroup
from palabre.processes.queries.groups import people_to_seat

_AN_HOUR = 60 * 60


class SeatForm(forms.Form):
    """First whom: a part of the name. Then the one meant, among those found."""

    who = OneLine(label=gettext_lazy("Whom"), max_length=254)
    group = forms.ModelChoiceField(WorkingGroup.objects.none(), label=gettext_lazy("In which group"), empty_label=None)
    role = forms.ChoiceField(label=gettext_lazy("As"), choices=Seat.Role.choices)
    # Signed for the one who searched: nobody can seat, and so learn the name of, a member they did not find.
    chosen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, process: Process, viewer: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.viewer, self.found = viewer, list[tuple[Member, str]]()
        by_address = holds_duty(viewer, Duty.Kind.SECRETARIAT)
        self.fields["who"].help_text = (
            _("A part of the name, or the exact e-mail address.") if by_address else _("A part of the name.")
        )
        self.fields["group"].queryset = process.groups.all()  # type: ignore[attr-defined]

    def clean_who(self) -> str:
        who = self.cleaned_data["who"].strip()
        self.found = [(member, self._sign(member)) for member in people_to_seat(self.viewer, who)]
        if self.found:
            return who
        raise forms.ValidationError(why_nobody(who))

    def clean_chosen(self) -> Member | None:
        if not self.cleaned_data["chosen"]:
            return None
        try:
            pk = signing.loads(self.cleaned_data["chosen"], salt=self._salt, max_age=_AN_HOUR)
        except signing.BadSignature as wrong:
            raise forms.ValidationError(_("Please search again, then choose.")) from wrong
        return Member.objects.filter(pk=pk, is_active=True).first()

    def _sign(self, member: Member) -> str:
        return signing.dumps(member.pk, salt=self._salt)

    @property
    def _salt(self) -> str:
        return f"palabre.processes.seats.{self.viewer.pk}"
