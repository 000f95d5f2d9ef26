"""What must always be true of founding texts; `palabre check` asks."""

from collections.abc import Iterator

from django.db.models import Count, F, Max, Q

from palabre.commons.trail.invariants import register
from palabre.statutes.models import Adoption, Clause, Rendering


def versions_have_no_gap() -> Iterator[str]:
    """Versions of a founding text are numbered 1, 2, 3 …"""
    counted = Adoption.objects.order_by().values("statutes").annotate(last=Max("number"), there=Count("pk"))
    for row in counted.order_by("statutes"):
        if row["last"] != row["there"]:
            yield f"Statutes {row['statutes']} have {row['there']} versions and the last is number {row['last']}."


def clauses_are_of_their_text() -> Iterator[str]:
    """What stands in a version are articles of that founding text, with words of that article."""
    strays = ~Q(article__statutes=F("adoption__statutes")) | ~Q(revision__text=F("article__text"))
    for clause in Clause.objects.filter(strays).order_by("pk"):
        yield f"Clause {clause.pk} has an article, or words, of another text."


def renderings_explain_their_article() -> Iterator[str]:
    """What stands beside an article speaks of a wording of that article."""
    for rendering in Rendering.objects.exclude(explains__text=F("article__text")).order_by("pk"):
        yield f"Rendering {rendering.pk} explains the words of another article."


def register_own() -> None:
    register("statutes: numbers", versions_have_no_gap)
    register("statutes: clauses", clauses_are_of_their_text)
    register("statutes: renderings", renderings_explain_their_article)
