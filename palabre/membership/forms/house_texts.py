"""A text of the cooperative's own, typed with a few marks."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from palabre.commons.texts.marked import html_of
from palabre.core.lines import Lines, OneLine

LONGEST = 20_000


class HouseTextForm(forms.Form):
    title = OneLine(label=gettext_lazy("Title of the page"), max_length=120)
    marked = Lines(
        label=gettext_lazy("Text"),
        max_length=LONGEST,
        required=False,
        help_text=gettext_lazy("# before a heading, - before each item of a list, **bold**, [a link](https://…)."),
        widget=forms.Textarea(attrs={"rows": 16}),
    )
    reason = OneLine(
        label=gettext_lazy("Why this version"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Read beside its date. Without any text above, the page is taken back."),
    )

    def said(self) -> dict[str, Any]:
        """What the action takes."""
        cleaned = self.cleaned_data
        return {"title": cleaned["title"], "html": html_of(cleaned["marked"]), "reason": cleaned["reason"]}
