"""What becomes of the words; and, for somebody else, whose account."""

from typing import Any

from django import forms
from django.core import signing
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from palabre.core.lines import OneLine
from palabre.people.models import Member
from palabre.people.queries import found_by_name, why_nobody
from palabre.privacy.models import Erasure

AN_HOUR = 60 * 60


class ErasureForm(forms.Form):
    """One's own."""

    words = forms.ChoiceField(
        label=gettext_lazy("What I said in discussions"),
        choices=Erasure.Words.choices,
        initial=Erasure.Words.KEPT,
        widget=forms.RadioSelect,
        help_text=gettext_lazy("What others answered stays either way."),
    )


class SomeoneForm(forms.Form):
    """First whom, by a part of the name or the exact address; then the one meant among those found."""

    who = OneLine(
        label=gettext_lazy("Whose account"),
        max_length=254,
        help_text=gettext_lazy("A part of the name, or the exact e-mail address."),
    )
    words = forms.ChoiceField(
        label=gettext_lazy("What they said in discussions"),
        choices=[("kept", gettext_lazy("It stays, without the name")), ("withdrawn", gettext_lazy("It is withdrawn"))],
        initial=Erasure.Words.KEPT,
        widget=forms.RadioSelect,
        help_text=gettext_lazy("Where a process has declared a rule of its own, that rule holds."),
    )
    # Signed for the one who searched: nobody is asked about whom they did not find.
    chosen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, viewer: Member) -> None:
        self.viewer, self.found = viewer, list[tuple[Member, str]]()
        super().__init__(data)

    def clean_who(self) -> str:
        who = self.cleaned_data["who"].strip()
        there = Member.objects.filter(is_active=True)
        people = there.filter(email__iexact=who)[:1] if "@" in who else found_by_name(who, there)
        self.found = [(member, signing.dumps(member.pk, salt=self._salt)) for member in people]
        if self.found:
            return who
        raise forms.ValidationError(why_nobody(who))

    def clean_chosen(self) -> Member | None:
        if not self.cleaned_data["chosen"]:
            return None
        try:
            pk = signing.loads(self.cleaned_data["chosen"], salt=self._salt, max_age=AN_HOUR)
        except signing.BadSignature as wrong:
            raise forms.ValidationError(_("Please search again, then choose.")) from wrong
        return Member.objects.filter(pk=pk, is_active=True).first()

    @property
    def _salt(self) -> str:
        return f"palabre.privacy.erasing.{self.viewer.pk}"
