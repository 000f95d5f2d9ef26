"""Notes in the margin: comments with their authors, answers, supports, as a page shows them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, OuterRef, QuerySet, Subquery
from django.utils.safestring import SafeString
from django.utils.text import Truncator

from palabre.commons.conversations.marked_names import names
from palabre.commons.conversations.models import Comment, Discussion, Mention, Support
from palabre.commons.conversations.plain_marks import render_marks
from palabre.core import clock
from palabre.core.verdict import Verdict
from palabre.processes.models import Answer, Process, Seat, Stage

SHOWN_AT_FIRST = 3
LONG = 420  # characters: about ten lines of a margin


@dataclass(frozen=True, slots=True)
class Note:
    """A comment. ``support`` says which act is offered: give, take_back, sign_in, refused or none."""

    comment: Comment
    name: str
    role: str
    answer: Answer | None
    changed_in: int | None  # the version that carries these words
    support: str
    refused: str  # why, if support is refused
    answers_by: date | None  # while no answer is given: the day by which the drafters owe it
    names_reader: bool

    @property
    def waits(self) -> bool:
        return self.answer is None

    @property
    def words(self) -> SafeString:
        return render_marks(self.comment.text)

    @property
    def is_long(self) -> bool:
        return len(self.comment.text) > LONG

    @property
    def excerpt(self) -> SafeString:
        """What stands in a margin of a page that shows many; the whole is a click away."""
        return render_marks(Truncator(self.comment.text).chars(LONG)) if self.is_long else self.words


@dataclass(frozen=True, slots=True)
class Margin:
    """The first notes on one thing; ``total`` counts them all."""

    notes: list[Note]
    total: int

    @property
    def more(self) -> int:
        return self.total - len(self.notes)


@dataclass(frozen=True, slots=True)
class Reading:
    """What is asked once for all notes of a page: two queries."""

    viewer: Any
    stands: Verdict
    roles: dict[int, str]
    supported: set[int]
    answers_by: date | None


def comments_of(discussions: Iterable[int]) -> QuerySet[Comment]:
    """Comments in order with author, answer and the number of the version that carries them, in one query."""
    found = Comment.objects.filter(discussion__in=list(discussions)).select_related(
        "author", "answer__by", "discussion"
    )
    return found.annotate(changed_in=F("answer__revision__number")).order_by("written_at", "id")


def first_of_each(discussions: Iterable[int]) -> QuerySet[Comment]:
    """The first three comments of each discussion, in two queries, and as fast for thirty thousand as for three."""
    discussions = list(discussions)
    in_order = Comment.objects.filter(discussion=OuterRef("pk")).order_by("written_at", "id").values("pk")
    places = {f"place_{at}": Subquery(in_order[at : at + 1]) for at in range(SHOWN_AT_FIRST)}
    found = Discussion.objects.filter(pk__in=discussions).annotate(**places).values_list(*places)
    return comments_of(discussions).filter(pk__in=[pk for row in found for pk in row if pk])


def reading(viewer: Any, process: Process, comments: Iterable[Comment], *, stands: Verdict) -> Reading:
    """Ask who sits in the groups and what ``viewer`` supports; ``stands`` says whether they may support here."""
    ids = [comment.pk for comment in comments]
    if not ids:
        return Reading(viewer, stands, {}, set(), answers_by(process))
    seats = Seat.objects.on(clock.today()).filter(group__process=process).exclude(role=Seat.Role.PARTICIPANT)
    roles = {seat.member_id: str(seat.get_role_display()) for seat in seats}
    supported: set[int] = set()
    if viewer.is_authenticated:
        supported = set(Support.objects.filter(member=viewer, comment__in=ids).values_list("comment", flat=True))
    return Reading(viewer, stands, roles, supported, answers_by(process))


def own_marks(viewer: Any, discussions: Any) -> tuple[frozenset[int], ...]:
    """Which comments of these discussions ``viewer`` wrote, which they support, which name them. Three queries when
    signed in."""
    if not viewer.is_authenticated:
        return frozenset(), frozenset(), frozenset()
    wrote = Comment.objects.filter(author=viewer, discussion__in=discussions).values_list("pk", flat=True)
    supports = Support.objects.filter(member=viewer, comment__discussion__in=discussions)
    named = Mention.objects.filter(member=viewer, comment__discussion__in=discussions)
    return frozenset(wrote), *(frozenset(marks.values_list("comment", flat=True)) for marks in (supports, named))


def note_of(comment: Comment, read: Reading) -> Note:
    answer, support = getattr(comment, "answer", None), _support(comment, read)
    return Note(
        comment=comment,
        name=comment.shown_name,
        role="" if comment.pseudonymous else read.roles.get(comment.author_id, ""),
        answer=answer,
        changed_in=getattr(comment, "changed_in", None),
        support=support,
        refused=str(read.stands.reason) if support == "refused" else "",
        answers_by=None if answer else read.answers_by,
        names_reader=read.viewer.is_authenticated and names(comment.text, read.viewer.pk),
    )


def margins(discussions: Iterable[Discussion], notes: Iterable[Note]) -> dict[int, Margin]:
    """The margin of each discussion, by its id. No query."""
    by_discussion: dict[int, list[Note]] = defaultdict(list)
    for note in notes:
        by_discussion[note.comment.discussion_id].append(note)
    return {found.pk: Margin(by_discussion[found.pk], found.comments_count) for found in discussions}


def _support(comment: Comment, read: Reading) -> str:
    if not read.viewer.is_authenticated:
        return "sign_in" if comment.discussion.is_open else "none"
    if comment.pk in read.supported:
        return "take_back"
    if comment.author_id == read.viewer.pk or not comment.discussion.is_open:
        return "none"
    return "give" if read.stands else "refused"


def answers_by(process: Process) -> date | None:
    """The last day on which the drafters owe an answer. Reads ``process.stages`` whole (prefetched)."""
    kinds = {stage.kind: stage for stage in process.stages.all()}
    owed = kinds.get(Stage.Kind.ANSWERS) or kinds.get(Stage.Kind.REVIEW)
    return owed.closes_on if owed and owed.closes_on and owed.closes_on >= clock.today() else None
