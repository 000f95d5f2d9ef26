"""A day to look at; a mandate to open, to end, to confirm."""

from typing import Any

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from palabre.core import clock
from palabre.core.components.dates import in_words
from palabre.core.lines import OneLine
from palabre.governance.forms.asking import DayInput
from palabre.governance.models import Body, Mandate
from palabre.governance.queries.mandates import members_named, seats_left
from palabre.people.models import College, Member
from palabre.people.queries import why_nobody

AN_HOUR = 60 * 60


class DayForm(forms.Form):
    """The day of which one asks who sat there."""

    on = forms.DateField(label=gettext_lazy("Who sat here on"), widget=DayInput)
    use_required_attribute = False


class MapDayForm(forms.Form):
    """The day of which one looks at the map."""

    on = forms.DateField(label=gettext_lazy("The map as on"), widget=DayInput)
    use_required_attribute = False


class _SeatChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return _("%(mandate)s, until %(day)s") % {"mandate": obj, "day": in_words(obj.until_on, weekday=False)}


class MandateForm(forms.Form):
    """First whom, by a part of the name; then the one meant among those found."""

    who = OneLine(label=gettext_lazy("Whose mandate"), max_length=80, help_text=gettext_lazy("A part of the name."))
    role = forms.ChoiceField(label=gettext_lazy("Role"), choices=Mandate.Role.choices, initial=Mandate.Role.DIRECTOR)
    obtained = forms.ChoiceField(label=gettext_lazy("How it was obtained"), choices=Mandate.Obtained.choices)
    from_on = forms.DateField(label=gettext_lazy("First day"), widget=DayInput)
    until_on = forms.DateField(label=gettext_lazy("Last day"), widget=DayInput)
    replaces = _SeatChoice(
        Mandate.objects.none(),
        label=gettext_lazy("Takes up the seat of"),
        required=False,
        empty_label=gettext_lazy("nobody in particular"),
    )
    college = forms.ModelChoiceField(
        College.objects.none(),
        label=gettext_lazy("Seat of the college"),
        required=False,
        empty_label=gettext_lazy("the one they belong to"),
    )
    # Signed for the one who searched: nobody learns the name of a member they did not find.
    chosen = forms.CharField(required=False, widget=forms.HiddenInput)
    use_required_attribute = False

    def __init__(self, data: Any = None, *, body: Body, viewer: Any) -> None:
        self.viewer, self.found = viewer, list[tuple[Member, str]]()
        super().__init__(data, initial={"from_on": clock.today()}, auto_id="id_open_%s")
        self.fields["replaces"].queryset = seats_left(body)  # type: ignore[attr-defined]
        roles = [(role, body.role_called(role)) for role in Mandate.Role.values]
        self.fields["role"].choices = roles  # type: ignore[attr-defined]
        self.by_college = body.college_seats.exists()
        colleges = College.objects.filter(pk__in=body.college_seats.values("college")).order_by("pk")
        self.fields["college"].queryset = colleges  # type: ignore[attr-defined]

    def clean_chosen(self) -> Member | None:
        if not self.cleaned_data["chosen"]:
            return None
        try:
            pk = signing.loads(self.cleaned_data["chosen"], salt=self._salt, max_age=AN_HOUR)
        except signing.BadSignature as wrong:
            raise ValidationError(_("Please search again, then choose.")) from wrong
        return Member.objects.filter(pk=pk, is_active=True).first()

    def clean(self) -> dict[str, Any]:
        """Those are found who belong to the cooperative on the first day: of a mandate of old, members of then."""
        given = super().clean() or {}
        if who := given.get("who"):
            named = members_named(who, given.get("from_on") or clock.today())
            self.found = [(member, signing.dumps(member.pk, salt=self._salt)) for member in named]
            if not self.found:
                self.add_error("who", why_nobody(who))
        return given

    def terms(self) -> dict[str, Any]:
        """What the action asks for."""
        given = self.cleaned_data
        named = {name: given[name] for name in ("role", "obtained", "from_on", "until_on", "replaces", "college")}
        return {"holder": given["chosen"], **named}

    @property
    def _salt(self) -> str:
        return f"palabre.governance.mandates.{self.viewer.pk}"


class EndingForm(forms.Form):
    """The last day of a mandate that ends early, and why."""

    because = forms.ChoiceField(label=gettext_lazy("Why"), choices=Mandate.Ended.choices)
    on = forms.DateField(label=gettext_lazy("Its last day"), widget=DayInput)
    use_required_attribute = False

    def __init__(self, data: Any = None, *, mandate: Mandate) -> None:
        super().__init__(data, initial={"on": clock.today()}, auto_id=f"id_end_{mandate.pk}_%s")


class ResignationForm(forms.Form):
    """The last day of one's own mandate."""

    on = forms.DateField(label=gettext_lazy("My last day"), widget=DayInput)
    use_required_attribute = False

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, initial={"on": clock.today()}, auto_id="id_resign_%s")


class ConfirmationForm(forms.Form):
    """The day of the assembly that confirmed a co-option."""

    on = forms.DateField(label=gettext_lazy("Day of the assembly"), widget=DayInput)
    use_required_attribute = False

    def __init__(self, data: Any = None, *, mandate: Mandate) -> None:
        super().__init__(data, initial={"on": clock.today()}, auto_id=f"id_confirm_{mandate.pk}_%s")
