"""One article: its words, what stands beside it in every language, and how it came to be so."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.safestring import SafeString

from palabre.core import clock
from palabre.statutes.glossed import Explained, Glossary
from palabre.statutes.models import Adoption, Article, Clause, Rendering
from palabre.statutes.queries.reading import Beside, adoption_on, newest_revisions, preferred, terms_of


@dataclass(frozen=True, slots=True)
class Wording:
    """A wording the article had: since which version, under which number; ``before`` is the version it differs from."""

    adoption: Adoption
    number: str
    title: str
    before: int | None


@dataclass(frozen=True, slots=True)
class ArticlePage:
    """``clause`` is how it stands today; None where it was repealed, or does not count yet. ``last`` is its newest one.

    ``summary`` and ``translation`` are in the reader's language where there is one; ``languages`` are those in which
    either may be read. ``wordings`` come newest first.
    """

    clause: Clause | None
    last: Clause
    html: SafeString
    summary: Beside | None
    translation: Beside | None
    languages: list[str]
    wordings: list[Wording]
    explained: list[Explained]


def article_page(article: Article, language: str = "") -> ArticlePage:
    """``language`` asks for what stands beside it in that one. Seven queries."""
    clauses = list(
        Clause.objects.filter(article=article).select_related("adoption", "revision").order_by("adoption__number")
    )
    today = adoption_on(article.statutes, clock.today())
    current = next((clause for clause in clauses if today and clause.adoption_id == today.pk), None)
    last = current or clauses[-1]
    there = list(Rendering.objects.filter(article=article))
    revisions = newest_revisions(rendering.text_id for rendering in there)
    there = [rendering for rendering in there if revisions[rendering.text_id].html]
    wanted = [language] if language else preferred(article.statutes)
    authentic = Glossary(terms_of(article.statutes.language))
    others: dict[str, Glossary] = {}

    def beside(kind: str) -> Beside | None:
        for each in wanted:
            for rendering in there:
                if (rendering.kind, rendering.language) == (kind, each):
                    glossary = others.setdefault(each, Glossary(terms_of(each)))
                    revision = revisions[rendering.text_id]
                    is_older = rendering.explains_id != last.revision_id
                    return Beside(revision.title, glossary.marked(revision.html), each, is_older)
        return None

    html = authentic.marked(last.revision.html)
    summary, translation = beside(Rendering.Kind.SUMMARY), beside(Rendering.Kind.TRANSLATION)
    met = [word for glossary in (*others.values(), authentic) for word in glossary.met]
    return ArticlePage(
        clause=current,
        last=last,
        html=html,
        summary=summary,
        translation=translation,
        languages=sorted({rendering.language for rendering in there}),
        wordings=list(reversed(list(_wordings(clauses)))),
        explained=list({word.pk: word for word in met}.values()),
    )


def _wordings(clauses: list[Clause]) -> Iterator[Wording]:
    before: Clause | None = None
    for clause in clauses:
        if before is None or (before.revision_id, before.number) != (clause.revision_id, clause.number):
            older = before.adoption.number if before else None
            yield Wording(clause.adoption, clause.number, clause.revision.title, older)
        before = clause
