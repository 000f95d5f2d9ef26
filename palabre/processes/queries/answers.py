"""The comments of a process that wait for an answer: the facilitator's evening."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Q
from django.utils.safestring import SafeString

from palabre.commons.conversations.models import Comment
from palabre.commons.conversations.plain_marks import render_marks
from palabre.processes.models import Measure, Process, Recommendation
from palabre.processes.queries.discussed import Discussed, reference_of

A_PAGE = 15


@dataclass(frozen=True, slots=True)
class Waiting:
    """A comment without an answer, and what it speaks of."""

    comment: Comment
    thing: Discussed

    @property
    def reference(self) -> str:
        return reference_of(self.thing)

    @property
    def words(self) -> SafeString:
        return render_marks(self.comment.text)

    @property
    def draft(self) -> str:
        """Under which an answer begun is kept on the device."""
        return f"answer-{self.comment.pk}"


@dataclass(frozen=True, slots=True)
class AnswersPage:
    """``left`` counts what waits in the whole process."""

    process: Process
    waiting: list[Waiting]
    page: Page
    recommendations: list[Recommendation]
    chosen: Recommendation | None
    left: int


def answers_page(process: Process, viewer: Any, *, chosen: str = "", number: str | int = 1) -> AnswersPage:
    """Six queries, whatever the number of comments. Oldest first: nobody waits longer because others came."""
    recommendations = list(process.recommendations.visible_to(viewer).order_by("number"))
    picked = next((found for found in recommendations if str(found.pk) == chosen), None)
    things = _things(process, recommendations)
    unanswered = Comment.objects.filter(discussion__in=things, answer=None)
    asked = unanswered.filter(discussion__in=_within(things, picked)) if picked else unanswered
    page = Paginator(asked.select_related("author").order_by("written_at", "id"), A_PAGE).get_page(number)
    return AnswersPage(
        process=process,
        waiting=[Waiting(comment, things[comment.discussion_id]) for comment in page.object_list],
        page=page,
        recommendations=recommendations,
        chosen=picked,
        left=unanswered.count(),
    )


def left_to_answer(process: Process) -> int:
    """How many comments wait in the whole process. One query."""
    owned = Q(discussion=process.discussion_id)
    recommendations = process.recommendations.order_by()
    owned |= Q(discussion__in=recommendations.values("discussion"))
    owned |= Q(discussion__in=Measure.objects.filter(recommendation__process=process).values("discussion"))
    return Comment.objects.filter(owned, answer=None).count()


def _things(process: Process, recommendations: list[Recommendation]) -> dict[int, Discussed]:
    """What each discussion of the process is about, by its id. One query."""
    by_id = {found.pk: found for found in recommendations}
    things: dict[int, Discussed] = {process.discussion_id: process}
    things |= {found.discussion_id: found for found in recommendations}
    for measure in Measure.objects.filter(recommendation__in=by_id):
        measure.recommendation = by_id[measure.recommendation_id]
        things[measure.discussion_id] = measure
    return things


def _within(things: dict[int, Discussed], picked: Recommendation) -> list[int]:
    return [
        discussion
        for discussion, thing in things.items()
        if thing == picked or getattr(thing, "recommendation_id", None) == picked.pk
    ]
