"""The rights of members, line by line."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from palabre.core.lines import OneLine
from palabre.membership.models import MemberRight
from palabre.people.models import College

BLANK = 3  # lines to write more in


class RightForm(forms.Form):
    """One right. A line without a sentence is left out: so one is taken away."""

    sentence = OneLine(label=gettext_lazy("What they may do"), max_length=160, required=False)
    article = OneLine(label=gettext_lazy("The article behind it"), max_length=80, required=False)
    where = OneLine(
        label=gettext_lazy("The page here where it is done"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("It begins with a slash, such as /governance/. Leave it empty if there is none."),
    )
    college = forms.ModelChoiceField(
        College.objects.select_related("entity").order_by("entity__name", "name"),
        label=gettext_lazy("For whom"),
        required=False,
        empty_label=gettext_lazy("every member"),
    )

    def clean_where(self) -> str:
        where = self.cleaned_data["where"]
        if where and (not where.startswith("/") or where.startswith("//") or "\\" in where or ":" in where):
            raise forms.ValidationError(_("The address of a page of this house begins with a single slash."))
        return where

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("sentence") and not cleaned.get("article"):
            self.add_error("article", _("Please name the article: members may look it up."))
        return cleaned


def rights_lines(data: Any = None) -> Any:
    """The lines there are, and some blank ones. A formset."""
    lines = forms.formset_factory(RightForm, extra=BLANK, max_num=MemberRight.MOST, validate_max=True)
    there = MemberRight.objects.values("sentence", "article", "where", "college")
    # What was sent stands by itself: beside what stands there now, a line that says the same would count as not filled.
    found = lines(data, initial=list(there) if data is None else None, prefix="right")
    choices: list | None = None
    for form in found.forms:  # asked once for all the lines
        field: Any = form.fields["college"]
        field.choices = choices = choices or list(field.choices)
    return found


def rights_in(lines: Any) -> list[MemberRight]:
    """What a valid formset says, as unsaved rows."""
    said = [form.cleaned_data for form in lines.forms if form.cleaned_data.get("sentence")]
    return [MemberRight(position=place, **words) for place, words in enumerate(said)]
