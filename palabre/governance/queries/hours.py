"""Open hours as their pages show them: those to come, what was asked and answered, and what waits for an answer."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Prefetch, QuerySet

from palabre.core import clock
from palabre.core.stemming import MOST, stems
from palabre.core.verdict import Verdict
from palabre.governance.models import Answer, Body, Mandate, OpenHour, Question, QuestionSupport

EARLIER = 12  # open hours that are over, on a body's page of them


@dataclass(frozen=True, slots=True)
class QuestionLine:
    """A question with what its reader may do there. ``waits_days``: how long it has been owed an answer."""

    question: Question
    backing: int
    supports: bool  # whether the viewer stands behind it
    answers: list[Answer]
    may_support: Verdict
    is_own: bool

    @property
    def waits_since(self) -> datetime | None:
        if self.answers or self.question.withdrawn_at:
            return None
        return self.question.hour.owes_since

    @property
    def waits_days(self) -> int:
        since = self.waits_since
        return (clock.today() - clock.day_of(since)).days if since else 0


@dataclass(frozen=True, slots=True)
class HourLine:
    hour: OpenHour
    questions: int
    unanswered: int


@dataclass(frozen=True, slots=True)
class HoursPage:
    """What a body's page of open hours shows besides the questions."""

    coming: list[HourLine]
    earlier: list[HourLine]


def with_receivers(found: QuerySet[OpenHour]) -> QuerySet[OpenHour]:
    """Open hours with all their lines show. Two queries."""
    held = Mandate.objects.select_related("holder", "body").order_by("id")
    return found.select_related("body").prefetch_related(Prefetch("receivers", held))


def hours_page(body: Body, viewer: Any) -> HoursPage:
    """Six queries. An hour that was called off stays among those to come until it would have been over."""
    readable = OpenHour.objects.visible_to(viewer).filter(body=body)
    over = readable.filter(until_at__lte=clock.now()).order_by("-from_at", "-id")[:EARLIER]
    return HoursPage(_lines(with_receivers(readable.to_come())), _lines(with_receivers(over)))  # type: ignore[attr-defined]


def next_hour(body: Body, viewer: Any) -> OpenHour | None:
    """The next open hour of ``body`` that is not called off. One query."""
    found: OpenHour | None = OpenHour.objects.visible_to(viewer).filter(body=body, called_off_at=None).to_come().first()  # type: ignore[attr-defined]
    return found


def questions_of(hour: OpenHour, viewer: Any) -> QuerySet[Question]:
    """The most supported first, then the oldest."""
    return with_answers(Question.objects.visible_to(viewer).filter(hour=hour).most_supported())  # type: ignore[attr-defined]


def questions_asked(body: Body, viewer: Any, words: str = "") -> QuerySet[Question]:
    """With words, all those whose words, with those of their answers, hold them; else those of hours that are over."""
    found = Question.objects.visible_to(viewer).filter(hour__body=body)
    if words and not (asked := stems(words)[:MOST]):
        return found.none()
    if words:
        for word in asked:
            found = found.filter(words__contains=f" {word}")
    else:
        found = found.filter(hour__in=OpenHour.objects.filter(body=body).over())  # type: ignore[attr-defined]
    return with_answers(found.most_supported("-hour__from_at"))  # type: ignore[attr-defined]


def unanswered(body: Body, viewer: Any) -> QuerySet[Question]:
    """Questions of hours that are over, or were called off, without an answer: those that wait longest first."""
    owed = OpenHour.objects.filter(body=body).over()  # type: ignore[attr-defined]
    found = Question.objects.visible_to(viewer).unanswered().filter(hour__in=owed)  # type: ignore[attr-defined]
    return found.select_related("hour").order_by("hour__until_at", "id")


def with_answers(found: QuerySet[Question]) -> QuerySet[Question]:
    """Questions with all their lines show. Two queries."""
    answers = Answer.objects.select_related("by").order_by("id")
    return found.select_related("author", "hour__body").prefetch_related(Prefetch("answers", answers))


def question_lines(
    found: Iterable[Question], viewer: Any, *, may_support: Callable[[Question], Verdict]
) -> list[QuestionLine]:
    """With whether the viewer supports each, and may. One query more than ``found``."""
    questions = list(found)
    mine = _supported(questions, viewer)
    return [
        QuestionLine(
            question=each,
            backing=each.backing,  # type: ignore[attr-defined]
            supports=each.pk in mine,
            answers=list(each.answers.all()),
            may_support=may_support(each),
            is_own=bool(viewer.is_authenticated and viewer.pk == each.author_id),
        )
        for each in questions
    ]


def _supported(questions: list[Question], viewer: Any) -> set[int]:
    if not viewer.is_authenticated:
        return set()
    found = QuestionSupport.objects.filter(member=viewer, question__in=questions)
    return set(found.values_list("question", flat=True))


def _lines(found: QuerySet[OpenHour]) -> list[HourLine]:
    """Two queries more, for what was asked at all of them."""
    hours = list(found)
    standing = Question.objects.filter(hour__in=hours, withdrawn_at=None).order_by()
    counted = dict(standing.values_list("hour").annotate(number=Count("pk")))
    left = Question.objects.unanswered().filter(hour__in=hours).order_by()  # type: ignore[attr-defined]
    open_ones = dict(left.values_list("hour").annotate(number=Count("pk")))
    return [HourLine(hour, counted.get(hour.pk, 0), open_ones.get(hour.pk, 0)) for hour in hours]
