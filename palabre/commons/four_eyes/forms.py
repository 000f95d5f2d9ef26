"""Why not."""

from django import forms
from django.utils.translation import gettext_lazy

from palabre.commons.four_eyes.models import Act
from palabre.core.lines import Lines


class RefuseForm(forms.Form):
    """The reason, for everyone to read."""

    reason = Lines(
        label=gettext_lazy("Why you refuse"),
        max_length=Act.LONGEST,
        help_text=gettext_lazy("Everyone may read it: no name, and nothing personal."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
