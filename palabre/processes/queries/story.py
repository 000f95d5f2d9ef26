"""What became of comments: everything the thread of each one reaches, for one reader, in one go."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Model, Q

from palabre.commons.conversations.models import Comment
from palabre.commons.texts.models import Revision
from palabre.commons.trail.models import Entry
from palabre.commons.trail.thread import Node, ways_onwards
from palabre.governance.models import AgendaItem, AgendaPoint, Commitment, Decision, Meeting, ProgressNote, Proof
from palabre.governance.verbs import ITEM_SCHEDULED
from palabre.people.models import Audience
from palabre.processes.models import Answer, Measure, Process, Recommendation, Referral, Stage
from palabre.processes.queries.discussed import Discussed, process_of

REVISION = Revision._meta.label_lower


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one point: decisions, notes and proofs from the oldest; no decision while it is owed."""

    point: AgendaPoint
    decisions: list[Decision]
    commitment: Commitment | None
    notes: list[ProgressNote]
    proofs: list[Proof]


@dataclass(frozen=True, slots=True)
class Story:
    """A comment and all that followed. What is missing has not happened, or its reader may not know of it.

    ``thing`` is what was spoken of; ``recommendation`` what took the words up, or would. ``left_out`` is the version
    without the measure that was spoken of; ``scheduled_at`` when the item was put on ``meeting``'s agenda.
    """

    comment: Comment
    thing: Discussed
    process: Process
    stages: dict[str, Stage]
    recommendation: Recommendation | None
    answer: Answer | None
    taken_up: Revision | None
    left_out: Revision | None
    referral: Referral | None
    item: AgendaItem | None
    meeting: Meeting | None
    scheduled_at: datetime | None
    outcomes: list[Outcome]


def stories(comments: Sequence[Comment], viewer: Any) -> list[Story]:
    """The story of each comment whose subject ``viewer`` may read, in the order given.

    The comments must be readable by ``viewer`` already, with ``author`` and ``answer__by`` selected. About
    twenty-five queries, for one comment or for five hundred: the links are walked for all of them together, one
    query a level.
    """
    return _Telling(comments, viewer).stories()


