"""What one asks of the directory."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from palabre.core.folding import fold
from palabre.core.lines import OneLine
from palabre.core.nouns import label
from palabre.directory.asked import Asked
from palabre.directory.languages import LANGUAGES
from palabre.people.models import Branch

SHORTEST = 3


class SearchForm(forms.Form):
    """At least one of them."""

    words = OneLine(
        label=gettext_lazy("A trade, or what someone can do"),
        max_length=80,
        required=False,
        help_text=gettext_lazy("“graphisme”, “lire un bilan”"),
    )
    name = OneLine(label=gettext_lazy("A name, or a part of it"), max_length=80, required=False)
    branch = forms.ModelChoiceField(
        Branch.objects.order_by("name"),
        label=label("branch", "bare"),
        required=False,
        empty_label=gettext_lazy("everywhere"),
    )
    language = forms.ChoiceField(label=gettext_lazy("Who speaks"), required=False)

    def __init__(self, data: Any = None, *, asked: Asked | None = None) -> None:
        said = asked or Asked()
        super().__init__(
            data,
            initial={"words": said.words, "name": said.name, "branch": said.branch, "language": said.language},
        )
        language: Any = self.fields["language"]
        language.choices = [("", _("any language")), *LANGUAGES.items()]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for part in ("words", "name"):
            if cleaned.get(part) and min(map(len, fold(cleaned[part]).split()), default=0) < _shortest(cleaned[part]):
                self.add_error(part, _("Write at least three letters."))
        if not self.errors and not any(cleaned.values()):
            raise forms.ValidationError(_("Say at least one thing: a trade, a name, a place or a language."))
        return cleaned

    def asked(self) -> Asked:
        branch = self.cleaned_data["branch"]
        return Asked(
            words=self.cleaned_data["words"],
            name=self.cleaned_data["name"],
            branch=branch.pk if branch else None,
            language=self.cleaned_data["language"],
        )


def _shortest(words: str) -> int:
    """A single word has three letters at least; among several, a short one helps."""
    return SHORTEST if len(fold(words).split()) < 2 else 1
