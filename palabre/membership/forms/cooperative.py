"""The cooperative's name and look, what becomes of the accounts of those who leave, and who keeps its seals."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from palabre.core.lines import Lines, OneLine
from palabre.membership.actions.cooperative import may_be_accent
from palabre.membership.logos import clean_logo
from palabre.membership.models import Witness
from palabre.people.models import Cooperative


class CooperativeForm(forms.Form):
    """What every page shows of the cooperative."""

    name = OneLine(label=gettext_lazy("Name"), max_length=80)
    motto = OneLine(label=gettext_lazy("In one sentence"), max_length=160, required=False)
    accent = OneLine(
        label=gettext_lazy("Colour"),
        max_length=7,
        widget=forms.TextInput(attrs={"type": "color"}),
        help_text=gettext_lazy("For links, buttons and marks. It must stay readable by day and by night; we check."),
    )
    picture = forms.FileField(
        label=gettext_lazy("Logo"),
        required=False,
        help_text=gettext_lazy("A PNG of at most 200 kB, best square. Everyone sees it."),
        widget=forms.FileInput(attrs={"accept": "image/png"}),
    )
    without_logo = forms.BooleanField(label=gettext_lazy("Show no logo"), required=False)

    def __init__(self, data: Any = None, files: Any = None, *, cooperative: Cooperative) -> None:
        self.cooperative = cooperative
        initial = {"name": cooperative.name, "motto": cooperative.motto, "accent": cooperative.accent}
        super().__init__(data, files, initial=initial)
        if not cooperative.logo:
            del self.fields["without_logo"]

    def clean_accent(self) -> str:
        accent = self.cleaned_data["accent"]
        if not (may := may_be_accent(accent)):
            raise forms.ValidationError(str(may.reason))
        return accent

    def clean_picture(self) -> bytes | None:
        upload: UploadedFile | None = self.cleaned_data["picture"]
        return clean_logo(upload) if upload else None

    def new_logo(self) -> bytes | None:
        """The picture just handed in, cleaned; None where there is none, or none that we can read."""
        return self.cleaned_data.get("picture") if self.is_bound and self.is_valid() else None

    def dress(self) -> dict[str, Any]:
        """What the action takes: a new logo, the one there is, or none."""
        cleaned = dict(self.cleaned_data)
        new, without = cleaned.pop("picture"), cleaned.pop("without_logo", False)
        kept = bytes(self.cooperative.logo) if self.cooperative.logo else None
        return {**cleaned, "logo": new or (None if without else kept)}


class LeaversForm(forms.Form):
    """What becomes of the account of whoever leaves."""

    CLOSED, OPEN = "closed", "open"

    accounts = forms.ChoiceField(
        label=gettext_lazy("The account of whoever left"),
        choices=[
            (
                CLOSED,
                gettext_lazy(
                    "Is closed: signed out everywhere, and no longer let in. Also of those who left before today, "
                    "within ten minutes."
                ),
            ),
            (
                OPEN,
                gettext_lazy(
                    "Stays open, like the one of somebody who never was a member: they read and do what anybody "
                    "with an account does. Accounts that were closed before stay closed."
                ),
            ),
        ],
        widget=forms.RadioSelect,
    )

    def __init__(self, data: Any = None) -> None:
        closes = Cooperative.current().closes_accounts
        super().__init__(data, initial={"accounts": self.CLOSED if closes else self.OPEN})

    @property
    def closes(self) -> bool:
        return bool(self.cleaned_data["accounts"] == self.CLOSED)


class WitnessesForm(forms.Form):
    """Addresses, one a line, to which the newest seal is sent."""

    addresses = Lines(
        label=gettext_lazy("Addresses, one a line"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 5, "spellcheck": "false"}),
        help_text=gettext_lazy("People you trust, best outside the cooperative too. Only the secretariat sees them."),
    )

    def __init__(self, data: Any = None) -> None:
        there = Witness.objects.values_list("address", flat=True)
        super().__init__(data, initial={"addresses": "\n".join(there)})

    def clean_addresses(self) -> list[str]:
        lines = [line.strip().lower() for line in self.cleaned_data["addresses"].splitlines()]
        addresses = list(dict.fromkeys(line for line in lines if line))
        if len(addresses) > Witness.MOST:
            raise forms.ValidationError(_("At most %(most)s addresses.") % {"most": Witness.MOST})
        for address in addresses:
            try:
                validate_email(address)
            except forms.ValidationError:
                raise forms.ValidationError(_("%(line)s is not an address.") % {"line": address[:80]}) from None
        return addresses
