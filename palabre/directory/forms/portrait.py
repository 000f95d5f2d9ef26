"""A photo, the square that is kept of it, and what it shows."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy

from palabre.core.lines import OneLine
from palabre.directory.portraits import Cut, clean_portrait


class PictureForm(forms.Form):
    """Which photo, and that everyone on it agrees."""

    picture = forms.FileField(
        label=gettext_lazy("A photo of you"),
        help_text=gettext_lazy("JPEG, PNG or WebP, at most 8 MB. Where and when it was taken is erased at once."),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
    )
    agreed = forms.BooleanField(
        label=gettext_lazy("This is me, and whoever else is on it agrees that it is shown here"),
        error_messages={"required": gettext_lazy("Without this agreement we do not keep the photo.")},
    )

    def clean_picture(self) -> bytes:
        upload: UploadedFile = self.cleaned_data["picture"]
        return clean_portrait(upload)


def _slider(label: Any, lowest: int) -> forms.IntegerField:
    widget = forms.NumberInput(attrs={"type": "range", "step": 1})
    return forms.IntegerField(label=label, min_value=lowest, max_value=100, widget=widget)


class CutForm(forms.Form):
    """Where the square stands: three sliders, looked at by GET, nothing is kept."""

    size = _slider(gettext_lazy("Nearer (left) or the whole width (right)"), 20)
    across = _slider(gettext_lazy("To the left or to the right"), 0)
    down = _slider(gettext_lazy("Up or down"), 0)

    def cut(self) -> Cut:
        """What the sliders say; the middle where they say nothing that makes sense."""
        return Cut(**self.cleaned_data) if self.is_valid() else Cut()


class KeepForm(forms.Form):
    """The square as it was looked at, and words for those who do not see it."""

    alt = OneLine(
        label=gettext_lazy("What the photo shows"),
        max_length=160,
        required=False,
        help_text=gettext_lazy("For those who do not see it: “Awa, laughing, before a wall of posters”."),
    )
    size = forms.IntegerField(min_value=20, max_value=100, widget=forms.HiddenInput)
    across = forms.IntegerField(min_value=0, max_value=100, widget=forms.HiddenInput)
    down = forms.IntegerField(min_value=0, max_value=100, widget=forms.HiddenInput)

    def kept(self) -> dict[str, Any]:
        said = dict(self.cleaned_data)
        return {"alt": said.pop("alt"), "cut": Cut(**said)}
