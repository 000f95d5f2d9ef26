"""Signing in with another house's account no longer."""

from typing import Any

from allauth.socialaccount.internal.flows.connect import disconnect
from allauth.socialaccount.models import SocialAccount
from django import forms
from django.http import HttpRequest

from palabre.membership.policies import may_unlink


class UnlinkForm(forms.Form):
    """In allauth's page of linked accounts: of one's own, and never the last way in."""

    account = forms.ModelChoiceField(SocialAccount.objects.none(), widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, request: HttpRequest, **words: Any) -> None:
        super().__init__(data, **words)
        self.request = request
        self.accounts = SocialAccount.objects.filter(user=request.user.pk).order_by("pk")
        choices: Any = self.fields["account"]
        choices.queryset = self.accounts

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        if not (may := may_unlink(self.request.user)):
            raise forms.ValidationError(str(may.reason))
        return said

    def save(self) -> None:
        """Unlinks it; allauth tells the member by mail."""
        disconnect(self.request, self.cleaned_data["account"])
