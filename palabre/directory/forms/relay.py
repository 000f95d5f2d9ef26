"""A message to someone whose address one does not know."""

from django import forms
from django.utils.translation import gettext_lazy

from palabre.core.lines import Lines
from palabre.directory.models import Letter


class LetterForm(forms.Form):
    text = Lines(
        label=gettext_lazy("Your message"),
        max_length=Letter.LONGEST,
        help_text=gettext_lazy(
            "Mailed by us, without showing you their address. We forget the words after thirty days."
        ),
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    gives_address = forms.BooleanField(
        label=gettext_lazy("Give them my e-mail address"),
        required=False,
        help_text=gettext_lazy("Without it, they answer you here."),
    )

    def clean_text(self) -> str:
        return self.cleaned_data["text"].strip()
