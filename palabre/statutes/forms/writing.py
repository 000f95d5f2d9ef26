"""Founding texts as the secretariat writes them down, and their plain words."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from palabre.commons.texts.languages import LANGUAGES
from palabre.commons.texts.marked import html_of
from palabre.core.lines import Lines, OneLine
from palabre.people.models import Audience, Entity
from palabre.statutes.models import Statutes
from palabre.statutes.wholes import Unreadable, Written, articles_in

LONGEST_WHOLE = 300_000
LONGEST = 8_000
REACHES = [(Audience.Reach.PUBLIC, _("everyone")), (Audience.Reach.MEMBERS, _("members"))]


class StatutesForm(forms.Form):
    """A founding text to open."""

    kind = forms.ChoiceField(label=_("What it is"), choices=Statutes.Kind.choices)
    title = OneLine(label=_("Title"), max_length=160)
    entity = forms.ModelChoiceField(
        Entity.objects.order_by("name"), label=_("Of which legal entity"), required=False, empty_label=_("of the whole")
    )
    language = forms.ChoiceField(
        label=_("Authentic language"), choices=LANGUAGES, help_text=_("The one that counts before a court.")
    )
    reach = forms.ChoiceField(label=_("Who reads it"), choices=REACHES)


class AdoptionForm(forms.Form):
    """A version that an assembly adopted, typed or pasted as a whole."""

    whole = Lines(
        label=_("The whole text"),
        max_length=LONGEST_WHOLE,
        help_text=_(
            "Each article begins with a line such as: ## Article 12 – Title. A line with one # opens a section."
        ),
        widget=forms.Textarea(attrs={"rows": 24}),
    )
    assembly = OneLine(
        label=_("Adopted by"), max_length=160, help_text=_("For instance: extraordinary general assembly, Nantes")
    )
    adopted_on = forms.DateField(
        label=_("Adopted on"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    in_force_on = forms.DateField(
        label=_("In force from"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Left empty: from the day it was adopted."),
    )
    reason = OneLine(label=_("What changed, and why"), max_length=500, required=False)

    articles: list[Written]

    def clean_whole(self) -> str:
        whole: str = self.cleaned_data["whole"]
        try:
            self.articles = articles_in(whole)
        except Unreadable as why:
            raise forms.ValidationError(str(why)) from why
        return whole

    def said(self) -> dict[str, Any]:
        """What the action takes."""
        cleaned = self.cleaned_data
        first_day: date = cleaned["in_force_on"] or cleaned["adopted_on"]
        return {
            "articles": self.articles,
            "assembly": cleaned["assembly"],
            "adopted_on": cleaned["adopted_on"],
            "in_force_on": first_day,
            "reason": cleaned["reason"],
        }


class RenderingForm(forms.Form):
    """Plain words or a translation of an article, typed with a few marks."""

    title = OneLine(label=_("Title"), max_length=160, required=False)
    marked = Lines(
        label=_("Words"),
        max_length=LONGEST,
        required=False,
        help_text=_("- before each item of a list, **bold**. Without any words, what there is is taken back."),
        widget=forms.Textarea(attrs={"rows": 10}),
    )

    def said(self) -> dict[str, str]:
        """What the action takes."""
        return {"title": self.cleaned_data["title"], "html": html_of(self.cleaned_data["marked"])}


class TermForm(forms.Form):
    """A word to explain."""

    word = OneLine(label=_("Word"), max_length=60)
    other_forms = OneLine(
        label=_("Other forms"), max_length=300, required=False, help_text=_("Plural, feminine…, with commas between.")
    )
    explanation = OneLine(label=_("What it means"), max_length=600, widget=forms.Textarea(attrs={"rows": 3}))
    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGES)


class ComparisonForm(forms.Form):
    """Which two versions. An address that names others is mended to the last two."""

    older = forms.TypedChoiceField(label=pgettext_lazy("version", "From"), coerce=int)
    newer = forms.TypedChoiceField(label=pgettext_lazy("version", "To"), coerce=int)

    def __init__(self, numbers: list[tuple[int, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("older", "newer"):
            self.fields[name].choices = numbers  # type: ignore[attr-defined]
