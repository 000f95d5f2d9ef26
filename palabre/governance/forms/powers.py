"""The powers of a body, line by line."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from palabre.core.lines import OneLine
from palabre.governance.models import Body, Power
from palabre.statutes.forms.articles import article_choices, article_field
from palabre.statutes.models import Article
from palabre.statutes.queries.in_force import articles_named

BLANK = 3  # lines to write more in


class PowerForm(forms.Form):
    """One power. A line that does not say what is left out: so one is taken away."""

    kind = forms.ChoiceField(label=gettext_lazy("It…"), choices=Power.Kind.choices)
    what = OneLine(
        label=gettext_lazy("What"),
        max_length=160,
        required=False,
        help_text=gettext_lazy("As in: the rate of the contribution to common means"),
    )
    article = article_field(gettext_lazy("The article that gives it"))
    toward = forms.TypedChoiceField(
        label=gettext_lazy("Which body it concerns"),
        coerce=int,
        empty_value=None,
        required=False,
        help_text=gettext_lazy("Whom it elects, advises, reports to: the map draws it."),
    )
    also = OneLine(
        label=gettext_lazy("Other words for it"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("Under which members may look for it: fee, percentage…"),
    )
    weigh_in = OneLine(label=gettext_lazy("How members weigh in"), max_length=300, required=False)
    where = OneLine(
        label=gettext_lazy("The page here where they do"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("It begins with a slash, such as /governance/. Leave it empty if there is none."),
    )

    def clean_where(self) -> str:
        where: str = self.cleaned_data["where"]
        if where and (not where.startswith("/") or where.startswith("//") or "\\" in where or ":" in where):
            raise forms.ValidationError(_("The address of a page of this house begins with a single slash."))
        return where


def power_lines(body: Body, viewer: Any, data: Any = None) -> Any:
    """The lines there are, and some blank ones. A formset; ``viewer`` chooses among the articles they may read."""
    lines = forms.formset_factory(PowerForm, extra=BLANK, max_num=Power.MOST, validate_max=True)
    there = list(body.powers.values("kind", "what", "article", "toward", "also", "weigh_in", "where"))
    # What was sent stands by itself: beside what stands there now, a line that says the same would count as not filled.
    found = lines(data, initial=there if data is None else None, prefix="power")
    choices = article_choices(articles_named(viewer), {power["article"] for power in there})
    others = [("", _("none")), *Body.objects.visible_to(viewer).exclude(pk=body.pk).values_list("pk", "name")]
    for form in found.forms:
        field: Any = form.fields["article"]
        field.choices = choices
        toward: Any = form.fields["toward"]
        toward.choices = others
    return found


def powers_in(lines: Any) -> list[Power]:
    """What a valid formset says, as unsaved rows."""
    said = [form.cleaned_data for form in lines.forms if form.cleaned_data.get("what")]
    articles = Article.objects.in_bulk([words["article"] for words in said if words["article"]])
    bodies = Body.objects.in_bulk([words["toward"] for words in said if words["toward"]])
    return [
        Power(
            position=place,
            **words | {"article": articles.get(words["article"]), "toward": bodies.get(words["toward"])},
        )
        for place, words in enumerate(said)
    ]
