"""Looking someone up in the register."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from palabre.core.lines import OneLine
from palabre.core.nouns import label
from palabre.people.models import Belonging, Branch, Duty, Entity
from palabre.register.forms.lines import day_field
from palabre.register.queries.people import Asked


class SearchForm(forms.Form):
    """Each part may be left out. What is not understood is left out, and said."""

    words = OneLine(label=_("A part of the name, or the member number"), max_length=80, required=False)
    entity = forms.ModelChoiceField(
        Entity.objects.none(), label=_("Legal entity"), required=False, empty_label=_("all")
    )
    branch = forms.ModelChoiceField(
        Branch.objects.none(), label=label("branch", "bare"), required=False, empty_label=_("all")
    )
    day = day_field(_("Who belonged on"), required=False, help_text=_("Empty: today."))

    def __init__(self, data: Any, *, viewer: Any) -> None:
        super().__init__(data)
        lines = Belonging.objects.entrusted_to(viewer, *Duty.KEEPS_REGISTER)
        fields: Any = self.fields
        fields["entity"].queryset = Entity.objects.filter(pk__in=lines.values("entity")).order_by("name")
        fields["branch"].queryset = Branch.objects.filter(pk__in=lines.values("branch")).order_by("name")

    def asked(self) -> Asked:
        self.full_clean()
        said = getattr(self, "cleaned_data", {})
        return Asked(**{name: said[name] for name in ("words", "branch", "entity", "day") if said.get(name)})
