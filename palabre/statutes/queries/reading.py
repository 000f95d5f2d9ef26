"""A founding text as it is read: which version counts, its articles, and beside each its plain words."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from palabre.commons.texts.models import Revision
from palabre.core import clock
from palabre.statutes.glossed import Explained, Glossary
from palabre.statutes.models import Adoption, Clause, GlossaryTerm, Rendering, Statutes


@dataclass(frozen=True, slots=True)
class TextLine:
    """A founding text in a list, with the version that counts today (None before the first)."""

    statutes: Statutes
    adoption: Adoption | None


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside an article: its plain words, or a translation. ``is_older``: than the article's wording."""

    title: str
    html: SafeString
    language: str
    is_older: bool


@dataclass(frozen=True, slots=True)
class ArticleLine:
    """An article of a version; ``section`` only where one begins."""

    pk: int
    section: str
    number: str
    title: str
    html: SafeString
    plain: Beside | None


@dataclass(frozen=True, slots=True)
class TextPage:
    """A version: ``is_in_force`` today, or before, or (with a day still to come) after. ``missing`` counts the articles
    without plain words. ``explained`` are the words of the glossary met in it.
    """

    adoption: Adoption
    is_in_force: bool
    articles: list[ArticleLine]
    explained: list[Explained]
    versions: int
    missing: list[ArticleLine] = field(default_factory=list)


def texts_listed(viewer: Any) -> list[TextLine]:
    """Every founding text the viewer may read. Two queries."""
    in_force = Adoption.objects.in_force(clock.today())
    found = Statutes.objects.visible_to(viewer).select_related("entity")
    found = found.prefetch_related(Prefetch("adoptions", in_force, to_attr="today"))
    return [TextLine(each, each.today[0] if each.today else None) for each in found]


def adoption_on(statutes: Statutes, day: date) -> Adoption | None:
    """The version that counted on ``day``; None before the first."""
    return statutes.adoptions.in_force(day).first()


def text_page(adoption: Adoption) -> TextPage:
    """A version with its plain words in the reader's language, or else in the authentic one. Six queries.

    Plain words stand beside the version in force only: they speak of it. An older one is read as it was.
    """
    statutes = adoption.statutes
    today = adoption_on(statutes, clock.today())
    is_in_force = today is not None and today.pk == adoption.pk
    clauses = list(adoption.clauses.select_related("revision"))
    beside = _summaries(clauses, statutes) if is_in_force else {}
    authentic, plain = Glossary(terms_of(statutes.language)), _Plain(beside, statutes.language)
    lines = list(_lines(clauses, authentic, plain))
    return TextPage(
        adoption=adoption,
        is_in_force=is_in_force,
        articles=lines,
        explained=_once(plain.met + authentic.met),
        versions=statutes.adoptions.count(),
        missing=[line for line in lines if line.plain is None or line.plain.is_older] if is_in_force else [],
    )


class _Plain:
    """The plain words beside each article, with the glossary of the language each is in."""

    def __init__(self, beside: dict[int, tuple[Rendering, Revision]], authentic: str) -> None:
        self._beside = beside
        self._glossaries = {
            language: Glossary(terms_of(language)) for language in {row[0].language for row in beside.values()}
        }

    @property
    def met(self) -> list[Explained]:
        return [word for glossary in self._glossaries.values() for word in glossary.met]

    def of(self, clause: Clause) -> Beside | None:
        if clause.article_id not in self._beside:
            return None
        rendering, revision = self._beside[clause.article_id]
        html = self._glossaries[rendering.language].marked(revision.html)
        return Beside(revision.title, html, rendering.language, rendering.explains_id != clause.revision_id)


def _lines(clauses: Iterable[Clause], authentic: Glossary, plain: _Plain) -> Iterable[ArticleLine]:
    for section, inside in groupby(clauses, key=lambda clause: clause.section):
        for place, clause in enumerate(inside):
            beside = plain.of(clause)
            yield ArticleLine(
                pk=clause.article_id,
                section="" if place else section,
                number=clause.number,
                title=clause.revision.title,
                html=authentic.marked(clause.revision.html),
                plain=beside,
            )


def _summaries(clauses: list[Clause], statutes: Statutes) -> dict[int, tuple[Rendering, Revision]]:
    """By article: its plain words in the reader's language, or in the authentic one. Two queries."""
    wanted = preferred(statutes)
    there = Rendering.objects.filter(
        article__in=[clause.article_id for clause in clauses], kind=Rendering.Kind.SUMMARY, language__in=wanted
    )
    revisions = newest_revisions(rendering.text_id for rendering in there)
    found: dict[int, tuple[Rendering, Revision]] = {}
    for rendering in sorted(there, key=lambda each: wanted.index(each.language)):
        revision = revisions[rendering.text_id]
        if revision.html and rendering.article_id not in found:
            found[rendering.article_id] = rendering, revision
    return found


def preferred(statutes: Statutes) -> list[str]:
    """The reader's language, then the authentic one."""
    return list(dict.fromkeys([(get_language() or "")[:2], statutes.language]))


def newest_revisions(texts: Iterable[int]) -> dict[int, Revision]:
    """By text, its newest version. One query."""
    return {each.text_id: each for each in Revision.objects.filter(text__in=list(texts)).order_by("number")}


def terms_of(language: str) -> QuerySet[GlossaryTerm]:
    return GlossaryTerm.objects.filter(language=language)


def _once(words: list[Explained]) -> list[Explained]:
    return list({word.pk: word for word in words}.values())
