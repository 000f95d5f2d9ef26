"""The questionnaire, and what the secretariat keeps for it."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from palabre.commons.notices.models import Rhythm
from palabre.core.lines import Lines, on_one_line
from palabre.people.models import Branch
from palabre.processes.models import Process
from palabre.wishes.models import Asking, Described, Obstacle, Subject, Wish

LISTS = ("reach", "formats", "languages", "moments")
MOST_SUBJECTS = 60


def _several(label: Any, choices: Any, help_text: Any = "") -> forms.MultipleChoiceField:
    boxes = forms.CheckboxSelectMultiple
    return forms.MultipleChoiceField(label=label, choices=choices, widget=boxes, required=False, help_text=help_text)


class WishesForm(forms.Form):
    """Every question may be skipped. The last two are the rhythm of mail, kept where it is kept."""

    reach = _several(gettext_lazy("How far do you want to go?"), Wish.Reach.choices)
    subjects = forms.ModelMultipleChoiceField(
        label=gettext_lazy("About what?"),
        queryset=Subject.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=gettext_lazy(
            "What is open on these subjects stands first on your home page, and you are told of it."
        ),
    )
    branches = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Where?"),
        queryset=Branch.objects.order_by("name"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    formats = _several(gettext_lazy("How?"), Wish.Format.choices)
    languages = _several(gettext_lazy("In which languages?"), Wish.LANGUAGES)
    moments = _several(
        gettext_lazy("When are you free?"),
        Wish.Moment.choices,
        gettext_lazy("Sessions and meetings at these hours are proposed first."),
    )
    pace = forms.ChoiceField(
        label=gettext_lazy("How should news come?"), choices=Rhythm.Pace.choices, widget=forms.RadioSelect
    )
    budget = forms.IntegerField(
        label=gettext_lazy("How many mails a month at most?"),
        required=False,
        min_value=1,
        max_value=Rhythm.MOST,
        help_text=gettext_lazy("Leave it empty for no limit."),
    )

    def __init__(self, data: Any = None, *, wish: Wish, rhythm: Rhythm) -> None:
        initial = {name: getattr(wish, name) for name in LISTS}
        if wish.answered_at:
            initial |= {"subjects": wish.subjects.all(), "branches": wish.branches.all()}
        super().__init__(data, initial={**initial, "pace": rhythm.pace, "budget": rhythm.budget})
        self.fields["subjects"].queryset = Subject.objects.filter(retired_at=None)  # type: ignore[attr-defined]
        if not Subject.objects.filter(retired_at=None).exists():
            del self.fields["subjects"]

    def wishes(self) -> dict[str, Any]:
        """What ``choosing.answer`` takes."""
        cleaned = self.cleaned_data
        lists = {name: cleaned[name] for name in LISTS}
        return {**lists, "subjects": cleaned.get("subjects", ()), "branches": cleaned["branches"]}

    def rhythm(self) -> dict[str, Any]:
        return {"pace": self.cleaned_data["pace"], "budget": self.cleaned_data["budget"]}


class SubjectsForm(forms.Form):
    """The vocabulary, one subject a line."""

    names = Lines(
        label=gettext_lazy("Subjects, one a line"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=gettext_lazy("Words that members use. One that you take out is offered no more; nothing is lost."),
    )

    def __init__(self, data: Any = None) -> None:
        there = Subject.objects.filter(retired_at=None).values_list("name", flat=True)
        super().__init__(data, initial={"names": "\n".join(there)})

    def clean_names(self) -> list[str]:
        lines = [on_one_line(line) for line in self.cleaned_data["names"].splitlines()]
        names = list(dict.fromkeys(line for line in lines if line))
        if len(names) > MOST_SUBJECTS:
            raise forms.ValidationError(_("At most %(most)s subjects.") % {"most": MOST_SUBJECTS})
        if long := next((name for name in names if len(name) > 60), None):
            raise forms.ValidationError(_("“%(name)s” is longer than 60 letters.") % {"name": f"{long[:40]}…"})
        return names


class MonthsForm(forms.Form):
    """How often members are asked again."""

    months = forms.IntegerField(
        label=gettext_lazy("Ask again after so many months"),
        min_value=0,
        max_value=Asking.MOST,
        help_text=gettext_lazy("0: never by itself."),
    )


class DescriptionForm(forms.Form):
    """What one process is about."""

    subjects = forms.ModelMultipleChoiceField(
        label=gettext_lazy("What it is about"),
        queryset=Subject.objects.filter(retired_at=None),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, data: Any = None, *, process: Process) -> None:
        there = Described.objects.filter(process=process).values_list("subject", flat=True)
        super().__init__(data, initial={"subjects": list(there)})


class ObstaclesForm(forms.Form):
    """What keeps me from coming. No words of one's own: they could tell who it is."""

    kinds = _several(gettext_lazy("What keeps me from coming"), Obstacle.Kind.choices)

    def __init__(self, data: Any = None, *, said: list[str]) -> None:
        super().__init__(data, initial={"kinds": said})
