"""A comment as it is typed: plain text, with a limit said in words, and a question about names that nobody bears."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import uuid4

from django import forms
from django.core import signing
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from palabre.commons.conversations.asking import counted
from palabre.commons.conversations.marked_names import typed
from palabre.commons.conversations.models import Comment, Discussion
from palabre.commons.conversations.naming import Named, names_in
from palabre.commons.conversations.policies import may_ask_for_names, may_name, may_speak
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


def _suggestions(discussion: int) -> dict[str, Any]:
    """What ``name-people.js`` needs beside the text."""
    return {
        "data-behaviour": "name-people",
        "data-people": reverse("conversations:people", args=[discussion]),
        "data-people-label": _("People you can name here"),
        "data-people-some": _("Names to choose from: %s. The arrows choose, Enter takes one."),
        "data-people-enough": _("No more suggestions for now: write the whole name."),
    }


_NOBODY = _(
    "For %(names)s nobody would be told: we find nobody whom you can name here so, or several people. Write the whole "
    "name, or send your words once more to publish them as they stand."
)


class CommentForm(forms.Form):
    """``name_rule`` says under which name one speaks here; the box is there only where there is a choice."""

    text = Lines(
        label=_("What do you want to say?"),
        help_text=_(
            "A blank line makes a paragraph, *stars* make it strong, a dash begins an item of a list. "
            "To tell someone, write @ and their name."
        ),
        max_length=Comment.LONGEST,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={
            "required": _("There is nothing written yet."),
            "max_length": _("This is longer than a comment may be. Shorten it a little, or write two."),
        },
    )
    pseudonymous = forms.BooleanField(required=False)
    as_it_stands = forms.CharField(max_length=1200, required=False, widget=forms.HiddenInput)
    once = forms.CharField(max_length=36, required=False, widget=forms.HiddenInput)
    opened_at = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, discussion: Discussion, viewer: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", _initial(discussion.pk, viewer))
        self.salt = _salt(discussion.pk, viewer)
        kwargs["auto_id"] = f"write_{discussion.pk}_%s"
        super().__init__(*args, **kwargs)
        self.discussion, self.viewer = discussion, viewer
        if viewer.is_authenticated:
            self.fields["text"].widget.attrs |= _suggestions(discussion.pk)
        pseudonym = viewer.pseudonym if viewer.is_authenticated else ""
        if pseudonym and discussion.names == Discussion.Names.EITHER:
            self.fields["pseudonymous"].label = _("Under my pseudonym, %(name)s") % {"name": pseudonym}
        else:
            del self.fields["pseudonymous"]

    def clean_once(self) -> str:
        """A form without one is said each time it is sent."""
        return self.cleaned_data["once"] or new_once()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        text = cleaned.get("text", "")
        if "@" in text and may_speak(self.viewer, self.discussion):
            self._look_at_names(names_in(typed(text), by=self.viewer, discussion=self.discussion))
        return cleaned

    def _look_at_names(self, named: Named) -> None:
        """Nobody is told for a name that means nobody: asked once, since what is published stays as it is."""
        if not (verdict := may_name(self.viewer, len(named.members))):
            self.add_error("text", str(verdict.reason))
            return
        nobody = ", ".join(gettext("“%s”") % name for name in named.nobody)
        if not nobody or self.cleaned_data.get("as_it_stands") == nobody:
            return
        if may_ask_for_names(*counted(self.viewer)):
            self.data = {**self.data.dict(), self.add_prefix("as_it_stands"): nobody}  # type: ignore[attr-defined]
            self.add_error("text", _NOBODY % {"names": nobody})

    def clean_opened_at(self) -> datetime | None:
        """When the form was opened; nothing if the signature does not hold."""
        try:
            return datetime.fromisoformat(signing.loads(self.cleaned_data["opened_at"], salt=self.salt))
        except (signing.BadSignature, ValueError):
            return None
