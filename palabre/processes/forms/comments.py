"""A comment as it is typed: plain text, with a limit said in words."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import uuid4

from django import forms
from django.core import signing
from django.utils.translation import gettext_lazy as _

from palabre.commons.conversations.models import Comment, Discussion
from palabre.core import clock
from palabre.core.holes import own
from palabre.core.lines import Lines


def stamp(discussion: int, viewer: Any) -> str:
    """This instant, signed for this discussion (its id) and this person: a form says with it when it was opened."""
    return signing.dumps(clock.now().isoformat(), salt=_salt(discussion, viewer))


def new_once() -> str:
    """What makes a form's words be said once."""
    return str(uuid4())


def _salt(discussion: int, viewer: Any) -> str:
    return f"palabre.comment.opened_at.{discussion}.{viewer.pk}"


def _initial(discussion: int, viewer: Any) -> dict[str, Callable[[], str]]:
    """Asked when the form is rendered: on a page for many readers, each gets their own."""
    return {
        "once": lambda: own("once", "", new_once),
        "opened_at": lambda: own("opened_at", str(discussion), lambda: stamp(discussion, viewer)),
    }


class CommentForm(forms.Form):
    """``name_rule`` says under which name one speaks here; the box is there only where there is a choice."""

    text = Lines(
        label=_("What do you want to say?"),
        help_text=_("A blank line makes a paragraph, *stars* make it strong, a dash begins an item of a list."),
        max_length=Comment.LONGEST,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={
            "required": _("There is nothing written yet."),
            "max_length": _("This is longer than a comment may be. Shorten it a little, or write two."),
        },
    )
    pseudonymous = forms.BooleanField(required=False)
    once = forms.CharField(max_length=36, required=False, widget=forms.HiddenInput)
    opened_at = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, discussion: Discussion, viewer: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", _initial(discussion.pk, viewer))
        self.salt = _salt(discussion.pk, viewer)
        kwargs["auto_id"] = f"write_{discussion.pk}_%s"
        super().__init__(*args, **kwargs)
        pseudonym = viewer.pseudonym if viewer.is_authenticated else ""
        if pseudonym and discussion.names == Discussion.Names.EITHER:
            self.fields["pseudonymous"].label = _("Under my pseudonym, %(name)s") % {"name": pseudonym}
        else:
            del self.fields["pseudonymous"]

    def clean_once(self) -> str:
        """A form without one is said each time it is sent."""
        return self.cleaned_data["once"] or new_once()

    def clean_opened_at(self) -> datetime | None:
        """When the form was opened; nothing if the signature does not hold."""
        try:
            return datetime.fromisoformat(signing.loads(self.cleaned_data["opened_at"], salt=self.salt))
        except (signing.BadSignature, ValueError):
            return None
