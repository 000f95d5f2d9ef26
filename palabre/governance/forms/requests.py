"""A member's point: proposed, added to, answered; and which of them to show."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from palabre.core.components.dates import in_words
from palabre.core.lines import Lines, OneLine
from palabre.governance.convening import is_added_late
from palabre.governance.forms.asking import long_text, say_needed
from palabre.governance.models import AgendaRequest, Body, Meeting
from palabre.governance.queries.bodies import coming_meetings
from palabre.governance.queries.requests import RequestFilters, may_be_merged_with
from palabre.governance.request_terms import (
    LONGEST,
    LONGEST_LATE,
    LONGEST_SPEECH,
    LONGEST_TITLE,
    Answering,
    Wording,
    first_meeting,
)

ANSWERS = {
    AgendaRequest.State.SCHEDULED: _("On the agenda of a meeting"),
    AgendaRequest.State.MERGED: _("Merged with another point, if the author agrees"),
    AgendaRequest.State.DEFERRED: _("Deferred to a later meeting"),
    AgendaRequest.State.REFUSED: _("Refused"),
}


def _speech() -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": 4, "maxlength": LONGEST_SPEECH})
    help_text = _("About three minutes aloud. Everyone who reads the point reads it.")
    return Lines(label=_("The text to be read out"), required=False, widget=widget, help_text=help_text)


class SpeakingForm(forms.Form):
    """How the author speaks of the point at the meeting."""

    speaks = forms.ChoiceField(
        label=_("How would you like to speak of it at the meeting?"),
        choices=AgendaRequest.Speaks.choices,
        widget=forms.RadioSelect,
        initial=AgendaRequest.Speaks.ROOM,
        error_messages={"required": _("Please choose how you wish to speak.")},
    )
    speech = _speech()
    use_required_attribute = False


class ProposalForm(SpeakingForm):
    """A point to propose. ``seen``: points that say much the same were shown, and it is sent all the same."""

    title = OneLine(label=_("Your point in one line"), max_length=LONGEST_TITLE)
    why = Lines(label=_("Why it matters"), widget=long_text(4), max_length=LONGEST)
    what = Lines(
        label=_("What you ask"),
        help_text=_("What the body can say yes or no to. This is the question it will decide on."),
        widget=long_text(3),
        max_length=LONGEST,
    )
    seen = forms.BooleanField(required=False, widget=forms.HiddenInput)
    field_order = ("title", "why", "what", "speaks", "speech", "seen")

    @property
    def wording(self) -> Wording:
        words = {name: value for name, value in self.cleaned_data.items() if name != "seen"}
        return Wording(**words)

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if not self.errors:
            for name, sentence in self.wording.faults().items():
                self.add_error(name, sentence)
        return found


class CorrectionForm(forms.Form):
    text = Lines(label=_("What is to be corrected"), widget=long_text(3), max_length=LONGEST)
    use_required_attribute = False


class _MeetingChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return in_words(obj.starts_at)


class AnswerForm(forms.Form):
    """What is answered to a point, checked by the same rules as the action's own."""

    fate = forms.ChoiceField(
        label=_("What is answered?"),
        choices=list(ANSWERS.items()),
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose what is answered.")},
    )
    meeting = _MeetingChoice(Meeting.objects.none(), label=_("Meeting"), required=False, empty_label=None)
    into = forms.ModelChoiceField(
        AgendaRequest.objects.none(), label=_("Merged with"), required=False, empty_label=_("choose a point")
    )
    reason = Lines(
        label=_("Why"),
        help_text=_("Owed to those who asked, unless the point goes on the agenda. Everyone reads it."),
        widget=long_text(),
        required=False,
        max_length=LONGEST,
    )
    late_because = OneLine(label=_("Why it comes late"), max_length=LONGEST_LATE, required=False)
    use_required_attribute = False
    needed = ("meeting", "into", "reason")

    def __init__(self, data: Any = None, *, asked: AgendaRequest) -> None:
        super().__init__(data, auto_id="id_answer_%s")
        self.asked = asked
        if not self.is_bound:
            say_needed(self, self.needed)
        self.fields["meeting"].queryset = coming_meetings(asked.body)  # type: ignore[attr-defined]
        self.fields["into"].queryset = may_be_merged_with(asked)  # type: ignore[attr-defined]
        self._ask_why_late(asked)
        first = first_meeting(asked)
        if first:
            self.fields["meeting"].initial = first.pk
            self.fields["meeting"].help_text = _(
                "The first meeting this point was supported in time for: %(day)s. Any later one is a deferral."
            ) % {"day": in_words(first.starts_at)}

    def _ask_why_late(self, asked: AgendaRequest) -> None:
        """Only where an agenda of a meeting to come is published and its day has passed: it names these."""
        published = coming_meetings(asked.body).filter(published_agendas__number=1)  # seldom more than one
        late = [in_words(each.starts_at) for each in published if is_added_late(each)]
        if not late:
            del self.fields["late_because"]
            return
        self.fields["late_because"].help_text = _(
            "Only for the meeting of %(days)s: its agenda is published, and its day has passed. Everyone reads it."
        ) % {"days": " · ".join(late)}

    def full_clean(self) -> None:
        super().full_clean()
        say_needed(self, self.needed)

    @property
    def answering(self) -> Answering:
        given = self.cleaned_data
        return Answering(
            given.get("fate", ""), given.get("meeting"), given.get("into"), given.get("reason", ""),
            given.get("late_because", ""),
        )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if "fate" not in self.errors:
            for name, sentence in self.answering.faults(self.asked).items():
                if name not in self.errors:
                    self.add_error(name if name in self.fields else None, sentence)
        return found


class RequestFilterForm(forms.Form):
    """Which points to show. Lenient: what cannot be understood filters nothing."""

    body = forms.ChoiceField(label=_("Body"), required=False)
    fate = forms.ChoiceField(
        label=_("Where they stand"),
        required=False,
        choices=[
            ("", pgettext_lazy("points", "all")),
            ("open", _("waiting for supporters or for an answer")),
            ("agenda", _("put on an agenda")),
            ("closed", _("refused, merged, withdrawn or lapsed")),
        ],
    )

    def __init__(self, *args: Any, viewer: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        bodies = Body.objects.visible_to(viewer).values_list("pk", "name")
        self.fields["body"].choices = [("", pgettext_lazy("bodies", "all")), *bodies]  # type: ignore[attr-defined]

    def filters(self) -> RequestFilters:
        self.is_valid()
        given = self.cleaned_data
        return RequestFilters(int(given["body"]) if given.get("body") else None, given.get("fate", ""))
