"""The words that the cooperative calls things by, in one language."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from palabre.core.lines import OneLine
from palabre.core.nouns import FORMS, KEYS, Noun, default_of, in_form
from palabre.membership.models import OwnNoun

SHOWN = ("a", "the", "of_the", "in_the", "this", "my", "your")


class NounForm(forms.Form):
    """One word. Left empty, the usual one stands."""

    singular = OneLine(label=gettext_lazy("One"), max_length=40, required=False)
    plural = OneLine(label=gettext_lazy("Several"), max_length=40, required=False)
    gender = forms.ChoiceField(label=gettext_lazy("Gender"), choices=OwnNoun.Gender.choices, required=False)
    elides = forms.BooleanField(
        label=gettext_lazy("Begins like a vowel"),
        required=False,
        help_text=gettext_lazy("“l’antenne”, “l’hôtel”; not “le hangar”."),
    )

    def __init__(self, data: Any = None, *, key: str, language: str, there: OwnNoun | None) -> None:
        self.key, self.language = key, language
        with override(language):
            self.usual = default_of(key)
        names = ("singular", "plural", "gender", "elides")
        initial = {name: getattr(there, name) for name in names} if there else {"gender": self.usual.gender}
        super().__init__(data, prefix=key, initial=initial, auto_id=f"{language}_%s")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        one, several = cleaned.get("singular"), cleaned.get("plural")
        if bool(one) != bool(several):
            self.add_error("plural" if one else "singular", _("Please write both, one and several."))
        if one and not cleaned.get("gender"):
            self.add_error("gender", _("Please choose the gender."))
        return cleaned

    def noun(self) -> Noun | None:
        said = self.cleaned_data
        return Noun(said["singular"], said["plural"], said["gender"], said["elides"]) if said["singular"] else None

    def shown(self) -> str:
        """How it stands in sentences, with its articles."""
        noun = (self.noun() if self.is_bound and self.is_valid() else self._there()) or self.usual
        return ", ".join(in_form(noun, form, self.language) for form in SHOWN if form in FORMS)

    def _there(self) -> Noun | None:
        said = self.initial
        if not said.get("singular"):
            return None
        return Noun(said["singular"], said["plural"], said["gender"], said["elides"])


def noun_forms(language: str, data: Any = None) -> list[NounForm]:
    """One for each word. One query."""
    there = {row.key: row for row in OwnNoun.objects.filter(language=language)}
    return [NounForm(data, key=key, language=language, there=there.get(key)) for key in KEYS]
