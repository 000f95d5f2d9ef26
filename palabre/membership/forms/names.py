"""How one is shown."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from palabre.core.lines import Name
from palabre.membership.actions.names import may_be_called
from palabre.people.models import Member


class NamesForm(forms.Form):
    """A name, and a pseudonym if one wants."""

    name = Name(label=gettext_lazy("Your name"), max_length=80, help_text=gettext_lazy("As others read it."))
    pseudonym = Name(
        label=gettext_lazy("Pseudonym"),
        max_length=40,
        required=False,
        help_text=gettext_lazy("Shown instead of your name where the space allows it and you choose it."),
    )

    def __init__(self, data: Any = None, *, member: Member) -> None:
        self.member = member
        super().__init__(data, initial={"name": member.name, "pseudonym": member.pseudonym})

    def clean_name(self) -> str:
        name = self.cleaned_data["name"]
        if not (may := may_be_called(self.member, name=name)):
            raise forms.ValidationError(str(may.reason))
        return name

    def clean_pseudonym(self) -> str:
        pseudonym = self.cleaned_data["pseudonym"]
        if not (may := may_be_called(self.member, pseudonym=pseudonym)):
            raise forms.ValidationError(str(may.reason))
        return pseudonym
