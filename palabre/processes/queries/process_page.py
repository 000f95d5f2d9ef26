"""One process as its page shows it: where we are, what is next, and the document."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch
from django.utils.safestring import SafeString

from palabre.commons.texts.models import Revision
from palabre.commons.texts.revisions import newest
from palabre.core import clock
from palabre.core.verdict import Verdict
from palabre.processes.levels import PROMISES
from palabre.processes.models import Edition, Measure, Process, Recommendation, Seat, Session, Stage
from palabre.processes.queries.next_steps import NextStep, next_step
from palabre.processes.queries.notes import Margin, first_of_each, margins, note_of, reading
from palabre.processes.queries.recommendation_page import follows, shown
from palabre.processes.queries.stages import WhereWeAre, contract_of, where_we_are


@dataclass(frozen=True, slots=True)
class Chapter:
    """A recommendation in the table of the document. ``comments`` counts those on its measures too."""

    recommendation: Recommendation
    measures: list[Measure]
    comments: int


@dataclass(frozen=True, slots=True)
class Group:
    """A working group and who animates it today."""

    name: str
    facilitators: str


@dataclass(frozen=True, slots=True)
class ProcessPage:
    process: Process
    introduction: Revision
    html: SafeString
    long: bool
    chapters: list[Chapter]
    measures: int
    comments: int
    margin: Margin
    where: WhereWeAre
    promise: str
    contract: list
    step: NextStep
    sessions: list[Session]
    drafters: str
    groups: list[Group]
    editions: list[Edition]
    follows: bool

    @property
    def edition(self) -> Edition | None:
        """The newest version of the whole document."""
        return self.editions[0] if self.editions else None


LONG = 1_500  # characters of HTML: beyond, the introduction opens on demand


def processes_for(viewer: Any) -> Any:
    """Processes ``viewer`` may read, with what their page needs. Two queries when evaluated."""
    found = Process.objects.visible_to(viewer).select_related("decider", "discussion__speakers", "introduction")
    return found.prefetch_related(Prefetch("stages", Stage.objects.all()))


def process_page(process: Process, viewer: Any, *, stands: Verdict, step: NextStep | None = None) -> ProcessPage:
    """Eighteen queries at most, whatever the number of recommendations, measures and comments.

    ``step`` is the viewer's next step (``step_for``) where it was asked already.
    """
    introduction = newest(process.introduction)
    where = where_we_are(process.stages.all())
    chapters = _chapters(process, viewer)
    return ProcessPage(
        process=process,
        introduction=introduction,
        html=shown(introduction.html),
        long=len(introduction.html) > LONG,
        chapters=chapters,
        measures=sum(len(chapter.measures) for chapter in chapters),
        comments=process.discussion.comments_count + sum(chapter.comments for chapter in chapters),
        margin=_margin(process, viewer, stands),
        where=where,
        promise=str(PROMISES[process.level]),
        contract=contract_of(process, where),
        step=step or next_step(process, where, [chapter.recommendation for chapter in chapters], viewer),
        sessions=list(process.sessions.filter(starts_at__gt=clock.now())),
        drafters=", ".join(drafter.name for drafter in process.drafters.all()),
        groups=_groups(process),
        editions=list(process.editions.select_related("by").order_by("-number")[:10]),
        follows=follows(process.discussion_id, viewer),
    )


def step_for(process: Process, viewer: Any) -> NextStep:
    """The viewer's next step alone: what ``process_page`` shows, without the page. Eight queries at most."""
    recommendations = list(process.recommendations.visible_to(viewer).select_related("referral"))
    return next_step(process, where_we_are(process.stages.all()), recommendations, viewer)


def _chapters(process: Process, viewer: Any) -> list[Chapter]:
    """The recommendations with their standing measures. Two queries."""
    standing = Measure.objects.visible_to(viewer).filter(retired_in=None).select_related("discussion")
    if process.handed_down_from:
        standing = standing.select_related("discussion", "point__decision__commitment")
    found = process.recommendations.visible_to(viewer).select_related("discussion", "referral")
    chapters = []
    for recommendation in found.prefetch_related(Prefetch("measures", standing, to_attr="standing")):
        measures = recommendation.standing
        for measure in measures:
            measure.recommendation = recommendation
        comments = recommendation.discussion.comments_count + sum(each.discussion.comments_count for each in measures)
        chapters.append(Chapter(recommendation, measures, comments))
    return chapters


def _margin(process: Process, viewer: Any, stands: Verdict) -> Margin:
    comments = list(first_of_each([process.discussion_id]))
    read = reading(viewer, process, comments, stands=stands)
    notes = [note_of(comment, read) for comment in comments]
    return margins([process.discussion], notes)[process.discussion_id]


def _groups(process: Process) -> list[Group]:
    """Two queries."""
    seats = Seat.objects.on(clock.today()).filter(role=Seat.Role.FACILITATOR).select_related("member")
    found = process.groups.prefetch_related(Prefetch("seats", seats, to_attr="facilitating"))
    return [Group(group.name, ", ".join(seat.member.name for seat in group.facilitating)) for group in found]
