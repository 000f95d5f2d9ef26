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
    """For what, what it may do, until when. Writing in the register is offered to those who keep it."""

    name = OneLine(
        label=gettext_lazy("What it is for"),
        max_length=60,
        help_text=gettext_lazy("So that you know it again: “the branch’s spreadsheet”."),
    )
    scope = forms.ChoiceField(
        label=gettext_lazy("What it may do"),
        choices=Token.Scope.choices,
        initial=Token.Scope.PUBLIC,
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
        offered = [(key, label) for key, label in Token.Scope.choices if policies.may_have_scope(member, key)]
        self.fields["scope"].choices = offered  # type: ignore[attr-defined]
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
