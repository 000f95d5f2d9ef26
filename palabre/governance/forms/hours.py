"""An open hour to announce or change, a question to ask, an answer: checked by the same rules as the actions' own."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from palabre.core import clock
from palabre.core.lines import Lines, OneLine
from palabre.governance import hour_terms as terms
from palabre.governance.forms.asking import long_text
from palabre.governance.hour_terms import Answering, Receiving
from palabre.governance.models import Answer, Body, Mandate, OpenHour, Question


def _instant(label: Any, **more: Any) -> forms.DateTimeField:
    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    return forms.DateTimeField(label=label, widget=widget, **more)


class _Seats(forms.ModelMultipleChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.holder.name} ({obj.called})"


class HourForm(forms.Form):
    """An open hour to announce; with ``hour``, one to change."""

    about = OneLine(
        label=_("What one may speak of"), help_text=_("A few words: “The budget of next year”."),
        max_length=terms.LONGEST_ABOUT,
    )  # fmt: skip
    from_at = _instant(_("Begins"))
    until_at = _instant(_("Ends"))
    place = OneLine(label=_("Place"), max_length=terms.LONGEST_PLACE, required=False)
    link = OneLine(
        label=_("Link"), help_text=_("To a video meeting. Whoever reads this page reads it."), required=False,
        max_length=terms.LONGEST_LINK, widget=forms.URLInput(attrs={"placeholder": "https://"}),
    )  # fmt: skip
    receivers = _Seats(
        Mandate.objects.none(), label=_("Who receives"), widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Please choose who receives.")},
    )  # fmt: skip
    questions_until = _instant(
        _("Questions until"), help_text=_("Empty: until it begins. An earlier time leaves some to prepare."),
        required=False,
    )  # fmt: skip
    use_required_attribute = False

    def __init__(self, data: Any = None, *, body: Body, hour: OpenHour | None = None) -> None:
        super().__init__(data, initial=_as_announced(hour) if hour else None)
        self.body, self.hour = body, hour
        self.fields["receivers"].queryset = seats_that_receive(body)  # type: ignore[attr-defined]

    @property
    def receiving(self) -> Receiving:
        given = {name: value for name, value in self.cleaned_data.items() if name != "reason"}
        return Receiving(**given | {"receivers": tuple(given["receivers"])})

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if not self.errors:
            for name, sentence in self.receiving.faults(self.body, self.hour).items():
                self.add_error(name, sentence)
        return found


class HourChangeForm(HourForm):
    reason = Lines(
        label=_("Why it changes"), help_text=_("Everyone who wished to come reads it."), widget=long_text(),
        max_length=terms.LONGEST,
        error_messages={"required": _("Please write the reason: everyone who wished to come reads it.")},
    )  # fmt: skip


class CallingOffForm(forms.Form):
    reason = Lines(
        label=_("Why it is called off"), help_text=_("Everyone who wished to come reads it."), widget=long_text(),
        max_length=terms.LONGEST,
        error_messages={"required": _("Please write the reason: everyone who wished to come reads it.")},
    )  # fmt: skip
    use_required_attribute = False

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, auto_id="id_off_%s")


class QuestionForm(forms.Form):
    """A question to ask; under a pseudonym for whoever has one."""

    text = OneLine(
        label=_("Your question"),
        help_text=_("One paragraph. It stays as you send it."),
        widget=forms.Textarea(attrs={"rows": 4, "maxlength": terms.LONGEST_QUESTION}),
        max_length=terms.LONGEST_QUESTION,
        error_messages={"required": _("Please write your question.")},
    )
    pseudonymous = forms.BooleanField(required=False)
    use_required_attribute = False

    def __init__(self, data: Any = None, *, viewer: Any) -> None:
        super().__init__(data)
        if pseudonym := getattr(viewer, "pseudonym", ""):
            self.fields["pseudonymous"].label = _("Under my pseudonym, %(name)s") % {"name": pseudonym}
        else:
            del self.fields["pseudonymous"]


class AnswerForm(forms.Form):
    """An answer to a question. Once there is one, a further one may put an earlier one right."""

    text = Lines(
        label=_("Your answer"), widget=long_text(5), max_length=terms.LONGEST,
        help_text=_("Everyone who reads the question reads it. It never changes; a correction may be added beside it."),
        error_messages={"required": _("Please write the answer.")},
    )  # fmt: skip
    how = forms.ChoiceField(
        label=_("How is it answered?"), widget=forms.RadioSelect, initial=Answer.How.WRITTEN,
        choices=[(Answer.How.WRITTEN, _("In writing")), (Answer.How.ROOM, _("In the room; I sum up what was said"))],
        error_messages={"required": _("Please choose how it was answered.")},
    )  # fmt: skip
    corrects = forms.ModelChoiceField(
        Answer.objects.none(), label=_("Does it correct an earlier answer?"), required=False, empty_label=_("no")
    )
    use_required_attribute = False

    def __init__(self, data: Any = None, *, question: Question) -> None:
        super().__init__(data)
        self.question = question
        earlier = question.answers.filter(corrects=None)
        self.fields["corrects"].queryset = earlier  # type: ignore[attr-defined]
        self.fields["corrects"].label_from_instance = _beginning  # type: ignore[attr-defined]
        if not earlier:
            del self.fields["corrects"]
        if not question.hour.has_begun or question.hour.is_called_off:
            self.fields["how"].widget = forms.HiddenInput()

    @property
    def answering(self) -> Answering:
        return Answering(**self.cleaned_data)

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if not self.errors:
            for name, sentence in self.answering.faults(self.question).items():
                self.add_error(name if name in self.fields else None, sentence)
        return found


class SearchForm(forms.Form):
    """Which questions to show. Lenient: what cannot be understood filters nothing."""

    q = OneLine(label=_("Words to look for"), max_length=120, required=False)

    def asked(self) -> str:
        self.is_valid()
        given: str = self.cleaned_data.get("q", "")
        return given


def seats_that_receive(body: Body) -> Any:
    """The mandates of ``body`` that run today."""
    return body.mandates.on(clock.today()).select_related("holder", "body").order_by("id")


def _beginning(answer: Answer) -> str:
    return f"{answer.text[:80]}…" if len(answer.text) > 80 else answer.text


def _as_announced(hour: OpenHour) -> dict[str, Any]:
    """Questions that end with its beginning are said by an empty field: they then move with it."""
    found = {name: getattr(hour, name) for name in ("about", "from_at", "until_at", "place", "link")}
    if hour.questions_until != hour.from_at:
        found["questions_until"] = hour.questions_until
    return found | {"receivers": [each.pk for each in hour.receivers.all()]}
