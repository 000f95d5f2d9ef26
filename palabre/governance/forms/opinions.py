"""What those say who were against a decision, and which decisions to show."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from palabre.core.components.marks import OUTCOMES
from palabre.core.lines import Lines, OneLine
from palabre.governance.forms.asking import long_text
from palabre.governance.models import Body
from palabre.governance.queries.decisions import Asked, years_of_decisions
from palabre.governance.terms import LONGEST


def minority_words(*, required: bool = False) -> Lines:
    return Lines(
        label=_("What those say who were against it"),
        help_text=_("Their reasons, in their own words. They stand beside the decision for good."),
        widget=long_text(),
        max_length=LONGEST,
        required=required,
        error_messages={"required": _("Please write the minority opinion.")},
    )


def minority_names() -> OneLine:
    return OneLine(
        label=_("Who says so"),
        help_text=_("Only the names of those who want to be named; empty if nobody does."),
        max_length=200,
        required=False,
    )


class OpinionForm(forms.Form):
    """A minority opinion, beside a decision that is recorded already."""

    minority = minority_words(required=True)
    minority_by = minority_names()
    use_required_attribute = False


class DecisionsFilterForm(forms.Form):
    """Which decisions to show. Lenient: what cannot be understood filters nothing."""

    q = OneLine(label=_("Number, or words to look for"), required=False, max_length=120)
    body = forms.ChoiceField(label=_("Body"), required=False)
    outcome = forms.ChoiceField(label=_("Outcome"), required=False)
    year = forms.ChoiceField(label=_("Year"), required=False)

    def __init__(self, *args: Any, viewer: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        bodies = Body.objects.visible_to(viewer).values_list("pk", "name")
        years = [(year, str(year)) for year in years_of_decisions(viewer)]
        self.fields["body"].choices = [("", pgettext_lazy("bodies", "all")), *bodies]  # type: ignore[attr-defined]
        self.fields["outcome"].choices = [("", pgettext_lazy("outcomes", "all")), *OUTCOMES.items()]  # type: ignore[attr-defined]
        self.fields["year"].choices = [("", pgettext_lazy("years", "all")), *years]  # type: ignore[attr-defined]

    def asked(self) -> Asked:
        self.is_valid()
        said = self.cleaned_data
        return Asked(
            words=said.get("q", "").strip(),
            body=int(said["body"]) if said.get("body") else None,
            outcome=said.get("outcome", ""),
            year=int(said["year"]) if said.get("year") else None,
        )
