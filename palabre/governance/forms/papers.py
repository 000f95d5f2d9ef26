"""A paper to put before a meeting, its next version, its withdrawal; checked by the same rules as the actions' own."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from palabre.commons.texts.languages import LANGUAGES
from palabre.core.lines import OneLine
from palabre.governance.forms.asking import DayInput
from palabre.governance.models import AgendaItem, Meeting
from palabre.governance.paper_terms import LONGEST_REASON, LONGEST_TITLE, NewPaper, expected_at

_FILE_HELP = _("PDF, image, text or office document, 10 MB at most.")


class PaperForm(forms.Form):
    """What it is, the file, what it belongs to, and whether it is held back."""

    title = OneLine(label=_("What it is"), max_length=LONGEST_TITLE)
    file = forms.FileField(label=_("File"), help_text=_FILE_HELP)
    item = forms.ModelChoiceField(
        AgendaItem.objects.none(), label=_("It is for"), required=False, empty_label=_("the whole meeting")
    )
    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGES, initial="fr")
    because = OneLine(
        label=_("Why it comes now"),
        help_text=_("The agenda is published, or its day has passed. Everyone reads this."),
        max_length=LONGEST_REASON,
    )
    held_until_on = forms.DateField(
        label=_("Held back until"),
        help_text=_(
            "Empty: whoever reads the meeting has it at once. Else, until that day, only who sits on the body."
        ),
        widget=DayInput,
        required=False,
    )
    held_because = OneLine(
        label=_("Why it is held back"),
        help_text=_("Everyone reads this, and the title too."),
        max_length=LONGEST_REASON,
        required=False,
    )
    use_required_attribute = False

    def __init__(self, *args: Any, meeting: Meeting, viewer: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.meeting = meeting
        readable = AgendaItem.objects.visible_to(viewer).filter(meeting=meeting).order_by("position", "id")
        self.fields["item"].queryset = readable  # type: ignore[attr-defined]
        if not expected_at(meeting).is_over:
            del self.fields["because"]

    @property
    def paper(self) -> NewPaper:
        given = self.cleaned_data
        return NewPaper(
            title=given.get("title", ""),
            language=given.get("language", ""),
            file=given.get("file"),
            item=given.get("item"),
            held_because=given.get("held_because", ""),
            held_until_on=given.get("held_until_on"),
            because=given.get("because", ""),
        )

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        for name, sentence in self.paper.faults(self.meeting).items():
            if name not in self.errors and name in self.fields:
                self.add_error(name, sentence)
        return found


class VersionForm(forms.Form):
    """The next version of a paper, and why."""

    file = forms.FileField(label=_("File"), help_text=_FILE_HELP)
    because = OneLine(
        label=_("Why there is a new version"), help_text=_("Everyone reads this."), max_length=LONGEST_REASON
    )
    use_required_attribute = False

    def __init__(self, data: Any = None, files: Any = None) -> None:
        super().__init__(data, files, auto_id="id_version_%s")


class WithdrawalForm(forms.Form):
    because = OneLine(label=_("Why it is withdrawn"), help_text=_("Everyone reads this."), max_length=LONGEST_REASON)
    use_required_attribute = False

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, auto_id="id_withdrawal_%s")
