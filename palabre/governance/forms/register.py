"""What to show of the register."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from palabre.core.components.marks import STATUSES
from palabre.core.lines import OneLine
from palabre.governance.models import Body
from palabre.governance.queries.register import ANY_SOURCE, Filters, sources


class FilterForm(forms.Form):
    """What to show of the register. Lenient: what cannot be understood filters nothing."""

    status = forms.ChoiceField(label=_("Status"), required=False)
    body = forms.ChoiceField(label=_("Body"), required=False)
    owner = OneLine(label=_("Entrusted to"), required=False, max_length=120)
    text = OneLine(label=_("Cycle, reference or words"), required=False, max_length=120)
    overdue = forms.BooleanField(label=_("Overdue only"), required=False)

    source = forms.ChoiceField(label=_("Handed down from"), required=False)

    def __init__(self, *args: Any, viewer: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        bodies = Body.objects.visible_to(viewer).values_list("pk", "name")
        self.fields["status"].choices = [("", pgettext_lazy("statuses", "all")), *STATUSES.items()]  # type: ignore[attr-defined]
        self.fields["body"].choices = [("", pgettext_lazy("bodies", "all")), *bodies]  # type: ignore[attr-defined]

        if there := sources(viewer):
            everything = [("", _("everything")), (ANY_SOURCE, _("all from before Palabre"))]
            self.fields["source"].choices = [*everything, *((source, source) for source in there)]  # type: ignore[attr-defined]
        else:
            del self.fields["source"]

    def filters(self) -> Filters:
        self.is_valid()
        asked = self.cleaned_data
        return Filters(
            status=asked.get("status", ""),
            body=int(asked["body"]) if asked.get("body") else None,
            owner=asked.get("owner", "").strip(),
            text=asked.get("text", "").strip(),
            overdue=asked.get("overdue", False),
            source=asked.get("source", ""),
        )
