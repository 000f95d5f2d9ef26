"""A meeting to call, and an item to put on its agenda."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from palabre.core.components.dates import in_words
from palabre.core.lines import OneLine
from palabre.governance.convening import Notice
from palabre.governance.models import AgendaItem
from palabre.governance.queries.bodies import coming_meetings


class MeetingForm(forms.Form):
    """A meeting to call."""

    starts_at = forms.DateTimeField(
        label=_("Day and hour"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
    place = OneLine(label=_("Place"), max_length=160, required=False)
    urgent_because = OneLine(
        label=_("Why it cannot wait"),
        help_text=_("Only if it is called later than the house rules ask."),
        max_length=300,
        required=False,
    )

    def __init__(self, *args: Any, notice: Notice | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if notice is None or not notice.may_be_shortened:
            del self.fields["urgent_because"]


class _MeetingChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return in_words(obj.starts_at)


class ScheduleForm(forms.Form):
    """The meeting on whose agenda an item goes: one still to come, of the same body."""

    meeting = _MeetingChoice(
        label=_("Meeting"),
        queryset=None,
        empty_label=None,
        error_messages={
            "required": _("Please choose a meeting."),
            "invalid_choice": _("Please choose a meeting still to come."),
        },
    )

    def __init__(self, *args: Any, item: AgendaItem, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["meeting"].queryset = coming_meetings(item.body)  # type: ignore[attr-defined]
        self.fields["meeting"].initial = item.meeting_id

    @property
    def has_meetings(self) -> bool:
        return self.fields["meeting"].queryset.exists()  # type: ignore[attr-defined]
