"""What an entity calls the qualities of its members, and what its colleges weigh."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from palabre.core.lines import OneLine
from palabre.people.models import College
from palabre.register.forms.lines import day_field, reason_field


class StatusForm(forms.Form):
    name = OneLine(label=_("Name of the status"), max_length=80)
    votes = forms.BooleanField(label=_("Whoever has it votes in assemblies"), required=False, initial=True)


class WeightForm(forms.Form):
    weight_percent = forms.IntegerField(label=_("Weight in percent"), min_value=0, max_value=100)
    from_on = day_field(_("From"))
    reason = reason_field()

    def __init__(self, data: Any = None, *, college: College) -> None:
        super().__init__(data, prefix=f"weight-{college.pk}")
