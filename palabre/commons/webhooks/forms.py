"""Which program, and what it wants to hear of."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from palabre.commons.webhooks.models import Webhook
from palabre.commons.webhooks.topics import registry
from palabre.core.outward import may_be_called


class WebhookForm(forms.Form):
    """An address and at least one topic."""

    address = forms.CharField(
        label=gettext_lazy("Address of the program"),
        max_length=Webhook.LONGEST,
        widget=forms.URLInput(attrs={"spellcheck": "false", "autocomplete": "off", "placeholder": "https://"}),
        help_text=gettext_lazy("It begins with https://. Only the secretariat sees it whole; everyone sees its host."),
    )
    topics = forms.MultipleChoiceField(
        label=gettext_lazy("What it hears of"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Choose at least one thing it hears of.")},
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        topics: Any = self.fields["topics"]
        topics.choices = [(topic.key, topic.label) for topic in registry.values()]

    def clean_address(self) -> str:
        address = self.cleaned_data["address"]
        if not (may := may_be_called(address)):
            raise forms.ValidationError(str(may.reason))
        if Webhook.objects.there().filter(address=address).exists():
            raise forms.ValidationError(_("This address is called already."))
        return address
