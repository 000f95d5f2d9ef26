"""Versions of a recommendation: the list, one frozen version, and what differs between two."""

from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.safestring import SafeString

from palabre.commons.conversations.models import Comment
from palabre.commons.texts.difference import Difference, difference
from palabre.commons.texts.models import Draft, Revision
from palabre.processes.models import Answer, Measure, Recommendation
from palabre.processes.queries.discussed import discussions_of
from palabre.processes.queries.history import versions_of
from palabre.processes.queries.recommendation_page import shown


@dataclass(frozen=True, slots=True)
class Part:
    """A measure as a version holds it, with its reference ("3.2") and its page."""

    reference: str
    title: str
    html: SafeString
    href: str


@dataclass(frozen=True, slots=True)
class VersionPage:
    """``carried`` are the comments this version took up."""

    revision: Revision
    html: SafeString
    parts: list[Part]
    carried: list[Comment]
    versions: list[Revision]
    is_newest: bool


@dataclass(frozen=True, slots=True)
class PartChange:
    reference: str
    change: str
    title: SafeString
    html: SafeString


@dataclass(frozen=True, slots=True)
class DifferencePage:
    older: Revision
    newer: Revision
    words: Difference
    parts: list[PartChange]
    carried: list[Comment]
    versions: list[Revision]

    @property
    def title_changed(self) -> bool:
        return self.older.title != self.newer.title

    @property
    def text_changed(self) -> bool:
        return self.older.html != self.newer.html


def version_page(recommendation: Recommendation, revision: Revision) -> VersionPage:
    """Four queries."""
    measures = _measures(recommendation)
    versions = list(versions_of(recommendation))
    parts = [
        Part(_reference(measures, part["anchor"]), part["title"], shown(part["html"]), _href(measures, part["anchor"]))
        for part in revision.parts
    ]
    carried = _carried([revision.pk])
    return VersionPage(revision, shown(revision.html), parts, carried, versions, revision.number == versions[-1].number)


def difference_page(recommendation: Recommendation, older: Revision, newer: Revision) -> DifferencePage:
    """What differs between two versions, word by word, and the comments carried from one to the other."""
    measures = _measures(recommendation)
    words = difference(older, newer)
    parts = [PartChange(_reference(measures, part.anchor), part.change, part.title, part.html) for part in words.parts]
    versions = list(versions_of(recommendation))
    between = [version.pk for version in versions if older.number < version.number <= newer.number]
    return DifferencePage(older, newer, words, parts, _carried(between), versions)


def draft_of(recommendation: Recommendation) -> Draft | None:
    """The next version in the making, if somebody began one."""
    return Draft.objects.filter(text=recommendation.text_id).select_related("saved_by").first()


def answers_to_carry(recommendation: Recommendation) -> QuerySet[Answer]:
    """Answers taken in, wholly or partly, that no version carries yet; on this recommendation or on the whole."""
    discussions = [*discussions_of(recommendation), recommendation.process.discussion_id]
    found = Answer.objects.filter(revision=None, comment__discussion__in=discussions)
    return found.exclude(fate=Answer.Fate.NOT_TAKEN).select_related("comment__author").order_by("comment__written_at")


def _carried(revisions: list[int]) -> list[Comment]:
    found = Comment.objects.filter(answer__revision__in=revisions).select_related("author", "answer")
    return list(found.order_by("written_at", "id"))


def _measures(recommendation: Recommendation) -> dict[str, Measure]:
    measures = {measure.anchor: measure for measure in recommendation.measures.all()}
    for measure in measures.values():
        measure.recommendation = recommendation
    return measures


def _reference(measures: dict[str, Measure], anchor: str) -> str:
    return measures[anchor].reference if anchor in measures else ""


def _href(measures: dict[str, Measure], anchor: str) -> str:
    return measures[anchor].get_absolute_url() if anchor in measures else ""
