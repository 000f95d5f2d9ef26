"""How articles are called today: for whatever names one in a chapter above."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from palabre.core import clock
from palabre.statutes.models import Clause, Statutes


@dataclass(frozen=True, slots=True)
class Named:
    """An article as one names it: ``Statutes, art. 21``, its title, its page."""

    article: int
    label: str
    title: str
    href: str


def articles_named(viewer: Any, articles: Iterable[int] | None = None) -> dict[int, Named]:
    """By article, how it is called today, as far as ``viewer`` may read. All, or only these. One query.

    What is repealed, or does not count yet, is not there.
    """
    clauses = Clause.objects.in_force(clock.today()).filter(
        adoption__statutes__in=Statutes.objects.visible_to(viewer).values("pk")
    )
    if articles is not None:
        clauses = clauses.filter(article__in=list(articles))
    clauses = clauses.select_related("adoption__statutes", "revision").order_by("adoption__statutes", "position")
    return {clause.article_id: _named(clause) for clause in clauses}


def _named(clause: Clause) -> Named:
    words = {"statutes": clause.adoption.statutes.title, "number": clause.number}
    label = _("%(statutes)s, art. %(number)s") % words
    return Named(clause.article_id, label, clause.revision.title, reverse("statutes:article", args=[clause.article_id]))
