"""How a body is made up, as its page says it: what is limited, how it is renewed, what does not go together."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from palabre.core import clock
from palabre.governance.models import Body, Incompatibility, Mandate
from palabre.people.models import College
from palabre.statutes.queries.in_force import Named, articles_named

A_YEAR = 12


@dataclass(frozen=True, slots=True)
class CollegeLine:
    """``taken`` today, of ``most``."""

    name: str
    taken: int
    most: int
    article: Named | None


@dataclass(frozen=True, slots=True)
class Composition:
    """``limits`` in words, each with its article in force, as far as the viewer may read."""

    limits: list[tuple[str, Named | None]]
    colleges: list[CollegeLine]


def composition_of(body: Body, viewer: Any) -> Composition:
    """Four queries, however much is written down."""
    said = [*_limits(body), *_not_together(body, viewer)]
    open_today = Q(pk__in=Mandate.objects.on(clock.today()).filter(body=body).values("pk"))
    taken = dict(
        Mandate.objects.filter(open_today).exclude(college=None).values_list("college").annotate(Count("pk")).order_by()
    )
    colleges = list(body.college_seats.select_related("college__entity"))
    several = len({row.college.entity_id for row in colleges}) > 1
    asked = [article for _words, article in said] + [row.article_id for row in colleges]
    named = articles_named(viewer, [article for article in asked if article])
    return Composition(
        limits=[(words, named.get(article or 0)) for words, article in said],
        colleges=[
            CollegeLine(
                _called(row.college, several), taken.get(row.college_id, 0), row.most, named.get(row.article_id or 0)
            )
            for row in colleges
        ],
    )


def _called(college: College, several: bool) -> str:
    """With its entity, where those of ``several`` sit: two may have a college of the same name."""
    return f"{college.name}, {college.entity}" if several else college.name


def _limits(body: Body) -> list[tuple[str, int | None]]:
    seats, months, terms = body.seats_most or 0, body.mandate_months_most or 0, body.terms_most or 0
    counted = [
        (seats, ngettext("%(most)s seat at most", "%(most)s seats at most", seats), body.seats_article_id),
        (
            months,
            ngettext("%(most)s month a mandate at most", "%(most)s months a mandate at most", months),
            body.months_article_id,
        ),
        (
            terms,
            ngettext("%(most)s mandate in a row at most", "%(most)s mandates in a row at most", terms),
            body.terms_article_id,
        ),
    ]
    said = [(words % {"most": most}, article) for most, words, article in counted if most]
    renewed = [(_renewed(body), body.renewal_article_id)] if body.renewal_parts else []
    return said + renewed


def _renewed(body: Body) -> str:
    """ "renewed by thirds, every year": as one says it."""
    every = body.renewal_months or A_YEAR
    if every % A_YEAR:
        often = ngettext("every month", "every %(count)s months", every) % {"count": every}
    else:
        years = every // A_YEAR
        often = ngettext("every year", "every %(count)s years", years) % {"count": years}
    return _("renewed by %(parts)s, %(often)s") % {"parts": body.get_renewal_parts_display(), "often": often}


def _not_together(body: Body, viewer: Any) -> list[tuple[str, int | None]]:
    """Whether this body says so or the other; of bodies the viewer may not read, nothing."""
    rules = Incompatibility.objects.filter(Q(body=body) | Q(other=body)).select_related("body", "other")
    readable = Body.objects.visible_to(viewer).values("pk")
    rules = rules.filter(Q(other=None) | Q(other__in=readable), body__in=readable)
    return [(_apart(rule, body), rule.article_id) for rule in rules.order_by("position", "id")]


def _apart(rule: Incompatibility, body: Body) -> str:
    if rule.other is None:
        return _("not together with this duty: %(duty)s") % {"duty": rule.get_duty_display()}
    if rule.body_id == body.pk and rule.role:
        words = _("not together with a mandate in “%(body)s” as %(role)s")
        return words % {"body": rule.other, "role": rule.other.role_called(rule.role)}
    if rule.body_id == body.pk:
        return _("not together with a mandate in “%(body)s”") % {"body": rule.other}
    if rule.role:
        words = _("as %(role)s, not together with a mandate in “%(body)s”")
        return words % {"body": rule.body, "role": body.role_called(rule.role)}
    return _("not together with a mandate in “%(body)s”") % {"body": rule.body}
