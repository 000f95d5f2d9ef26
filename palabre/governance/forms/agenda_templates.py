"""A template of an agenda, line by line; and with what an agenda begins."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from palabre.core.components.dates import in_words
from palabre.core.lines import OneLine
from palabre.governance.actions.agenda_templates import TemplateLine
from palabre.governance.beginning import ALONE, Start, last_agenda
from palabre.governance.forms.agendas import LONGEST_BOX
from palabre.governance.models import AgendaItem, AgendaTemplate, Body, Mandate, Meeting

BLANK = 3  # lines to write more in
MOST = 60
ROLES = (Mandate.Role.CHAIR, Mandate.Role.SECRETARY)
LAST_TIME = "last"


class TemplateNameForm(forms.Form):
    name = OneLine(
        label=gettext_lazy("Name of this template"),
        help_text=gettext_lazy("Such as: Ordinary meeting, Annual assembly."),
        max_length=80,
    )
    use_required_attribute = False


class TemplateLineForm(forms.Form):
    """One item. A line without a title is left out: so one is taken away."""

    place = forms.IntegerField(
        label=gettext_lazy("Its number on the agenda"), min_value=1, max_value=999, required=False
    )
    title = OneLine(label=gettext_lazy("Title"), max_length=300, required=False)
    kind = forms.ChoiceField(label=gettext_lazy("What for"), choices=AgendaItem.Kind.choices)
    box_minutes = forms.IntegerField(
        label=gettext_lazy("Time, in minutes"), min_value=1, max_value=LONGEST_BOX, required=False
    )
    presenter_role = forms.ChoiceField(label=gettext_lazy("Presented by"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        roles = [(role.value, role.label) for role in ROLES]
        self.fields["presenter_role"].choices = [("", _("nobody yet")), *roles]  # type: ignore[attr-defined]

    @property
    def called(self) -> str:
        return str(self["title"].value() or "")


def template_lines(template: AgendaTemplate | None, data: Any = None) -> Any:
    """The items there are, and some blank lines. A formset."""
    lines = forms.formset_factory(TemplateLineForm, extra=BLANK, max_num=MOST, validate_max=True)
    names = ("title", "kind", "box_minutes", "presenter_role")
    items = list(template.items.values(*names)) if template else []
    there = [{"place": place, **words} for place, words in enumerate(items, start=1)]
    # What was sent stands by itself: beside what stands there now, a line that says the same would count as not filled.
    return lines(data, initial=there if data is None else None, prefix="line")


def template_lines_in(lines: Any) -> list[TemplateLine]:
    """What a valid formset says, by the places given; lines without one behind, in their order."""
    said = [form.cleaned_data for form in lines.forms if form.cleaned_data.get("title")]
    said.sort(key=lambda words: words.get("place") or MOST * 20)
    names = ("title", "kind", "box_minutes", "presenter_role")
    return [TemplateLine(**{name: words[name] for name in names}) for words in said]


class StartForm(forms.Form):
    """With what an agenda begins; nothing is asked where there is nothing to choose."""

    start = forms.ChoiceField(label=gettext_lazy("The agenda begins with"), required=False)

    def __init__(self, data: Any = None, *, meeting: Meeting) -> None:
        super().__init__(data, auto_id="id_start_%s")
        self.body = meeting.body
        field: Any = self.fields["start"]
        field.choices = starts(meeting)
        self.has_choice = len(field.choices) > 1

    @property
    def chosen(self) -> Start:
        return start_of(self.body, self.cleaned_data.get("start", ""))


def starts(meeting: Meeting) -> list[tuple[str, Any]]:
    """What there is to choose, for a meeting that is or would be called. Two queries."""
    found: list[tuple[str, Any]] = [("", _("what stands on every agenda"))]
    found += [(str(template.pk), template.name) for template in meeting.body.agenda_templates.all()]
    if before := last_agenda(meeting):
        day = in_words(before.starts_at, hour=False)
        found.append((LAST_TIME, _("the same as last time, %(day)s") % {"day": day}))
    return found


def start_of(body: Body, chosen: str) -> Start:
    """What was chosen; a template that is gone meanwhile begins nothing."""
    if chosen == LAST_TIME:
        return Start(as_last_time=True)
    template = body.agenda_templates.filter(pk=int(chosen)).first() if chosen.isdecimal() else None
    return Start(template=template) if template else ALONE
