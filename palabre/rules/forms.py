"""The rules as the secretariat writes them down, line by line."""

from typing import Any

from django import forms
from django.forms.utils import ErrorDict
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from palabre.core.lines import Lines, OneLine
from palabre.people.models import Audience
from palabre.rules import keys
from palabre.rules.kinds import BodyKind
from palabre.rules.models import OwnPack, Rule, Rulebook
from palabre.rules.packs import LONGEST, pack_in
from palabre.rules.queries.packs import all_packs
from palabre.statutes.forms.articles import article_choices, article_field
from palabre.statutes.models import Article
from palabre.statutes.queries.in_force import articles_named

BLANK = 4  # lines to write more in
MOST = 120
REACHES = [(Audience.Reach.PUBLIC, gettext_lazy("everyone")), (Audience.Reach.MEMBERS, gettext_lazy("members"))]
KINDS = [("", gettext_lazy("every body")), *BodyKind.choices]


class RulebookForm(forms.Form):
    """Who adopted this version, and when it counts."""

    adopted_by = OneLine(
        label=gettext_lazy("Adopted by"),
        max_length=160,
        help_text=gettext_lazy("For instance: ordinary general assembly, Nantes"),
    )
    adopted_on = forms.DateField(
        label=gettext_lazy("Adopted on"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    in_force_on = forms.DateField(
        label=gettext_lazy("In force from"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=gettext_lazy("Left empty: from the day it was adopted."),
    )
    reason = OneLine(label=gettext_lazy("What changed, and why"), max_length=500, required=False)
    packs = forms.MultipleChoiceField(
        label=gettext_lazy("Laws it must keep"), required=False, widget=forms.CheckboxSelectMultiple
    )
    reach = forms.ChoiceField(label=gettext_lazy("Who reads it"), choices=REACHES)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        packs: Any = self.fields["packs"]
        packs.choices = [(pack.slug, pack.name) for pack in all_packs()]

    def said(self) -> dict[str, Any]:
        """What the action takes."""
        cleaned = dict(self.cleaned_data)
        cleaned["in_force_on"] = cleaned["in_force_on"] or cleaned["adopted_on"]
        return cleaned


class RuleForm(forms.Form):
    """One rule. A line without a value is left out: so one is taken away."""

    key = forms.ChoiceField(
        label=gettext_lazy("What is ruled"),
        required=False,
        choices=[("", "…"), *((key.key, key.words) for key in keys.ALL if not key.register)],
    )
    kind = forms.ChoiceField(label=gettext_lazy("For which bodies"), choices=KINDS, required=False)
    value = forms.IntegerField(label=gettext_lazy("Value"), min_value=1, max_value=keys.MOST, required=False)
    layer = forms.ChoiceField(label=gettext_lazy("It rests on"), choices=Rule.Layer.choices)
    article = article_field()

    @property
    def called(self) -> str:
        """What it rules, as the line is named while it is closed."""
        key = keys.KEYS.get(str(self["key"].value()))
        kind = dict(BodyKind.choices).get(str(self["kind"].value()), "")
        value = str(self["value"].value() or "")
        said = key.said(int(value)) if key and value.isdecimal() else ""
        return " · ".join(str(word) for word in (capfirst(str(key.words)) if key else "", kind, said) if word)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("value") and not cleaned.get("key"):
            self.add_error("key", _("Please say what this value rules."))
        return cleaned


def rule_lines(before: Rulebook | None, viewer: Any, data: Any = None) -> Any:
    """The rules there are, and some blank lines. A formset; ``viewer`` chooses among the articles they may read."""
    lines = forms.formset_factory(RuleForm, extra=BLANK, max_num=MOST, validate_max=True)
    there = list(before.rules.values("key", "kind", "value", "layer", "article")) if before else []
    # What was sent stands by itself: beside what stands there now, a line that says the same would count as not filled.
    found = lines(data, initial=there if data is None else None, prefix="rule")
    choices = article_choices(articles_named(viewer), {rule["article"] for rule in there})
    for form in found.forms:
        field: Any = form.fields["article"]
        field.choices = choices
    return found


def rules_in(lines: Any) -> list[Rule]:
    """What a valid formset says, as unsaved rows, in its order."""
    said = [form.cleaned_data for form in _filled(lines)]
    articles = Article.objects.in_bulk([words["article"] for words in said if words["article"]])
    return [Rule(**words | {"article": articles.get(words["article"])}) for words in said]


def _filled(lines: Any) -> list[forms.Form]:
    return [form for form in lines.forms if form.cleaned_data.get("value")]


def show_faults(form: RulebookForm, lines: Any, wrong: ErrorDict | dict[str, list[str]]) -> None:
    """Put what the action refused beside its line (``rule-3``), or above the whole."""
    filled = _filled(lines)
    for name, said in wrong.items():
        place = name.removeprefix("rule-")
        if name.startswith("rule-") and place.isdigit() and int(place) < len(filled):
            filled[int(place)].add_error("value", said)
        else:
            form.add_error(name if name in form.fields else None, said)


class PackForm(forms.Form):
    """A law pack of the cooperative's own."""

    slug = forms.SlugField(
        label=gettext_lazy("Short name"),
        max_length=40,
        help_text=gettext_lazy("Letters, digits and dashes. The same name again makes its next version."),
    )
    text = Lines(
        label=gettext_lazy("What the law asks"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 24, "spellcheck": "false"}),
        help_text=gettext_lazy("In TOML, as in the example. Each fact names its law, and what to ask a lawyer."),
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("text"):
            try:
                pack_in(cleaned.get("slug") or "own", cleaned["text"], own=True)
            except forms.ValidationError as wrong:
                self.add_error("text", wrong)
        return cleaned


def pack_text(slug: str) -> str:
    """The newest text of an own pack, to begin the next version from; empty if there is none."""
    newest = OwnPack.objects.filter(slug=slug).order_by("-number").first()
    return newest.text if newest else ""
