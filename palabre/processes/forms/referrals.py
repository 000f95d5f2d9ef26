"""Referring asks for one thing: that the version read is the version referred."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from palabre.commons.texts.models import Revision


class ReferralForm(forms.Form):
    number = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, newest: Revision, **kwargs: Any) -> None:
        self.newest = newest
        kwargs.setdefault("initial", {"number": newest.number})
        super().__init__(*args, **kwargs)

    def clean_number(self) -> int:
        if self.cleaned_data["number"] != self.newest.number:
            raise forms.ValidationError(
                _("Version %(number)s was published meanwhile. Read it before you refer it.")
                % {"number": self.newest.number}
            )
        return self.cleaned_data["number"]
