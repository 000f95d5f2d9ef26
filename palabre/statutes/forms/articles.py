"""Choosing the article behind something: a rule, a power, a limit. For the forms of chapters above."""

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from palabre.statutes.queries.in_force import Named


def article_field(label: Any = None) -> forms.TypedChoiceField:
    """One of the articles that ``article_choices`` gives, as its id; None where none is chosen."""
    label = label or gettext_lazy("The article that says so")
    return forms.TypedChoiceField(label=label, coerce=int, empty_value=None, required=False)


def article_choices(named: dict[int, Named], there: Iterable[int | None]) -> list[Any]:
    """Articles in force, grouped by their text; and those that stand here though they are in force no more."""
    groups: list[Any] = [("", _("none yet"))]
    for text, articles in groupby(named.values(), key=lambda article: article.label.rpartition(",")[0]):
        groups.append((text, [(each.article, f"{each.label} {each.title}") for each in articles]))
    gone = [(pk, _("an article no longer in force")) for pk in {*there} if pk and pk not in named]
    return [*groups, *gone]
