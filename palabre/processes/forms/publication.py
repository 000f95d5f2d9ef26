"""Declare the contract of a process, before its public review opens."""

import hashlib
from datetime import timedelta
from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from palabre.commons.conversations.models import Discussion
from palabre.core import clock
from palabre.core.components.marks import LEVELS
from palabre.core.lines import Lines, OneLine
from palabre.core.templatetags.ui import level
from palabre.governance.models import Body
from palabre.people.models import Audience
from palabre.processes.contract import Terms, broken_terms
from palabre.processes.forms.manuscripts import LANGUAGES
from palabre.processes.levels import PROMISES, can_be_kept
from palabre.processes.models import Manuscript, Process

_TERMS = tuple(Terms.__annotations__)


def _day(label: Any, help_text: Any = "") -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, help_text=help_text, widget=widget)


def _levels() -> list[tuple[str, str]]:
    return [(key, _promise(key)) for key in LEVELS]


def _promise(key: str) -> SafeString:
    """The level's mark and word, what it promises, and why it cannot be chosen, if so."""
    said = format_html("{}<br>{}", level(key), PROMISES[key])
    if kept := can_be_kept(key):
        return format_html("<span>{}</span>", said)
    return format_html('<span>{}<br><span class="refusal-reason">{}</span></span>', said, kept.reason)


class Levels(forms.RadioSelect):
    """A level that cannot be kept is shown, with its reason, and cannot be chosen."""

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(name, value, *args, **kwargs)
        if not can_be_kept(str(value)):
            option["attrs"]["disabled"] = True
        return option


class PublicationForm(forms.Form):
    """One thing after the other: what it is, what it promises, when, and who."""

    title = OneLine(label=gettext_lazy("Title of the process"), max_length=200)
    summary = Lines(
        label=gettext_lazy("In a few words"),
        max_length=600,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("What is asked of people who open this page tired, in the evening, on a phone."),
    )
    cycle = OneLine(label=gettext_lazy("Cycle"), max_length=40, required=False)
    language = forms.ChoiceField(label=gettext_lazy("Language of the document"), choices=LANGUAGES)
    level = forms.ChoiceField(label=gettext_lazy("What taking part promises"), choices=_levels, widget=Levels)
    decider = forms.ModelChoiceField(Body.objects.none(), label=gettext_lazy("Who decides"), empty_label=None)
    review_opens_on = _day(gettext_lazy("First day of the public review"))
    review_closes_on = _day(
        gettext_lazy("Last day of the public review"), gettext_lazy("At least fourteen days, both included.")
    )
    answers_close_on = _day(gettext_lazy("The drafters answer every comment by"))
    answer_due_on = _day(gettext_lazy("The body answers every measure by"))
    audience = forms.ChoiceField(label=gettext_lazy("Who may read"), widget=forms.RadioSelect)
    speakers = forms.ChoiceField(label=gettext_lazy("Who may speak"), widget=forms.RadioSelect)
    names = forms.ChoiceField(
        label=gettext_lazy("Under which name"), choices=Discussion.Names.choices, widget=forms.RadioSelect
    )
    words_of_leavers = forms.ChoiceField(
        label=gettext_lazy("What becomes of the words of people who leave"),
        choices=[
            (Process.Leavers.CHOOSE, gettext_lazy("As each person chooses")),
            (Process.Leavers.KEPT, gettext_lazy("They stay, without the name")),
            (Process.Leavers.WITHDRAWN, gettext_lazy("They are withdrawn; a remark stands in their place")),
        ],
        widget=forms.RadioSelect,
        help_text=gettext_lazy("When they have their account erased. What others answered stays in any case."),
    )
    set_aside = forms.BooleanField(label=gettext_lazy("I leave these paragraphs out of the published text."))
    previewed = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    def __init__(self, manuscript: Manuscript, viewer: Any, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = _given(manuscript)
        super().__init__(*args, **kwargs)
        reach = Audience.Reach
        self.fields["decider"].queryset = Body.objects.visible_to(viewer)  # type: ignore[attr-defined]
        self.fields["audience"].choices = [(reach.PUBLIC, _("everyone")), (reach.MEMBERS, _("members"))]  # type: ignore[attr-defined]
        self.fields["speakers"].choices = [  # type: ignore[attr-defined]
            (reach.SIGNED_IN, _("whoever has an account")),
            (reach.MEMBERS, _("members")),
        ]
        if not manuscript.proposal["unplaced"]:
            del self.fields["set_aside"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors:
            for name, sentence in broken_terms(self.terms):
                self.add_error(name, sentence)
        return cleaned

    @property
    def terms(self) -> Terms:
        return Terms(**{name: self.cleaned_data[name] for name in _TERMS})  # type: ignore[typeddict-item]

    @property
    def seal(self) -> str:
        """Tells whether what is published is what was previewed."""
        said = repr([(name, str(value)) for name, value in self.terms.items()])
        return hashlib.sha256(said.encode()).hexdigest()

    @property
    def was_previewed(self) -> bool:
        return self.cleaned_data["previewed"] == self.seal


def _given(manuscript: Manuscript) -> dict[str, Any]:
    """A calm pace: tomorrow, three weeks, three weeks, eight weeks. Level, decider and readers are left to choose."""
    tomorrow = clock.today() + timedelta(days=1)
    language = manuscript.proposal.get("language")
    return {
        "title": manuscript.proposal["title"],
        "cycle": str(tomorrow.year),
        "language": language if language in dict(LANGUAGES) else "fr",
        "review_opens_on": tomorrow,
        "review_closes_on": tomorrow + timedelta(days=20),
        "answers_close_on": tomorrow + timedelta(days=41),
        "answer_due_on": tomorrow + timedelta(days=97),
        "audience": Audience.Reach.PUBLIC,
        "speakers": Audience.Reach.SIGNED_IN,
        "names": Discussion.Names.EITHER,
        "words_of_leavers": Process.Leavers.CHOOSE,
    }
