"""How often one wants mail."""

from django import forms
from django.utils.translation import gettext_lazy

from palabre.commons.notices.models import Rhythm


class RhythmForm(forms.Form):
    """One of four paces. Notices themselves are always on their page."""

    pace = forms.ChoiceField(
        label=gettext_lazy("Mails about what concerns me"), choices=Rhythm.Pace.choices, widget=forms.RadioSelect
    )
