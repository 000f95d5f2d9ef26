from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from palabre.core.lines import OneLine


class BodiesFilterForm(forms.Form):
    """Which bodies to show. Lenient: what cannot be understood filters nothing."""

    words = OneLine(label=_("A body’s name, or what it is for"), required=False, max_length=120)

    def asked(self) -> str:
        """The words to look for; empty for all bodies."""
        self.is_valid()
        said: dict[str, Any] = self.cleaned_data
        return said.get("words", "").strip()
