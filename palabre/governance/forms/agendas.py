"""The agenda of a meeting, line by line, and its publication."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from palabre.core.lines import Lines, OneLine
from palabre.governance.actions.agendas import OWN, Line
from palabre.governance.forms.asking import long_text
from palabre.governance.models import AgendaItem, Meeting, StandingItem
from palabre.governance.queries.bodies import possible_owners
from palabre.people.models import Member

BLANK = 3  # lines to write more in
MOST = 80
LONGEST_BOX = 600  # minutes


class ItemForm(forms.Form):
    """One item. An own one without a title is taken off; what others brought keeps its words."""

    item = forms.IntegerField(required=False, widget=forms.HiddenInput)
    place = forms.IntegerField(
        label=gettext_lazy("Its number on the agenda"), min_value=1, max_value=999, required=False
    )
    title = OneLine(label=gettext_lazy("Title"), max_length=300, required=False)
    kind = forms.ChoiceField(label=gettext_lazy("What for"), choices=AgendaItem.Kind.choices)
    text = Lines(
        label=gettext_lazy("What is asked"),
        widget=long_text(3),
        max_length=2000,
        required=False,
        help_text=gettext_lazy("For what is to be decided: the question, as the body will answer it."),
    )
    box_minutes = forms.IntegerField(
        label=gettext_lazy("Time, in minutes"), min_value=1, max_value=LONGEST_BOX, required=False
    )
    presenter = forms.TypedChoiceField(label=gettext_lazy("Presented by"), coerce=int, empty_value=None, required=False)
    presenter_service = OneLine(
        label=gettext_lazy("or by a service"),
        help_text=gettext_lazy("A team or service without an account."),
        max_length=120,
        required=False,
    )
    stands = forms.BooleanField(label=gettext_lazy("On every agenda of this body"), required=False)

    source = ""  # who brought it, in words, for an item that is there
    brought = ""  # and under which title

    @property
    def called(self) -> str:
        return str(self["title"].value() or "") if "title" in self.fields else self.brought

    def narrow(self, item: AgendaItem | None) -> None:
        """Leave out what does not belong to whoever brought it."""
        if item is None:
            return
        self.source = item.get_source_display()
        if item.source not in OWN:
            for name in ("title", "text", "stands", "kind"):
                del self.fields[name]
            self.brought = item.title

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not cleaned.get("item") and not cleaned.get("title") and cleaned.get("text"):
            self.add_error("title", _("Please say in a few words what this is about."))
        if cleaned.get("text") and cleaned.get("kind", "") not in ("", AgendaItem.Kind.DECISION):
            self.add_error("kind", _("A question is asked here: choose “to decide”, or empty what is asked."))
        return cleaned


def agenda_lines(meeting: Meeting, viewer: Any, data: Any = None) -> Any:
    """The items there are, as far as ``viewer`` may read, and some blank lines. A formset."""
    readable = AgendaItem.objects.visible_to(viewer).filter(meeting=meeting)
    items = list(readable.prefetch_related("points").order_by("position", "id"))
    standing = set(StandingItem.objects.on_every_agenda().filter(body=meeting.body_id).values_list("title", flat=True))
    there = [_there(item, place, standing) for place, item in enumerate(items, 1)]
    lines = forms.formset_factory(ItemForm, extra=BLANK, max_num=MOST, validate_max=True)
    # What was sent stands by itself: beside what stands there now, a line that says the same would count as not filled.
    found = lines(data, initial=there if data is None else None, prefix="item")
    by_pk = {item.pk: item for item in items}
    people: list[Any] = [("", _("nobody yet")), *possible_owners(meeting.body)]
    for form in found.forms:
        field: Any = form.fields["presenter"]
        field.choices = people
        asked = form["item"].value()
        form.narrow(by_pk.get(int(asked)) if str(asked or "").isdecimal() else None)
    return found


def _there(item: AgendaItem, place: int, standing: set[str]) -> dict[str, Any]:
    point = next(iter(item.points.all()), None)
    return {
        "item": item.pk,
        "place": place,
        "title": item.title,
        "kind": item.kind,
        "text": point.text if point and item.source in OWN else "",
        "box_minutes": item.box_minutes,
        "presenter": item.presenter_id,
        "presenter_service": item.presenter_service,
        "stands": item.title in standing,
    }


def lines_in(lines: Any) -> list[Line]:
    """What a valid formset says, by the places given; lines without one behind, in their order."""
    said = [
        form.cleaned_data for form in lines.forms if form.cleaned_data.get("item") or form.cleaned_data.get("title")
    ]
    said.sort(key=lambda words: words.get("place") or MOST * 10)
    people = Member.objects.in_bulk([words["presenter"] for words in said if words.get("presenter")])
    return [
        Line(
            item=words.get("item"),
            title=words.get("title", ""),
            text=words.get("text", ""),
            kind=words.get("kind", ""),
            box_minutes=words.get("box_minutes"),
            presenter=people.get(words.get("presenter")),
            presenter_service=words.get("presenter_service", ""),
            stands=words.get("stands", False),
        )
        for words in said
    ]


class PublicationForm(forms.Form):
    """Why an agenda is late, where it is; else nothing is asked."""

    reason = OneLine(label=gettext_lazy("Why it is late"), max_length=500)
    use_required_attribute = False

    def __init__(self, *args: Any, late: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if late:
            words = _("The agenda is late: please say why, in a sentence. Everyone reads it.")
            self.fields["reason"].error_messages["required"] = words
        else:
            del self.fields["reason"]
