"""What one says of oneself, each part with those who see it."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from palabre.core.folding import fold
from palabre.core.lines import Lines, on_one_line
from palabre.core.nouns import said
from palabre.directory.languages import LANGUAGES
from palabre.directory.models import Profile, Shown, Term
from palabre.directory.policies import may_propose
from palabre.directory.queries.own import Own
from palabre.people.models import Member

MOST_WORDS = 12
SEEN_BY = {
    "branch": gettext_lazy("Who sees where you are at home"),
    "about": gettext_lazy("Who sees these words"),
    "ask": gettext_lazy("Who sees what to ask you about"),
    "trades": gettext_lazy("Who sees your trades"),
    "skills": gettext_lazy("Who sees your skills"),
    "languages": gettext_lazy("Who sees your languages"),
    "photo": gettext_lazy("Who sees your photo"),
    "contact": gettext_lazy("Who may write to you"),
}


class Words(Lines):
    """Words of the vocabulary, one a line or between commas."""

    widget = forms.Textarea(attrs={"rows": 3})

    def clean(self, value: Any) -> list[str]:
        parts = (on_one_line(part) for part in super().clean(value).replace(",", "\n").split("\n"))
        found: dict[str, str] = {}
        for part in parts:
            found.setdefault(fold(part), part)  # the first spelling stands
        words = [word for folded, word in found.items() if folded]
        if len(words) > MOST_WORDS:
            raise forms.ValidationError(_("At most %(most)s words, please.") % {"most": MOST_WORDS})
        if long := next((word for word in words if len(word) > Term.LONGEST), None):
            raise forms.ValidationError(_("“%(word)s” is long for one word.") % {"word": f"{long[:30]}…"})
        return words


class ProfileForm(forms.Form):
    """Everything but the photo itself."""

    about = Lines(
        label=gettext_lazy("A few words about me"),
        max_length=Profile.LONGEST_ABOUT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    trades = Words(label=gettext_lazy("My trades"), required=False, help_text=gettext_lazy("One a line."))
    skills = Words(
        label=gettext_lazy("What I can do"),
        required=False,
        help_text=gettext_lazy("One a line. A word that is new here is looked at by the secretariat first."),
    )
    languages = forms.MultipleChoiceField(
        label=gettext_lazy("Languages I speak"),
        choices=list(LANGUAGES.items()),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    ask = Lines(
        label=gettext_lazy("Ask me about"),
        max_length=Profile.LONGEST_ASK,
        required=False,
        help_text=gettext_lazy("What others may come to you with."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    found = forms.BooleanField(
        label=gettext_lazy("Members may find me in the directory"),
        required=False,
        help_text=gettext_lazy("By my name, and by what I show them. Without it, nobody finds this page by searching."),
    )

    def __init__(self, data: Any = None, *, member: Member, own: Own) -> None:
        self.member = member
        super().__init__(data, initial=_said(own))
        for part, label in SEEN_BY.items():
            choices = [each for each in _seen_by() if (part, each[0]) != ("contact", Shown.PUBLIC)]
            self.fields[f"{part}_for"] = forms.TypedChoiceField(
                label=label, choices=choices, coerce=lambda value: Shown(int(value)), initial=_shown(own, part)
            )

        self.fields["contact_for"].help_text = _("By a form here: your address is never shown, and one click ends it.")

    def pairs(self) -> Iterator[tuple[BoundField, BoundField]]:
        """Each part with who sees it, in the order of the page."""
        for part in ("about", "trades", "skills", "languages", "ask"):
            yield self[part], self[f"{part}_for"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for part, kind in (("trades", Term.Kind.TRADE), ("skills", Term.Kind.SKILL)):
            wanted = {fold(word) for word in cleaned.get(part, [])}
            known = set(Term.objects.filter(kind=kind, folded__in=wanted).values_list("folded", flat=True))
            if wanted - known and not (may := may_propose(self.member, len(wanted - known))):
                self.add_error(part, str(may.reason))
        return cleaned

    def said(self) -> dict[str, Any]:
        """What the action takes."""
        shown = {part: self.cleaned_data[f"{part}_for"] for part in SEEN_BY}
        own = {name: value for name, value in self.cleaned_data.items() if not name.endswith("_for")}
        return {**own, "shown": shown}


def _said(own: Own) -> dict[str, Any]:
    words = {"trades": "\n".join(own.trades), "skills": "\n".join(own.skills), "languages": own.languages}
    if own.profile is None:
        return words
    return {**words, "about": own.profile.about, "ask": own.profile.ask, "found": own.profile.found}


def _shown(own: Own, part: str) -> int:
    return getattr(own.profile, f"{part}_for") if own.profile else Shown.NOBODY


def _seen_by() -> list[tuple[int, str]]:
    """To whom one may show a part, one's branch in the cooperative's own word."""
    own = {Shown.BRANCH: said("branch", "my")}
    return [(value, own.get(Shown(value), str(label))) for value, label in Shown.choices]
