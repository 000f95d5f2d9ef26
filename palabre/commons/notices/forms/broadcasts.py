"""To whom, and what: a message of the cooperative."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from palabre.commons.notices.broadcasts.circles import offered_to
from palabre.commons.notices.models import Broadcast
from palabre.core.lines import Lines, OneLine


class BroadcastForm(forms.Form):
    """Gives ``circle``, ``circle_id``, ``title``, ``text``, ``legal``. Offers only where ``viewer`` may write."""

    to = forms.ChoiceField(label=_("To the members of"))
    title = OneLine(label=_("Title"), max_length=120)
    text = Lines(
        label=_("Text"),
        max_length=Broadcast.LONGEST,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text=_("Plain words; a blank line begins a paragraph. Addresses that begin with https:// become links."),
    )
    legal = forms.BooleanField(
        label=_("It is owed to them by law or by the statutes (a convocation)"),
        required=False,
        help_text=_(
            "Then it is mailed to each at once, also to those who want no mail. Anything else comes with their news, "
            "at the hour and within the number of mails that each chose."
        ),
    )

    def __init__(self, data: Any = None, *, viewer: Any, draft: Broadcast | None = None) -> None:
        initial: dict[str, Any] = {}
        if draft:
            initial = {"to": _place(draft.circle, draft.circle_id), "title": draft.title, "text": draft.text}
            initial["legal"] = draft.legal
        super().__init__(data, initial=initial)
        to: Any = self.fields["to"]
        to.choices = [("", "—")] + [
            (circle.label, [(_place(circle.key, pk), name) for pk, name in places])
            for circle, places in offered_to(viewer)
        ]

    def said(self) -> dict[str, Any]:
        """What the action takes."""
        circle, _colon, pk = self.cleaned_data["to"].partition(":")
        rest = {name: self.cleaned_data[name] for name in ("title", "text", "legal")}
        return {"circle": circle, "circle_id": int(pk) if pk else None, **rest}


def _place(circle: str, pk: int | None) -> str:
    return f"{circle}:{pk}" if pk else circle


class SeenForm(forms.Form):
    """Which state of the draft was read before it is sent."""

    seen = forms.CharField(max_length=40)
