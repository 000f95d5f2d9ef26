"""Bring in a working document, and correct it."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from palabre.commons.texts.languages import LANGUAGES
from palabre.core.lines import Lines, OneLine
from palabre.processes.actions.publication import instant
from palabre.processes.corrections import About, Correction, NoSuchPlace, Place, Proposal
from palabre.processes.reading.formats import MAX_BYTES
from palabre.processes.reading.unreadable import EMPTY, TOO_LARGE

DEEDS = ("save", "merge", "split", "up", "down", "move")


class BringInForm(forms.Form):
    """One thing: a file, or a pasted text."""

    file = forms.FileField(
        label=gettext_lazy("The document"),
        required=False,
        allow_empty_file=True,
        help_text=gettext_lazy("DOCX, ODT, HTML, Markdown or plain text, 10 MB at most."),
    )
    text = forms.CharField(
        label=gettext_lazy("or its text, pasted here"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    name = OneLine(
        label=gettext_lazy("What you call it"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("For the list below. Left empty, it takes the document’s own title."),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        file, text = cleaned.get("file"), cleaned.get("text", "")
        if file and text.strip():
            raise forms.ValidationError(_("Send a file or paste a text, not both: we would not know which to read."))
        if isinstance(file, UploadedFile) and (file.size or 0) > MAX_BYTES:
            self.add_error("file", _(TOO_LARGE))
        elif isinstance(file, UploadedFile) and not file.size:
            self.add_error("file", _(EMPTY))
        elif not file and not text.strip() and not self.errors:
            raise forms.ValidationError(_("Choose a file, or paste the text of the document."))
        return cleaned

    @property
    def source(self) -> tuple[bytes, str]:
        """The bytes and the name of what was sent."""
        file = self.cleaned_data.get("file")
        if file:
            return file.read(), file.name
        return self.cleaned_data["text"].encode("utf-8", "replace"), ""

    def refuse(self, sentence: str) -> None:
        """Say why the document could not be read, beside where it came from."""
        self.add_error("file" if self.cleaned_data.get("file") else "text", _(sentence))


class CorrectionForm(forms.Form):
    """One deed on one passage, with its words as typed. What a passage has no field for stays absent."""

    place = forms.CharField(max_length=20)
    deed = forms.ChoiceField(choices=[(deed, deed) for deed in DEEDS])
    was = forms.CharField(max_length=16, required=False)
    saves = forms.IntegerField(min_value=1)
    part = forms.CharField(max_length=20, required=False)
    title = Lines(required=False, strip=False)
    text = Lines(required=False, strip=False)
    attributes = forms.BooleanField(required=False)
    also_measures = forms.BooleanField(required=False)
    at = forms.CharField(max_length=20, required=False)
    to = forms.CharField(max_length=20, required=False)

    def clean_place(self) -> Place:
        try:
            return Place.parse(self.cleaned_data["place"])
        except NoSuchPlace as wrong:
            raise forms.ValidationError(_("There is no such passage.")) from wrong

    @property
    def correction(self) -> Correction:
        cleaned = self.cleaned_data
        return Correction(
            place=cleaned["place"],
            deed=cleaned["deed"],
            title=cleaned["title"] if "title" in self.data else None,
            text=cleaned["text"] if "text" in self.data else None,
            groups=tuple(name for name in self.voices if name) if cleaned["attributes"] else None,
            also_measures=cleaned["also_measures"],
            at=cleaned["at"],
            to=cleaned["to"],
        )

    @property
    def voices(self) -> list[str]:
        return self.data.getlist("group")  # type: ignore[attr-defined]


class AboutForm(forms.Form):
    """What the document says of itself: as many fields as it names people, groups and sessions, and one more each."""

    title = OneLine(label=gettext_lazy("Title"), max_length=200)
    date = forms.DateField(
        label=gettext_lazy("Date of this version"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    language = forms.ChoiceField(label=gettext_lazy("Language"), choices=LANGUAGES)

    def __init__(self, proposal: Proposal, *args: Any, **kwargs: Any) -> None:
        languages = dict(LANGUAGES)
        language = proposal.get("language", "fr")
        given = {"title": proposal["title"], "date": proposal["date"], "language": language}
        kwargs["initial"] = given if language in languages else given | {"language": "fr"}
        super().__init__(*args, **kwargs)
        self.proposal = proposal
        for key, label in (("drafters", gettext_lazy("Drafter")), ("groups", gettext_lazy("Group"))):
            for number, name in enumerate([*proposal[key], ""], start=1):
                shown = f"{label} {number}" if name else _("One more")
                self.fields[f"{key}-{number}"] = OneLine(label=shown, initial=name, required=False, max_length=120)
        for number, event in enumerate([*proposal["events"], {"title": "", "starts_at": ""}], start=1):
            self._add_event(number, event)

    def _add_event(self, number: int, event: dict[str, str]) -> None:
        shown = _("Session") if event["title"] else _("One more session")
        self.fields[f"event-{number}"] = OneLine(label=shown, initial=event["title"], required=False, max_length=200)
        at = instant(event["starts_at"])
        self.fields[f"event-{number}-at"] = forms.DateTimeField(
            label=_("Day and hour"),
            initial=timezone.localtime(at) if at else None,
            required=False,
            widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        )

    def bound(self, key: str) -> list[forms.BoundField]:
        """The fields of the drafters, the groups or the events, in order."""
        return [self[name] for name in self.fields if name.startswith(f"{key}-")]

    @property
    def drafters(self) -> list[forms.BoundField]:
        return self.bound("drafters")

    @property
    def groups(self) -> list[forms.BoundField]:
        return self.bound("groups")

    @property
    def events(self) -> list[forms.BoundField]:
        return self.bound("event")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for number in range(1, len(self.proposal["events"]) + 2):
            if cleaned.get(f"event-{number}") and not cleaned.get(f"event-{number}-at"):
                self.add_error(f"event-{number}-at", _("A session needs its day and hour."))
        return cleaned

    @property
    def about(self) -> About:
        cleaned = self.cleaned_data
        return About(
            title=cleaned["title"],
            date=cleaned["date"].isoformat() if cleaned["date"] else "",
            language=cleaned["language"],
            drafters=self._names("drafters"),
            groups=self._names("groups"),
            events=tuple(self._event(number) for number in range(1, len(self.proposal["events"]) + 2)),
        )

    def _names(self, key: str) -> tuple[tuple[str, str], ...]:
        known = [*self.proposal[key], ""]
        return tuple((name, self.cleaned_data[f"{key}-{number}"]) for number, name in enumerate(known, start=1))

    def _event(self, number: int) -> tuple[int, str, str]:
        at = self.cleaned_data[f"event-{number}-at"]
        written = timezone.localtime(at).replace(tzinfo=None).isoformat(timespec="minutes") if at else ""
        place = number if number <= len(self.proposal["events"]) else 0
        return place, self.cleaned_data[f"event-{number}"], written
