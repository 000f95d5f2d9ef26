"""A file of members, and what its columns hold."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from palabre.core import clock
from palabre.core.tables import LARGEST
from palabre.core.tables.unwelcome import TOO_LARGE
from palabre.people.models import Duty, Entity
from palabre.register.actions.imports import may_be_mapping
from palabre.register.columns import FIELDS
from palabre.register.forms.lines import day_field
from palabre.register.models import RegisterImport

FURTHEST = timedelta(days=366)


class FileForm(forms.Form):
    """Of which entity, the file, and what it means not to be in it."""

    entity = forms.ModelChoiceField(Entity.objects.none(), label=gettext_lazy("Legal entity"), empty_label=None)
    file = forms.FileField(
        label=gettext_lazy("File of members"),
        help_text=gettext_lazy("CSV or XLSX, 20 MB at most. One row a person, with a header."),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.xlsx"}),
    )
    effective_on = day_field(
        gettext_lazy("What changed counts from"), help_text=gettext_lazy("The days before keep what was true then.")
    )
    full = forms.BooleanField(
        label=gettext_lazy("The file is complete: whoever is not in it has left, the day before"), required=False
    )

    def __init__(self, data: Any = None, files: Any = None, *, viewer: Any) -> None:
        super().__init__(data, files, initial={"effective_on": clock.today()})
        entity: Any = self.fields["entity"]
        entity.queryset = Entity.objects.entrusted_to(viewer, *Duty.KEEPS_REGISTER).order_by("name")

    def clean_file(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > LARGEST:
            raise forms.ValidationError(str(TOO_LARGE))
        return file

    def clean_effective_on(self) -> date:
        day = self.cleaned_data["effective_on"]
        if abs(day - clock.today()) > FURTHEST:
            raise forms.ValidationError(_("Please choose a day within a year of today."))
        return day


class ColumnsForm(forms.Form):
    """A choice for each column of the file."""

    def __init__(self, data: Any = None, *, of: RegisterImport) -> None:
        self.of = of
        super().__init__(data)
        for place, header in enumerate(of.headers):
            self.fields[f"column-{place}"] = forms.ChoiceField(
                label=header or _("Column %(number)s") % {"number": place + 1},
                choices=[("", gettext_lazy("leave out")), *FIELDS.items()],
                required=False,
                initial=of.mapping[place],
            )

    def mapping(self) -> list[str]:
        return [self.cleaned_data.get(f"column-{place}", "") for place in range(len(self.of.headers))]

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        if not (may := may_be_mapping(self.of, self.mapping())):
            raise forms.ValidationError(str(may.reason))
        return said
