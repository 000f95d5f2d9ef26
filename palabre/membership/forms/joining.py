"""What is asked of someone who joins, and of whoever answers."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from palabre.core import clock
from palabre.core.lines import Lines
from palabre.core.nouns import label
from palabre.membership.models import JoinRequest
from palabre.people.models import Branch, College

FURTHEST = timedelta(days=366)


class JoinForm(forms.Form):
    """Where, and a word if one likes."""

    branch = forms.ModelChoiceField(
        Branch.objects.order_by("name"),
        label=label("branch", "your"),
        help_text=gettext_lazy("The one you would come to. You may move later."),
        empty_label=gettext_lazy("Choose"),
    )
    message = Lines(
        label=gettext_lazy("A word about you"),
        required=False,
        max_length=JoinRequest.LONGEST,
        help_text=gettext_lazy("What you do, what brings you here. Read only by those who answer."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class AdmissionForm(forms.Form):
    """In which college, from which day."""

    college = forms.ModelChoiceField(College.objects.none(), label=gettext_lazy("College"), empty_label=None)
    from_on = forms.DateField(
        label=gettext_lazy("Member from"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    shares = forms.IntegerField(label=gettext_lazy("Shares"), min_value=0, max_value=100_000, initial=1)

    def __init__(self, data: Any = None, *, asked: JoinRequest, colleges: list[College] | None = None) -> None:
        super().__init__(data, initial={"from_on": clock.today()}, prefix=f"admit-{asked.pk}")
        college: Any = self.fields["college"]
        entity = asked.branch.entity_id
        college.queryset = College.objects.filter(entity=entity).order_by("name")
        if colleges is not None:  # read once for a whole page of requests
            college.choices = [(each.pk, each.name) for each in colleges if each.entity_id == entity]

    def clean_from_on(self) -> date:
        day = self.cleaned_data["from_on"]
        if abs(day - clock.today()) > FURTHEST:
            raise forms.ValidationError(_("Please choose a day within a year of today."))
        return day


class RefusalForm(forms.Form):
    """Why not."""

    reason = Lines(
        label=gettext_lazy("Why not for now"),
        max_length=JoinRequest.LONGEST,
        help_text=gettext_lazy("The person who asked reads this."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, data: Any = None, *, asked: JoinRequest) -> None:
        super().__init__(data, prefix=f"decline-{asked.pk}")