class _Telling:
    """One reading for many comments: rows by id, and the links between them."""

    def __init__(self, comments: Sequence[Comment], viewer: Any) -> None:
        self.viewer, self.open = viewer, Audience.read_by(viewer)
        self.things = self._things({comment.discussion_id for comment in comments})
        self.comments = [comment for comment in comments if comment.discussion_id in self.things]
        self.answers = {comment.pk: getattr(comment, "answer", None) for comment in self.comments}
        self.recommendations = self._recommendations()
        self.by_text = {found.text_id: found for found in self.recommendations.values()}
        self._read_referrals()
        self._read_revisions()
        self._read_links()
        self._read_register()
        self.stages: dict[int, dict[str, Stage]] = defaultdict(dict)
        for stage in Stage.objects.filter(process__in={process_of(thing).pk for thing in self.things.values()}):
            self.stages[stage.process_id][stage.kind] = stage

    def stories(self) -> list[Story]:
        return [self._story(comment) for comment in self.comments]

    def _things(self, discussions: set[int]) -> dict[int, Discussed]:
        """What each discussion is about, as far as the viewer may read it. Three queries."""
        kinds = (
            Measure.objects.select_related("recommendation__process__decider"),
            Recommendation.objects.select_related("process__decider"),
            Process.objects.select_related("decider"),
        )
        found = [rows.filter(audience__in=self.open, discussion__in=discussions) for rows in kinds]
        return {thing.discussion_id: thing for rows in found for thing in rows}

    def _recommendations(self) -> dict[int, Recommendation]:
        """Those spoken of, and those whose versions took up what was said about the whole."""
        ids = {found.pk for thing in self.things.values() if (found := _recommendation_of(thing))}
        carried = {answer.revision_id for answer in self.answers.values() if answer and answer.revision_id}
        either = Q(pk__in=ids) | Q(text__in=Revision.objects.filter(pk__in=carried).values("text"))
        rows = Recommendation.objects.filter(either, audience__in=self.open).select_related("process__decider")
        return {recommendation.pk: recommendation for recommendation in rows}

    def _read_referrals(self) -> None:
        found = Referral.objects.filter(recommendation__in=self.recommendations).select_related("body")
        self.referrals = {referral.recommendation_id: referral for referral in found}
        ids = [referral.item_id for referral in self.referrals.values()]
        self.items = AgendaItem.objects.filter(audience__in=self.open).in_bulk(ids)
        ids = [item.meeting_id for item in self.items.values() if item.meeting_id]
        self.meetings = Meeting.objects.filter(audience__in=self.open).in_bulk(ids)
        entries = Entry.objects.filter(audience__in=self.open, verb=ITEM_SCHEDULED.key, subject_id__in=self.items)
        self.scheduled = dict(entries.order_by("id").values_list("subject_id", "at"))

    def _read_revisions(self) -> None:
        """The versions that took words up, those referred, and those that left a measure out which was spoken of."""
        wanted = {answer.revision_id for answer in self.answers.values() if answer}
        wanted |= {referral.revision_id for referral in self.referrals.values()}
        numbers = {thing.retired_in for thing in self.things.values() if isinstance(thing, Measure)}
        either = Q(pk__in=wanted - {None}) | Q(number__in=numbers - {None})
        found = Revision.objects.filter(either, text__in=self.by_text).defer("html", "parts")
        self.revisions = {revision.pk: revision for revision in found}
        self.numbered = {(revision.text_id, revision.number): revision for revision in self.revisions.values()}

    def _read_links(self) -> None:
        """From the comments on; and from the version that was referred, where words led to a version and no measure."""
        voices = [_node(comment) for comment in self.comments]
        self.links = ways_onwards(*voices, viewer=self.viewer)
        if any(kind == REVISION for ends in self.links.values() for kind, _pk in ends):
            referred = {(REVISION, referral.revision_id) for referral in self.referrals.values()}
            self.links |= ways_onwards(*(referred - self.links.keys()), viewer=self.viewer)

    def _read_register(self) -> None:
        """Whatever the links lead to beyond the referral, as far as the viewer may read it."""
        reached: dict[str, set[int]] = defaultdict(set)
        for kind, pk in set().union(*self.links.values()):
            reached[kind].add(pk)
        points = AgendaPoint.objects.filter(item__in=self.items, pk__in=reached["governance.agendapoint"])
        self.points = {point.pk: point for point in points}
        decisions = Decision.objects.filter(audience__in=self.open, pk__in=reached["governance.decision"])
        self.decisions = {
            found.pk: found for found in decisions.select_related("point__item__body").order_by("at", "id")
        }
        commitments = Commitment.objects.filter(audience__in=self.open, pk__in=reached["governance.commitment"])
        self.commitments = {found.pk: found for found in commitments.select_related("owner")}
        notes = ProgressNote.objects.filter(commitment__in=self.commitments).select_related("by")
        self.notes = _by_commitment(notes)
        self.proofs = _by_commitment(Proof.objects.filter(commitment__in=self.commitments).select_related("by"))

    def _story(self, comment: Comment) -> Story:
        thing, answer = self.things[comment.discussion_id], self.answers[comment.pk]
        taken_up = self.revisions.get(answer.revision_id) if answer and answer.revision_id else None
        spoken_of = _recommendation_of(thing)
        pk = self.by_text[taken_up.text_id].pk if taken_up else spoken_of and spoken_of.pk
        recommendation = self.recommendations.get(pk) if pk else None
        referral = self.referrals.get(recommendation.pk) if recommendation else None
        item = self.items.get(referral.item_id) if referral else None
        return Story(
            comment=comment,
            thing=thing,
            process=process_of(thing),
            stages=self.stages[process_of(thing).pk],
            recommendation=recommendation,
            answer=answer,
            taken_up=taken_up,
            left_out=self._left_out(thing, recommendation),
            referral=referral,
            item=item,
            meeting=self.meetings.get(item.meeting_id) if item and item.meeting_id else None,
            scheduled_at=self.scheduled.get(item.pk) if item else None,
            outcomes=self._outcomes(comment, referral) if taken_up and item else [],
        )

    def _left_out(self, thing: Discussed, recommendation: Recommendation | None) -> Revision | None:
        if not (isinstance(thing, Measure) and thing.retired_in and recommendation):
            return None
        return self.numbered.get((recommendation.text_id, thing.retired_in))

    def _outcomes(self, comment: Comment, referral: Referral | None) -> list[Outcome]:
        """One for each point that the comment's thread reaches: its own measure's, or all for words on the whole."""
        reached = self._reach(_node(comment))
        if referral and any(kind == REVISION for kind, _pk in reached):
            # A long row of versions may lie between: the one referred holds them all.
            reached |= self._reach((REVISION, referral.revision_id))
        points = [self.points[pk] for kind, pk in reached if kind == "governance.agendapoint" and pk in self.points]
        return [self._outcome(point) for point in sorted(points, key=lambda point: (point.position, point.pk))]

    def _outcome(self, point: AgendaPoint) -> Outcome:
        reached = self._reach(_node(point))
        decisions = [found for pk, found in self.decisions.items() if ("governance.decision", pk) in reached]
        ids = [pk for kind, pk in reached if kind == "governance.commitment" and pk in self.commitments]
        commitment = self.commitments[ids[0]] if ids else None
        return Outcome(
            point=point,
            decisions=decisions,
            commitment=commitment,
            notes=self.notes[commitment.pk] if commitment else [],
            proofs=self.proofs[commitment.pk] if commitment else [],
        )

    def _reach(self, start: Node) -> set[Node]:
        seen, ahead = {start}, [start]
        while ahead:
            ahead = [node for near in ahead for node in self.links.get(near, ()) if node not in seen]
            seen.update(ahead)
        return seen


def _node(thing: Model) -> Node:
    return thing._meta.label_lower, thing.pk


def _recommendation_of(thing: Discussed) -> Recommendation | None:
    if isinstance(thing, Measure):
        return thing.recommendation
    return thing if isinstance(thing, Recommendation) else None


def _by_commitment(rows: Iterable[Any]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.commitment_id].append(row)
    return found
