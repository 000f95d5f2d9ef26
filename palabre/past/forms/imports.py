"""A file of past cycles: the file, what its columns hold, what its words mean."""

import re
from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from palabre.core import clock
from palabre.core.components.marks import LEVELS, STATUSES
from palabre.core.lines import OneLine
from palabre.core.tables import LARGEST
from palabre.core.tables.unwelcome import TOO_LARGE
from palabre.governance.models import Body
from palabre.past.actions.imports import (
    REACHES,
    Cycle,
    Said,
    cycles_in_file,
    may_be_mapping,
    may_be_said,
    words_in_file,
)
from palabre.past.columns import FIELDS, NEEDED, meant
from palabre.past.models import PastImport
from palabre.people.models import Audience
from palabre.processes.levels import can_be_kept
from palabre.processes.models import Process

FIRST_CHECK = timedelta(days=90)
_YEAR = re.compile(r"(?:19|20)\d\d")


class HistoryForm(forms.Form):
    """The file."""

    file = forms.FileField(
        label=gettext_lazy("File of past recommendations"),
        help_text=gettext_lazy("CSV or XLSX, up to 1,000 lines. One line a recommendation, with a header."),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.xlsx"}),
    )

    def clean_file(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > LARGEST:
            raise forms.ValidationError(str(TOO_LARGE))
        return file


class ColumnsForm(forms.Form):
    """A choice for each column of the file."""

    def __init__(self, data: Any = None, *, of: PastImport) -> None:
        self.of = of
        super().__init__(data)
        known = [
            (name, _("%(name)s (needed)") % {"name": label} if name in NEEDED else label)
            for name, label in FIELDS.items()
        ]
        for place, header in enumerate(of.headers):
            self.fields[f"column-{place}"] = forms.ChoiceField(
                label=header or _("Column %(number)s") % {"number": place + 1},
                choices=[("", gettext_lazy("leave out")), *known],
                required=False,
                initial=of.mapping[place],
            )

    def mapping(self) -> list[str]:
        return [self.cleaned_data.get(f"column-{place}", "") for place in range(len(self.of.headers))]

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        if not self.errors and not (may := may_be_mapping(self.of, self.mapping())):
            raise forms.ValidationError(str(may.reason))
        return said


class WordsForm(forms.Form):
    """What is said once: the file's words, where each cycle comes from, and what holds for all of them."""

    def __init__(self, data: Any = None, *, of: PastImport) -> None:
        self.of, self.words, self.cycles = of, words_in_file(of), cycles_in_file(of)
        super().__init__(data)
        before = PastImport.objects.exclude(body=None).order_by("-pk")
        self.last = of if of.body_id else before.first()
        self._ask_words([of.words, *before.values_list("words", flat=True)[:5]])
        self._ask_cycles()
        self._ask_the_rest()

    def _ask_words(self, said: list[dict[str, str]]) -> None:
        known = {word: status for words in reversed(said) for word, status in words.items()}
        for place, word in enumerate(self.words):
            self.fields[f"word-{place}"] = forms.ChoiceField(
                label=_("“%(word)s” means") % {"word": word},
                choices=[("", gettext_lazy("refuse these lines")), *STATUSES.items()],
                required=False,
                initial=known[word] if word in known else meant(word, {}),
            )

    def _ask_cycles(self) -> None:
        """A cycle that came in before is not asked about again: it has its source and its day."""
        for place, cycle in enumerate(self.cycles):
            if cycle in self.there:
                continue
            facts = {"cycle": cycle}
            kept = next((each for each in self.of.cycles if each["cycle"] == cycle), None)
            self.fields[f"source-{place}"] = OneLine(
                label=_("Where cycle %(cycle)s comes from") % facts,
                help_text=_("In a few words, such as “General assembly of June 2016”."),
                max_length=160,
                initial=kept["source"] if kept else _("Register of recommendations, %(cycle)s") % facts,
            )
            self.fields[f"on-{place}"] = forms.DateField(
                label=_("Decided on, where a line of %(cycle)s does not say") % facts,
                widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
                initial=kept["on"] if kept else _day_of(cycle),
            )

    def _ask_the_rest(self) -> None:
        last = self.last
        self.fields["body"] = forms.ModelChoiceField(
            Body.objects.order_by("position", "id"), label=_("Body that decided"), empty_label=None,
            help_text=_("Where a line does not name another."), initial=last.body_id if last else None,
        )  # fmt: skip
        self.fields["level"] = forms.ChoiceField(
            label=_("Level of participation these cycles had"),
            choices=[(key, label) for key, label in LEVELS.items() if can_be_kept(key)],
            initial=last.level if last else Process.Level.CONSULTATION,
        )
        self.fields["reach"] = forms.ChoiceField(
            label=_("Who may read it"),
            choices=[choice for choice in Audience.Reach.choices if choice[0] in REACHES],
            initial=last.reach if last else Audience.Reach.PUBLIC,
        )
        self.fields["service"] = OneLine(
            label=_("Who takes care of what the file entrusts to nobody"), max_length=120,
            help_text=_("A team or a service."), initial=last.service if last else _("Secretariat"),
        )  # fmt: skip
        self.fields["next_check_on"] = forms.DateField(
            label=_("What is still open is checked on"),
            widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            initial=self.of.next_check_on or clock.today() + FIRST_CHECK,
        )

    @cached_property
    def there(self) -> dict[str, Process]:
        past = Process.objects.exclude(handed_down_from="").filter(cycle__in=self.cycles)
        return {process.cycle: process for process in past}

    @property
    def said(self) -> Said:
        said = self.cleaned_data
        return Said(
            words={word: said.get(f"word-{place}", "") for place, word in enumerate(self.words)},
            cycles=[self._cycle(place, cycle) for place, cycle in enumerate(self.cycles)],
            body=said["body"],
            level=said["level"],
            reach=said["reach"],
            service=said["service"],
            next_check_on=said["next_check_on"],
        )

    def _cycle(self, place: int, cycle: str) -> Cycle:
        if process := self.there.get(cycle):
            return Cycle(cycle, process.handed_down_from, process.answer_due_on)
        return Cycle(cycle, self.cleaned_data[f"source-{place}"], self.cleaned_data[f"on-{place}"])

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        if not self.errors and not (may := may_be_said(self.of, self.said)):
            raise forms.ValidationError(str(may.reason))
        return said


def _day_of(cycle: str) -> date | None:
    """The last day of the year a cycle is called by, if it has passed."""
    if not (found := _YEAR.findall(cycle)):
        return None
    return min(date(int(found[-1]), 12, 31), clock.today())
