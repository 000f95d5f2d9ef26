"""Words put into the vocabulary, kept or declined."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from palabre.core.lines import OneLine
from palabre.directory.forms.profile import Words
from palabre.directory.models import Term


class MoreWords(Words):
    """As many as one likes: a whole list may come at once."""

    def clean(self, value: Any) -> list[str]:
        lines = [line for line in forms.CharField.clean(self, value).split("\n") if line.strip()]
        return [word for line in lines for word in super(MoreWords, self).clean(line)]


class TermsForm(forms.Form):
    kind = forms.ChoiceField(label=gettext_lazy("What they are"), choices=Term.Kind.choices)
    labels = MoreWords(label=gettext_lazy("Words, one a line"), max_length=20_000)


class TermForm(forms.Form):
    """Keep it as it is written here, or do without it and say why."""

    label = OneLine(label=gettext_lazy("The word"), max_length=Term.LONGEST)
    reason = OneLine(
        label=gettext_lazy("Why not"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Only to decline it. Whoever proposed it reads this."),
    )

    def __init__(self, data: Any = None, *, term: Term, declines: bool = False) -> None:
        super().__init__(data, initial={"label": term.label})
        self.fields["reason"].required = declines
