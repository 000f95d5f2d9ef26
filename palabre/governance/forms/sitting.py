"""What is typed while a body sits: who takes part, and the votes as they are counted."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from palabre.core.lines import OneLine
from palabre.governance.actions.counts import LONGEST_BECAUSE, Tally
from palabre.governance.actions.sittings import Heads
from palabre.governance.forms.asking import say_needed
from palabre.governance.models import AgendaPoint, Count, Presence
from palabre.governance.queries.presence import CollegeLine

MOST = 10_000_000  # voices: more than any cooperative has, and less than a column holds


def _number(label: Any, *, required: bool = True) -> forms.IntegerField:
    missing = {"required": _("Please give a number; nought is one."), "invalid": _("Please give a whole number.")}
    return forms.IntegerField(label=label, min_value=0, max_value=MOST, required=required, error_messages=missing)


class PresenceForm(forms.Form):
    """How some of those who sit here take part from now on."""

    member = forms.TypedMultipleChoiceField(coerce=int)
    how = forms.ChoiceField(choices=Presence.How.choices)
    represented_by = forms.TypedChoiceField(coerce=int, empty_value=None, required=False)

    def __init__(self, *args: Any, seats: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        seats = list(seats)
        self.fields["member"].choices = seats  # type: ignore[attr-defined]
        self.fields["represented_by"].choices = [("", ""), *seats]  # type: ignore[attr-defined]


class HeadcountForm(forms.Form):
    """Four numbers a college: how many may vote, and how many take part in which way."""

    NAMES = ("entitled", "in_room", "by_video", "represented")
    LABELS = (_("Entitled to vote"), _("In the room"), _("By video"), _("Represented"))

    def __init__(self, data: Any = None, *, colleges: Iterable[CollegeLine]) -> None:
        super().__init__(data, auto_id="id_heads_%s")
        self.colleges = list(colleges)
        for each in self.colleges:
            for name, label in zip(self.NAMES, self.LABELS, strict=True):
                field = self.fields[f"c{each.college.pk}_{name}"] = _number(label)
                field.initial = each.entitled if name == "entitled" else getattr(each.line, name, 0)

    def groups(self) -> list[tuple[CollegeLine, list[forms.BoundField]]]:
        return [(each, [self[f"c{each.college.pk}_{name}"] for name in self.NAMES]) for each in self.colleges]

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        for each in self.colleges:
            entitled, *there = (found.get(f"c{each.college.pk}_{name}") for name in self.NAMES)
            if entitled is not None and None not in there and sum(there) > entitled:  # type: ignore[arg-type]
                self.add_error(f"c{each.college.pk}_entitled", _("More take part than may vote."))
        return found

    def heads(self) -> list[Heads]:
        """Those of which something was typed, or stands already: a college left at nought was not counted yet."""
        found = [
            (each, Heads(each.college.pk, *(self.cleaned_data[f"c{each.college.pk}_{name}"] for name in self.NAMES)))
            for each in self.colleges
        ]
        return [
            said
            for each, said in found
            if each.line or said.in_room + said.by_video + said.represented or said.entitled != each.register
        ]


class CountForm(forms.Form):
    """The votes on one point. Counted again, it says why, and whether they voted again or a slip is mended."""

    in_favour = _number(_("In favour"))
    against = _number(_("Against"))
    abstaining = _number(_("Abstaining"))
    not_taking_part = _number(_("Not taking part in the vote"))
    way = forms.ChoiceField(label=_("How they voted"), choices=Count.Way.choices, widget=forms.RadioSelect)
    because = OneLine(label=_("Why it is counted again"), max_length=LONGEST_BECAUSE, required=False)
    anew = forms.BooleanField(
        label=_("They voted again"), help_text=_("Unticked, it mends a slip in the count before."), required=False
    )
    use_required_attribute = False
    numbers = ("in_favour", "against", "abstaining", "not_taking_part")

    def __init__(self, data: Any = None, *, point: AgendaPoint, before: Count | None) -> None:
        initial = {name: getattr(before, name, 0) for name in self.numbers}
        way = before.way if before else Count.Way.OPEN
        super().__init__(data, auto_id=f"id_count{point.pk}_%s", initial={**initial, "way": way})
        self.point, self.before = point, before
        if before is None:
            del self.fields["because"], self.fields["anew"]
        elif not self.is_bound:
            say_needed(self, ["because"])

    def figures(self) -> list[forms.BoundField]:
        return [self[name] for name in self.numbers]

    def rest(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name not in self.numbers]

    def tally(self) -> Tally:
        return Tally(*(self.cleaned_data[name] for name in self.numbers))
