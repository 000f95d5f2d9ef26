"""An answer to a comment: what becomes of it, and why."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from palabre.commons.conversations.models import Comment
from palabre.core.lines import Lines
from palabre.processes.models import Answer


class AnswerForm(forms.Form):
    fate = forms.ChoiceField(
        label=_("What becomes of it"),
        choices=[
            (Answer.Fate.TAKEN_IN, _("taken in: the text will change")),
            (Answer.Fate.PARTLY, _("taken in partly")),
            (Answer.Fate.NOT_TAKEN, _("not taken in")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what becomes of it.")},
    )
    reason = Lines(
        label=_("Why"),
        max_length=1500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": _("Every answer gives its reason, in a sentence or two."),
            "max_length": _("This is longer than an answer may be. Keep what matters most."),
        },
    )

    def __init__(self, *args: Any, comment: Comment, **kwargs: Any) -> None:
        kwargs["auto_id"] = f"answer_{comment.pk}_%s"
        super().__init__(*args, **kwargs)
