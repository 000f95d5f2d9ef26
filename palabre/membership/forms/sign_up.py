"""What we ask on signing up, beside e-mail and password: a name, nothing more."""

from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from palabre.core.lines import Name
from palabre.membership.actions.names import may_be_called


class NameForm(forms.Form):
    """Added by allauth to its sign-up form."""

    name = Name(label=_("Your name"), max_length=80, help_text=_("As others will read it."), widget=forms.TextInput)
    field_order = ["name", "email", "password1"]

    def clean_name(self) -> str:
        name = self.cleaned_data["name"]
        if not (may := may_be_called(None, name=name)):
            raise forms.ValidationError(str(may.reason))
        return name

    def signup(self, request: HttpRequest, user: Any) -> None:
        user.name = self.cleaned_data["name"]
        user.save(update_fields=["name"])
