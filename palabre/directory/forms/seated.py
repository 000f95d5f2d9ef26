"""A branch to look at."""

from typing import Any

from django import forms

from palabre.core.nouns import label
from palabre.people.models import Branch


class BranchForm(forms.Form):
    branch = forms.ModelChoiceField(Branch.objects.order_by("name"), label=label("branch", "bare"), empty_label=None)
    use_required_attribute = False

    def __init__(self, data: Any = None, *, own: list[Branch]) -> None:
        super().__init__(data, initial={"branch": own[0].pk if own else None})
