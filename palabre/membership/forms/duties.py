"""Find someone, and say what is entrusted to them, where, until when."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.core import signing
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from palabre.core import clock
from palabre.core.lines import OneLine
from palabre.core.nouns import label, said
from palabre.membership.policies import LONGEST_DUTY
from palabre.people.models import Branch, Duty, Entity, Member
from palabre.people.queries import belonging_today, found_by_name, why_nobody

AN_HOUR = 60 * 60
USUAL = timedelta(days=365)
WHOLE = "whole"


class DutyForm(forms.Form):
    """First whom, by a part of the name; then the one meant among those found."""

    who = OneLine(label=gettext_lazy("To whom"), max_length=80, help_text=gettext_lazy("A part of the name."))
    kind = forms.ChoiceField(label=gettext_lazy("Duty"), choices=Duty.Kind.choices)
    where = forms.ChoiceField(
        label=gettext_lazy("Where it counts"),
        help_text=gettext_lazy("Over the whole cooperative, a second person has to confirm it."),
    )
    until_on = forms.DateField(
        label=gettext_lazy("Last day of the duty"),
        help_text=gettext_lazy("A duty always ends: within five years. It can be prolonged."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    # Signed for the one who searched: nobody entrusts, and so learns the name of, a member they did not find.
    chosen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, viewer: Member) -> None:
        self.viewer, self.found = viewer, list[tuple[Member, str]]()
        today = clock.today()
        super().__init__(data, initial={"until_on": today + USUAL})
        where: Any = self.fields["where"]
        where.choices = [*_places(), (WHOLE, _("The whole cooperative"))]
        widget = self.fields["until_on"].widget
        widget.attrs |= {"min": today.isoformat(), "max": (today + LONGEST_DUTY).isoformat()}

    def clean_who(self) -> str:
        who = self.cleaned_data["who"]
        self.found = [(member, self._sign(member)) for member in found_by_name(who, belonging_today())]
        if self.found:
            return who
        raise forms.ValidationError(why_nobody(who))

    def clean_where(self) -> dict[str, Any]:
        """As the action names it: a branch, an entity, or neither."""
        kind, _colon, pk = self.cleaned_data["where"].partition(":")
        if kind == "branch":
            return {"branch": Branch.objects.get(pk=pk)}
        return {"entity": Entity.objects.get(pk=pk)} if kind == "entity" else {}

    def clean_until_on(self) -> date:
        day = self.cleaned_data["until_on"]
        if not clock.today() <= day <= clock.today() + LONGEST_DUTY:
            raise forms.ValidationError(_("Please choose a day from today on, within five years."))
        return day

    def clean_chosen(self) -> Member | None:
        if not self.cleaned_data["chosen"]:
            return None
        try:
            pk = signing.loads(self.cleaned_data["chosen"], salt=self._salt, max_age=AN_HOUR)
        except signing.BadSignature as wrong:
            raise forms.ValidationError(_("Please search again, then choose.")) from wrong
        return Member.objects.filter(pk=pk, is_active=True).first()

    def _sign(self, member: Member) -> str:
        return signing.dumps(member.pk, salt=self._salt)

    @property
    def _salt(self) -> str:
        return f"palabre.membership.duties.{self.viewer.pk}"


def _places() -> list[tuple[str, Any]]:
    branches = [(f"branch:{pk}", name) for pk, name in Branch.objects.order_by("name").values_list("pk", "name")]
    entities = [(f"entity:{pk}", name) for pk, name in Entity.objects.order_by("name").values_list("pk", "name")]
    with_branches = _("A legal entity, with its %(branches)s") % {"branches": said("branch", "many")}
    return [(str(label("branch", "a")), branches), (with_branches, entities)]
