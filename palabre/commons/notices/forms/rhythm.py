"""How often, when and how much mail one wants."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from palabre.commons.notices.models import Rhythm
from palabre.commons.notices.queries import hour_in_words
from palabre.commons.notices.slots import zones

CHOSEN = ("pace", "hour", "weekday", "zone", "budget")


class RhythmForm(forms.Form):
    """One of four paces, an hour, a day, a time zone, a limit. Notices themselves are always on their page."""

    pace = forms.ChoiceField(
        label=gettext_lazy("Mails about what concerns me"), choices=Rhythm.Pace.choices, widget=forms.RadioSelect
    )
    hour = forms.TypedChoiceField(
        label=gettext_lazy("At what hour"),
        coerce=int,
        help_text=gettext_lazy("For mail once a day or once a week."),
    )
    weekday = forms.TypedChoiceField(
        label=gettext_lazy("On which day"), coerce=int, help_text=gettext_lazy("For mail once a week.")
    )
    zone = forms.ChoiceField(label=gettext_lazy("In the time of"), required=False)
    budget = forms.IntegerField(
        label=gettext_lazy("At most so many mails a month"),
        required=False,
        min_value=1,
        max_value=Rhythm.MOST,
        help_text=gettext_lazy(
            "Leave it empty for no limit. What concerns you most then comes first; the rest waits for the next mail, "
            "and stands on this page."
        ),
    )

    def __init__(self, data: Any = None, *, rhythm: Rhythm) -> None:
        super().__init__(data, initial={name: getattr(rhythm, name) for name in CHOSEN})
        self._choose("hour", [(hour, hour_in_words(hour)) for hour in range(24)])
        self._choose("weekday", list(WEEKDAYS.items()))
        ours = _("the cooperative: %(zone)s") % {"zone": settings.TIME_ZONE}
        self._choose("zone", [("", ours), *((name, name.replace("_", " ")) for name in zones())])

    def _choose(self, name: str, choices: list[tuple[Any, Any]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]
