"""What is asked of someone who makes a token."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from palabre.core import clock
from palabre.core.lines import OneLine
from palabre.membership import policies
from palabre.membership.models import Token
from palabre.people.models import Member

USUAL = timedelta(days=90)


class TokenForm(forms.Form):
    """For what, what it reads, until when."""

    name = OneLine(
        label=gettext_lazy("What it is for"),
        max_length=60,
        help_text=gettext_lazy("So that you know it again: “the branch’s spreadsheet”."),
    )
    reads = forms.ChoiceField(
        label=gettext_lazy("What it reads"),
        choices=Token.Reads.choices,
        initial=Token.Reads.PUBLIC,
        widget=forms.RadioSelect,
    )
    ends_on = forms.DateField(
        label=gettext_lazy("Last day"),
        help_text=gettext_lazy("A year from today at most. Then it opens nothing; you can make another."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, data: Any = None, *, member: Member) -> None:
        self.member = member
        today = clock.today()
        super().__init__(data, initial={"ends_on": today + USUAL})
        widget = self.fields["ends_on"].widget
        widget.attrs |= {"min": today.isoformat(), "max": (today + policies.LONGEST_TOKEN).isoformat()}

    def clean_name(self) -> str:
        name = self.cleaned_data["name"]
        if not (may := policies.may_name_token(self.member, name)):
            raise forms.ValidationError(str(may.reason))
        return name

    def clean_ends_on(self) -> date:
        day = self.cleaned_data["ends_on"]
        if not (may := policies.may_end_on(day)):
            raise forms.ValidationError(str(may.reason))
        return day
