"""A meeting to call, and an item to put on its agenda."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from palabre.core import clock
from palabre.core.components.dates import in_words
from palabre.core.lines import OneLine
from palabre.governance.convening import Notice
from palabre.governance.forms.agenda_templates import start_of, starts
from palabre.governance.models import AgendaItem, Body, Meeting
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

    start = forms.ChoiceField(label=_("The agenda begins with"), required=False)

    def __init__(self, *args: Any, body: Body, notice: Notice | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.body = body
        choices = starts(Meeting(body=body, starts_at=clock.now()))
        if len(choices) > 1:
            self.fields["start"].choices = choices  # type: ignore[attr-defined]
        else:
            del self.fields["start"]
        if notice is None or not notice.may_be_shortened:
            del self.fields["urgent_because"]

    @property
    def called(self) -> dict[str, Any]:
        """What ``call_meeting`` is asked."""
        said = {name: value for name, value in self.cleaned_data.items() if name != "start"}
        return said | {"start": start_of(self.body, self.cleaned_data.get("start", ""))}


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
