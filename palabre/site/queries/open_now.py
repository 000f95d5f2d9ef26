"""What is open to voices now, and what was decided lately: the home of whoever comes by."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q

from palabre.core import clock
from palabre.governance.models import Decision
from palabre.governance.queries.register import Totals, totals
from palabre.people.models import Audience
from palabre.processes.models import Process, Stage
from palabre.wishes.matching import Taste

# To read a measure and think about it; the whole is never asked of anyone.
SECONDS_PER_MEASURE = 30
MOST = 6
MOST_LOOKED_AT = 60


@dataclass(frozen=True, slots=True)
class OpenReview:
    """A public review that runs today. ``minutes`` to read it whole; ``speaks`` whether the viewer may write."""

    title: str
    summary: str
    level: str
    until_on: date | None
    minutes: int
    speaks: bool
    href: str


@dataclass(frozen=True, slots=True)
class Decided:
    """What a body answered, and why."""

    title: str
    outcome: str
    reason: str
    body: str
    at: date
    href: str


@dataclass(frozen=True, slots=True)
class Front:
    """The home of whoever is signed out."""

    open: list[OpenReview]
    decided: list[Decided]
    totals: Totals


def front(viewer: Any) -> Front:
    """Three queries."""
    return Front(open=open_reviews(viewer), decided=_decided(viewer), totals=totals(viewer))


def open_reviews(viewer: Any, taste: Taste | None = None) -> list[OpenReview]:
    """Reviews open today that the viewer may read, the first to close first. One query.

    With ``taste``, first those that fit what the viewer wishes.
    """
    today = clock.today()
    reviews = Stage.objects.filter(
        Q(closes_on__isnull=True) | Q(closes_on__gte=today),
        kind=Stage.Kind.REVIEW,
        opens_on__lte=today,
        process__in=Process.objects.visible_to(viewer),
    )
    reviews = reviews.select_related("process").order_by("closes_on", "id")
    lets_speak = Audience.objects.open_to(viewer).filter(pk=OuterRef("process__discussion__speakers"))
    measures = Count("process__recommendations__measures", Q(process__recommendations__measures__retired_in=None))
    found = list(reviews.annotate(speaks=Exists(lets_speak), measures=measures)[: MOST_LOOKED_AT if taste else MOST])
    if taste:
        found.sort(key=lambda stage: -taste.of_process(stage.process_id, stage.process.language))
    return [_review(stage, viewer) for stage in found[:MOST]]


def _review(stage: Any, viewer: Any) -> OpenReview:
    process = stage.process
    return OpenReview(
        title=process.title,
        summary=process.summary,
        level=process.level,
        until_on=stage.closes_on,
        minutes=max(2, round(stage.measures * SECONDS_PER_MEASURE / 60)),
        speaks=viewer.is_authenticated and stage.speaks,
        href=process.get_absolute_url(),
    )


def _decided(viewer: Any) -> list[Decided]:
    found = (
        Decision.objects.visible_to(viewer)
        .filter(meeting__isnull=False)
        .select_related("point__item__body")
        .order_by("-at", "-id")[:4]
    )
    return [
        Decided(
            title=decision.point.title,
            outcome=decision.outcome,
            reason=decision.reason,
            body=decision.point.item.body.name,
            at=decision.at,
            href=decision.get_absolute_url(),
        )
        for decision in found
    ]
