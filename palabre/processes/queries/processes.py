"""The list of processes: those under way first, then those that are finished."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Case, Count, Exists, IntegerField, OuterRef, Prefetch, Q, Value, When

from palabre.core import clock
from palabre.processes.models import Process, Stage
from palabre.processes.queries.stages import WhereWeAre, where_we_are

A_PAGE = 30


@dataclass(frozen=True, slots=True)
class ProcessLine:
    process: Process
    where: WhereWeAre
    recommendations: int


@dataclass(frozen=True, slots=True)
class ProcessesPage:
    """One page of the list, cut in two where what is under way ends."""

    under_way: list[ProcessLine]
    finished: list[ProcessLine]
    page: Page


def processes_page(viewer: Any, number: str | int = 1) -> ProcessesPage:
    """Three queries, whatever the number of processes.

    Under way: a stage before the follow-up is on today or still to come; soonest answer first. Finished: only
    the follow-up remains, or nothing; newest first.
    """
    open_stages = Stage.objects.filter(
        Q(closes_on__isnull=True) | Q(closes_on__gte=clock.today()), process=OuterRef("pk")
    )
    under_way = Case(
        When(Exists(open_stages.exclude(kind=Stage.Kind.FOLLOW_UP)), then=Value(0)),
        default=Value(1),
        output_field=IntegerField(),
    )
    found: Any = Process.objects.visible_to(viewer).select_related("decider")
    found = found.annotate(is_finished=under_way, recommendations_count=Count("recommendations"))
    found = found.prefetch_related(Prefetch("stages", Stage.objects.all())).order_by("is_finished", "-opened_at", "-id")
    page = Paginator(found, A_PAGE).get_page(number)
    lines: list[Any] = [
        ProcessLine(each, where_we_are(each.stages.all()), each.recommendations_count) for each in page.object_list
    ]
    return ProcessesPage(
        under_way=[line for line in lines if not line.process.is_finished],
        finished=[line for line in lines if line.process.is_finished],
        page=page,
    )
