"""A line of the register: written, corrected, ended."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from palabre.core import clock
from palabre.core.lines import Lines, OneLine
from palabre.people.models import Belonging, Branch, College, Entity, Status
from palabre.register.policies import may_begin_on

LONGEST_REASON = 1_000


def day_field(label: Any, **asks: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **asks)


def reason_field() -> Lines:
    return Lines(
        label=_("Why"),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("It stays in the register beside the line, with your name and the day. The person reads it too."),
    )


class LineForm(forms.Form):
    """What a line says. Of one legal entity: ``entity``, whose colleges and statuses are offered."""

    college = forms.ModelChoiceField(College.objects.none(), label=_("College"), empty_label=None)
    status = forms.ModelChoiceField(
        Status.objects.none(), label=_("Member status"), required=False, empty_label=_("none")
    )
    branch = forms.ModelChoiceField(Branch.objects.none(), label=_("Home branch"), empty_label=None)
    shares = forms.IntegerField(label=_("Shares"), min_value=0, max_value=100_000, initial=1)
    from_on = day_field(_("From"))
    until_on = day_field(_("Last day"), required=False, help_text=_("Empty: no end is known."))
    reason = reason_field()

    def __init__(self, data: Any = None, *, entity: Entity, line: Belonging | None = None, prefix: str = "") -> None:
        initial = line.said() if line else {"from_on": clock.today(), "shares": 1}
        super().__init__(data, initial=initial, prefix=prefix or (f"line-{line.pk}" if line else None))
        choices: Any = self.fields
        choices["college"].queryset = entity.colleges.order_by("name")
        choices["status"].queryset = entity.statuses.order_by("name")
        choices["branch"].queryset = Branch.objects.order_by("name")

    def clean_from_on(self) -> date:
        day = self.cleaned_data["from_on"]
        if not (may := may_begin_on(day)):
            raise forms.ValidationError(str(may.reason))
        return day

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        if said.get("until_on") and said.get("from_on") and said["until_on"] < said["from_on"]:
            self.add_error("until_on", _("The last day is not before the first."))
        return said


class EndForm(forms.Form):
    """The last day, and why."""

    last_day = day_field(_("Last day"), help_text=_("Included: rights end when this day is over."))
    reason = reason_field()

    def __init__(self, data: Any = None, *, line: Belonging) -> None:
        self.line = line
        super().__init__(data, initial={"last_day": clock.today()}, prefix=f"end-{line.pk}")

    def clean_last_day(self) -> date:
        day = self.cleaned_data["last_day"]
        if day < self.line.from_on:
            raise forms.ValidationError(_("The last day is not before the first."))
        return day


class NumberForm(forms.Form):
    """The number by which the entity's payroll or accounts know someone."""

    number = OneLine(label=_("Member number"), max_length=40)
    reason = reason_field()

    def __init__(self, data: Any = None, *, line: Belonging) -> None:
        super().__init__(data, prefix=f"number-{line.pk}")
