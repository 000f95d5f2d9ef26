"""What is asked of someone who opens their account by an invitation."""

from typing import Any

from django import forms
from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from palabre.people.models import Member


class OpeningForm(forms.Form):
    """How one wishes to sign in. Each way can be changed later."""

    WAYS = [
        ("code", gettext_lazy("By a code sent to my address, each time: nothing to remember")),
        ("passkey", gettext_lazy("With a passkey: my phone’s finger, face or code")),
        ("password", gettext_lazy("With a password")),
    ]

    way = forms.ChoiceField(
        label=gettext_lazy("How would you like to sign in?"), choices=WAYS, initial="code", widget=forms.RadioSelect
    )
    password = forms.CharField(
        label=gettext_lazy("Password"),
        required=False,
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}, render_value=False),
        help_text=gettext_lazy(
            "Only if you chose a password: at least 10 characters. Three or four words in a row make a good one."
        ),
    )

    def __init__(self, data: Any = None, *, member: Member) -> None:
        self.member = member
        super().__init__(data)

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        if said.get("way") == "password":
            self._look_at(said.get("password") or "")
        return said

    def _look_at(self, password: str) -> None:
        if not password:
            self.add_error("password", _("Choose a password, or another way to sign in."))
            return
        try:
            validate_password(password, self.member)
        except forms.ValidationError as wrong:
            self.add_error("password", wrong)

    def hashed(self) -> str:
        """The password, hashed (it takes a fifth of a second); nothing where another way was chosen."""
        chosen = self.cleaned_data["way"] == "password"
        return make_password(self.cleaned_data["password"]) if chosen else ""


class AddressForm(forms.Form):
    """Where to write to someone who was handed a link."""

    address = forms.EmailField(
        label=gettext_lazy("Your e-mail address"),
        help_text=gettext_lazy("We send a link there, so that we know it is yours. It is shown to nobody."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
