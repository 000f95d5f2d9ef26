"""The next version of a recommendation as it is typed: its words, its measures, and why."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from palabre.commons.conversations.plain_marks import first_words
from palabre.commons.texts.html import clean_html, from_paragraphs
from palabre.commons.texts.models import Draft, Revision
from palabre.commons.texts.revisions import LONGEST, MOST_PARTS, Part
from palabre.core.lines import OneLine, without_turning
from palabre.processes.models import Answer

TITLE = 300
_MARKUP = re.compile(r"<[a-zA-Z/!?]")
RICH = {"rows": 6, "data-rich-text": ""}


class RichText(forms.CharField):
    """HTML from the editor, or plain lines from a textarea where there is no JavaScript."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, max_length=LONGEST, widget=forms.Textarea(attrs=dict(RICH)), **kwargs)

    def to_python(self, value: Any) -> str:
        """Words typed without a single mark are paragraphs, one per blank line."""
        text = super().to_python(without_turning(str(value or "").replace("\r\n", "\n"))) or ""
        return text if "<" in text else from_paragraphs(text.split("\n\n"))

    def prepare_value(self, value: Any) -> Any:
        """What is given back is as clean as what is kept: the editor reads it into the page, handlers and all."""
        return clean_html(value) if isinstance(value, str) and _MARKUP.search(value) else value


class MeasureForm(forms.Form):
    """One measure. A new one has no anchor; an emptied new one is left aside."""

    anchor = forms.CharField(required=False, max_length=12, widget=forms.HiddenInput)
    title = OneLine(
        label=_("The measure in one sentence"),
        required=False,
        max_length=TITLE,
        widget=forms.Textarea(attrs={"rows": 2, "maxlength": TITLE}),
        error_messages={"required": _("A measure needs a sentence that says what is asked.")},
    )
    html = RichText(label=_("What it means, and why"))
    place = forms.IntegerField(label=_("Place in the order"), required=False, min_value=1, max_value=999)
    left_out = forms.BooleanField(label=_("Leave this measure out of the next version"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Only a new one may stay empty.
        self.fields["title"].required = bool(self["anchor"].value())

    @property
    def stays(self) -> bool:
        data = self.cleaned_data
        return not data.get("left_out") and bool(data.get("anchor") or data.get("title") or data.get("html"))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if "title" not in self.errors and self.stays and not data.get("title", "").strip():
            self.add_error("title", _("A measure needs a sentence that says what is asked."))
        return data


class BaseMeasures(forms.BaseFormSet):
    """Knows the anchors of this recommendation, so that no other slips in."""

    def __init__(self, *args: Any, anchors: set[str], **kwargs: Any) -> None:
        self.anchors = anchors
        super().__init__(*args, **kwargs)

    def clean(self) -> None:
        if any(self.errors):
            return
        anchors = [anchor for form in self.forms if (anchor := form.cleaned_data.get("anchor"))]
        if len(set(anchors)) != len(anchors) or not set(anchors) <= self.anchors:
            raise forms.ValidationError(_("This form does not belong to this recommendation. Please reload the page."))

    @property
    def parts(self) -> list[Part]:
        """The measures that stay, in the order asked for."""
        standing = [form.cleaned_data for form in self.forms if form.is_valid() and form.stays]
        ordered = sorted(enumerate(standing), key=lambda each: (each[1].get("place") or 1000, each[0]))
        return [{"anchor": data["anchor"], "title": data["title"], "html": data["html"]} for _place, data in ordered]


Measures: Any = forms.formset_factory(MeasureForm, formset=BaseMeasures, extra=1, max_num=MOST_PARTS, validate_max=True)


class DraftForm(forms.Form):
    """``saves`` and ``base`` say what was opened, so that nobody's words are overwritten."""

    title = OneLine(
        label=_("Title"),
        max_length=TITLE,
        widget=forms.Textarea(attrs={"rows": 2, "maxlength": TITLE}),
        error_messages={"required": _("A recommendation needs a title.")},
    )
    html = RichText(label=_("What we see, and why we ask this"))
    reason = OneLine(
        label=_("Why a new version"),
        help_text=_("In a sentence, needed to publish. It stays beside this version for good."),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2, "maxlength": 500}),
    )
    answers = forms.ModelMultipleChoiceField(
        label=_("Comments that this version carries"),
        help_text=_("Their authors are told, and each leads to this version from now on."),
        queryset=Answer.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    saves = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    base = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def __init__(self, *args: Any, answers: Any, publishing: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.publishing = publishing
        field: Any = self.fields["answers"]
        field.queryset = answers
        field.label_from_instance = _label

    def clean_reason(self) -> str:
        if self.publishing and not self.cleaned_data["reason"].strip():
            raise forms.ValidationError(_("Say in a sentence why there is a new version."))
        return self.cleaned_data["reason"]


def _label(answer: Answer) -> str:
    """“Awa: And in Dutch? …”."""
    return f"{answer.comment.shown_name} : {first_words(answer.comment.text, 140)}"


def initial_of(revision: Revision, draft: Draft | None) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """What the page opens with: the draft if there is one, else the version in force. (form, measures)"""
    source = draft or revision
    words = {"title": source.title, "html": source.html, "saves": draft.saves if draft else 0, "base": revision.number}
    measures = [{**part, "place": place} for place, part in enumerate(source.parts, start=1)]
    return words, measures
