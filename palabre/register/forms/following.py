"""A branch to follow."""

from typing import Any

from django import forms

from palabre.core.nouns import label
from palabre.people.models import Branch, Member
from palabre.register.queries.people import branches_to_follow


class FollowForm(forms.Form):
    branch = forms.ModelChoiceField(Branch.objects.all(), label=label("branch", "another"), empty_label=None)

    def __init__(self, data: Any = None, *, member: Member) -> None:
        super().__init__(data)
        if data is None:
            branch: Any = self.fields["branch"]
            branch.choices = [(each.pk, each.name) for each in branches_to_follow(member)]
