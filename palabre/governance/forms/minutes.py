"""One part of the minutes as it is typed, what is presented and approved, and what one looks for."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from palabre.core.components.dates import in_words
from palabre.core.lines import Lines, OneLine
from palabre.governance.forms.asking import DayInput, long_text, say_needed
from palabre.governance.models import Body, Minutes, MinutesPart
from palabre.governance.queries.minutes import Asked, may_have_approved, years_of_minutes
from palabre.governance.terms import LONGEST
from palabre.governance.written import LONGEST_PART, LONGEST_REASON, Written


class _PartForm(forms.Form):
    """``saves`` says what was opened, so that nobody's words are overwritten."""

    saves = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    use_required_attribute = False

    def __init__(self, data: Any = None, *, part: MinutesPart) -> None:
        super().__init__(data, auto_id=f"id_{part.anchor}_%s", initial=self._initial(part))

    def _initial(self, part: MinutesPart) -> dict[str, Any]:
        names = ("saves", "title", "text", "present", "excused", "held_because", "held_until_on")
        return {name: getattr(part, name) for name in names}

    @property
    def words(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name not in ("saves", *self.holding_fields)]

    holding_fields: tuple[str, ...] = ()

    @property
    def holding(self) -> list[forms.BoundField]:
        return [self[name] for name in self.holding_fields]

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        known = {name: found[name] for name in Written.__dataclass_fields__ if name in found}
        for name in ("present", "excused"):
            if name in known:
                known[name] = tuple(int(pk) for pk in known[name])
        self.written = Written(**known)
        for name, sentence in self.written.faults().items():
            if name not in self.errors:
                self.add_error(name, sentence)
        return found


def _notes(label: Any, rows: int = 6, help_text: Any = "") -> Lines:
    widget = forms.Textarea(attrs={"rows": rows, "maxlength": LONGEST_PART})
    return Lines(label=label, help_text=help_text, required=False, max_length=LONGEST_PART, widget=widget)


class NotesForm(_PartForm):
    """Notes on an item. They may be held back for a time, with a reason."""

    text = _notes(_("Notes"), help_text=_("A blank line begins a paragraph, a dash a list; *strong*, _emphasis_."))
    held_because = OneLine(
        label=_("Why these notes are held back"),
        help_text=_("Everyone reads this reason. The title of the part and what was decided stay open."),
        max_length=LONGEST_REASON, required=False,
    )  # fmt: skip
    held_until_on = forms.DateField(
        label=_("The day on which they open"), help_text=_("They open by themselves on this day."),
        widget=DayInput, required=False,
    )  # fmt: skip
    holding_fields = ("held_because", "held_until_on")


class OwnPartForm(NotesForm):
    """A part that stands on no agenda: it has a title of its own."""

    title = OneLine(label=_("Title of this part"), max_length=300)
    field_order = ("saves", "title", "text")


class SummaryForm(_PartForm):
    text = _notes(
        _("Summary for members"), 5,
        _("What was decided and what changes, in plain words, for someone who has two minutes."),
    )  # fmt: skip


class PresenceForm(_PartForm):
    """Members with a seat that day are ticked; others are named in words."""

    present = forms.MultipleChoiceField(label=_("Present"), widget=forms.CheckboxSelectMultiple, required=False)
    excused = forms.MultipleChoiceField(label=_("Excused"), widget=forms.CheckboxSelectMultiple, required=False)
    text = _notes(_("Others, in words"), 2, _("Guests and their quality; at an assembly, how many took part."))

    def __init__(
        self, data: Any = None, *, part: MinutesPart, holders: list[tuple[int, str]], sheet: Iterable[str] = ()
    ) -> None:
        """``sheet``: what the attendance sheet says of who was represented and who left: it goes along by itself."""
        super().__init__(data, part=part)
        if said := " ".join(sheet):
            self.fields["present"].help_text = _("The attendance sheet adds by itself: %(said)s") % {"said": said}
        self.fields["present"].choices = self.fields["excused"].choices = holders  # type: ignore[attr-defined]
        if not holders:
            del self.fields["present"], self.fields["excused"]


class NewPartForm(forms.Form):
    title = OneLine(label=_("Title of this part"), max_length=300)


class PresentationForm(forms.Form):
    """Why they are presented again; the first time nothing is asked."""

    reason = OneLine(label=_("What changed since they were presented"), max_length=500, required=False)

    def __init__(self, *args: Any, again: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not again:
            del self.fields["reason"]
        elif not self.is_bound:
            say_needed(self, ["reason"])


class _MeetingChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return in_words(obj.starts_at)


class ApprovalForm(forms.Form):
    """At which meeting they were approved: a later one of the same body, that has begun."""

    meeting = _MeetingChoice(
        label=_("Approved at the meeting of"),
        queryset=None,
        empty_label=None,
        error_messages={
            "required": _("Please choose a meeting."),
            "invalid_choice": _("Please choose a later meeting of the same body."),
        },
    )

    def __init__(self, *args: Any, minutes: Minutes, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["meeting"].queryset = may_have_approved(minutes)  # type: ignore[attr-defined]

    @property
    def has_meetings(self) -> bool:
        return self.fields["meeting"].queryset.exists()  # type: ignore[attr-defined]


class CorrectionForm(forms.Form):
    text = Lines(
        label=_("What is corrected"),
        widget=long_text(),
        max_length=LONGEST,
        error_messages={"required": _("Please say what is corrected.")},
    )
    use_required_attribute = False


class MinutesFilterForm(forms.Form):
    """Which minutes to show. Lenient: what cannot be understood filters nothing."""

    q = OneLine(label=_("Words to look for"), required=False, max_length=120)
    body = forms.ChoiceField(label=_("Body"), required=False)
    year = forms.ChoiceField(label=_("Year"), required=False)

    def __init__(self, *args: Any, viewer: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        bodies = Body.objects.visible_to(viewer).values_list("pk", "name")
        years = [(year, str(year)) for year in years_of_minutes(viewer)]
        self.fields["body"].choices = [("", pgettext_lazy("bodies", "all")), *bodies]  # type: ignore[attr-defined]
        self.fields["year"].choices = [("", pgettext_lazy("years", "all")), *years]  # type: ignore[attr-defined]

    def asked(self) -> Asked:
        self.is_valid()
        said = self.cleaned_data
        return Asked(
            words=said.get("q", "").strip(),
            body=int(said["body"]) if said.get("body") else None,
            year=int(said["year"]) if said.get("year") else None,
        )
