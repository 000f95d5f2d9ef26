"""What must always be true of decisions and of the register; `palabre check` asks."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import F, OuterRef, Q, Subquery

from palabre.commons.trail.invariants import register
from palabre.governance.actions.decisions import STATUS_AFTER
from palabre.governance.freezing import hash_again
from palabre.governance.models import (
    AgendaItem,
    AgendaRequest,
    AgendaRequestSupport,
    Answer,
    Approval,
    BodyTie,
    Commitment,
    Count,
    Decision,
    DecisionNumber,
    HandedDown,
    Mandate,
    OpenHour,
    Paper,
    Power,
    Presentation,
    ProgressNote,
    QuestionSupport,
    Succession,
)

Said = tuple[datetime, str]  # when, and the status it gave


def decisions_are_in_the_register() -> Iterator[str]:
    """Every decision has its line in the register: its own, or the one of the commitment that had come back."""
    for decision in Decision.objects.filter(commitment=None, point__item__commitment=None).order_by("pk"):
        yield f"Decision {decision.pk} has no line in the register."


def decisions_have_their_number() -> Iterator[str]:
    """Every decision has a number of its own body; what it replaces or amends is an earlier one of the same."""
    for pk in Decision.objects.filter(number=None).order_by("pk").values_list("pk", flat=True):
        yield f"Decision {pk} has no number."
    told = Q(decision__meeting=None, body=F("decision__point__item__body"))  # handed down
    for number in DecisionNumber.objects.exclude(Q(body=F("decision__meeting__body")) | told).order_by("pk"):
        yield f"Decision {number.decision_id} has a number of another body: {number}."
    later = Q(earlier__number__body=F("decision__number__body"), earlier__number__on__lte=F("decision__number__on"))
    for found in Succession.objects.exclude(later).order_by("pk"):
        yield f"Decision {found.decision_id} follows decision {found.earlier_id}, of another body or taken later."


def decisions_stand_where_they_were_taken() -> Iterator[str]:
    """A decision, its point’s item and its commitment are the same body’s."""
    sat = Decision.objects.filter(meeting__isnull=False)
    for decision in sat.exclude(meeting__body=F("point__item__body")).order_by("pk"):
        yield f"Decision {decision.pk} was taken by another body than the one it was put before."
    told = Q(decision__meeting=None, body=F("decision__point__item__body"))  # handed down
    for commitment in Commitment.objects.exclude(Q(body=F("decision__meeting__body")) | told).order_by("pk"):
        yield f"Commitment {commitment.pk} is another body’s than its decision."


def decisions_come_from_somewhere() -> Iterator[str]:
    """A decision was taken at a meeting, or was handed down from before Palabre: one of the two."""
    for pk in Decision.objects.filter(meeting=None, handed_down=None).order_by("pk").values_list("pk", flat=True):
        yield f"Decision {pk} was taken at no meeting and was handed down from nowhere."
    for pk in HandedDown.objects.exclude(decision__meeting=None).order_by("pk").values_list("decision", flat=True):
        yield f"Decision {pk} was taken at a meeting and is said to be handed down."


def status_is_the_last_word() -> Iterator[str]:
    """A commitment has the status that its newest note, or a newer decision, gave it."""
    there = Commitment.objects.select_related("decision").prefetch_related("notes", "items__points__decision")
    for commitment in there.order_by("pk").iterator(chunk_size=200):
        _, status = max(_said(commitment))
        if commitment.status != status:
            yield f"Commitment {commitment.pk} is {commitment.status} and the last word on it was {status}."


def _said(commitment: Commitment) -> Iterator[Said]:
    came_back = (point for item in commitment.items.all() for point in item.points.all())
    decisions = [commitment.decision, *(point.decision for point in came_back if hasattr(point, "decision"))]
    yield from ((decision.at, str(STATUS_AFTER[Decision.Outcome(decision.outcome)])) for decision in decisions)
    yield from ((note.at, note.status) for note in commitment.notes.all())


def done_has_its_proof() -> Iterator[str]:
    """“Done” stands only beside something that shows it: a proof, or for what was handed down the line of the file
    that says so, for want of better. As told, not checked here.
    """
    told = ProgressNote.objects.filter(status=Commitment.Status.DONE, telling__isnull=False).values("commitment")
    unproved = Commitment.objects.filter(status=Commitment.Status.DONE, proofs=None)
    for commitment in unproved.exclude(pk__in=told).order_by("pk"):
        yield f"Commitment {commitment.pk} is done without a proof."


def answered_items_are_closed() -> Iterator[str]:
    """An item closes with its last point (one that came back may close before: a progress note answers it)."""
    undecided = AgendaItem.objects.filter(points__decision=None).values("pk")
    answered = AgendaItem.objects.exclude(points=None).exclude(pk__in=undecided)
    for item in answered.filter(closed_at=None).order_by("pk"):
        yield f"Agenda item {item.pk} is open and all its points are decided."


def minutes_are_as_presented() -> Iterator[str]:
    """Each version presented still has its hash: its words, who was there, what is held back."""
    there = Presentation.objects.select_related("revision").prefetch_related("attendance", "held_back")
    for presentation in there.order_by("pk").iterator(chunk_size=200):
        if hash_again(presentation) != presentation.sha256:
            yield f"Presentation {presentation.pk} of minutes was changed: it no longer has its hash."
    strange = Presentation.objects.exclude(minutes__text=F("revision__text"))
    for pk in strange.order_by("pk").values_list("pk", flat=True):
        yield f"Presentation {pk} shows a version of another text than its minutes’."


def minutes_were_approved_later() -> Iterator[str]:
    """Minutes are approved as they were presented, by a later meeting of the same body, and then presented no more."""
    for approval in Approval.objects.select_related("minutes__meeting", "meeting", "presentation").order_by("pk"):
        meeting, at = approval.minutes.meeting, approval.meeting
        if approval.presentation.minutes_id != approval.minutes_id:
            yield f"Approval {approval.pk} approves what was presented of other minutes."
        if at.body_id != meeting.body_id or at.starts_at <= meeting.starts_at:
            yield f"Approval {approval.pk} was not given by a later meeting of the same body."
        if approval.minutes.presentations.filter(at__gt=approval.at).exists():
            yield f"Minutes {approval.minutes_id} were presented again after they were approved."


def counts_correct_their_own() -> Iterator[str]:
    """A count that corrects another is of the same point and meeting."""
    own = Q(corrects__point=F("point"), corrects__meeting=F("meeting"))
    for pk in Count.objects.exclude(corrects=None).exclude(own).order_by("pk").values_list("pk", flat=True):
        yield f"Count {pk} corrects a count of another point or meeting."


def mandates_do_not_overlap() -> Iterator[str]:
    """Nobody holds two mandates in one body on the same day."""
    other = Mandate.objects.filter(
        body=OuterRef("body"), holder=OuterRef("holder"), from_on__lte=OuterRef("until_on"), pk__gt=OuterRef("pk"),
        until_on__gte=OuterRef("from_on"),
    )  # fmt: skip
    for mandate in Mandate.objects.annotate(other=Subquery(other.order_by("pk").values("pk")[:1])).order_by("pk"):
        if mandate.other:
            yield f"Mandates {mandate.pk} and {mandate.other} of one body and holder overlap."


def seats_follow_in_their_body() -> Iterator[str]:
    """A seat is taken up in its own body, after it was left."""
    follows = Q(replaces__body=F("body"), replaces__until_on__lt=F("from_on"))
    for mandate in Mandate.objects.filter(replaces__isnull=False).exclude(follows).order_by("pk"):
        yield f"Mandate {mandate.pk} takes up a seat of another body, or one that was not free."


def requests_stand_before_their_body() -> Iterator[str]:
    """A member's point is on an agenda of the body it was asked of, and nobody supports their own twice."""
    elsewhere = ~Q(item__body=F("body")) | ~Q(item__source=AgendaItem.Source.MEMBER)
    for pk in AgendaRequest.objects.filter(elsewhere, item__isnull=False).order_by("pk").values_list("pk", flat=True):
        yield f"Member’s point {pk} stands on an agenda that is not of the body it was asked of."
    for pk in (
        AgendaRequestSupport.objects.filter(member=F("request__author")).order_by("pk").values_list("pk", flat=True)
    ):
        yield f"Support {pk} of a member’s point is its own author’s."


def papers_have_what_they_were_put_with() -> Iterator[str]:
    """A paper has a first version, and is of an item of its meeting's own body."""
    for pk in Paper.objects.exclude(versions__number=1).order_by("pk").values_list("pk", flat=True):
        yield f"Paper {pk} has no first version."
    strange = Paper.objects.exclude(item=None).exclude(item__body=F("meeting__body"))
    for pk in strange.order_by("pk").values_list("pk", flat=True):
        yield f"Paper {pk} is of an item of another body than its meeting’s."


def ties_are_what_powers_say() -> Iterator[str]:
    """The ties that stand are those that the powers of today say."""
    said = set(Power.objects.exclude(toward=None).values_list("body", "toward", "kind"))
    stand = set(BodyTie.objects.filter(until_on=None).values_list("body", "toward", "kind"))
    for body, toward, kind in sorted(said ^ stand):
        yield f"Body {body} {kind} body {toward}: its powers and its ties disagree."


def questions_are_answered_where_asked() -> Iterator[str]:
    """A correction is of the same question’s answer; nobody supports their own; who receives sits on that body."""
    own = Q(corrects__question=F("question"))
    for pk in Answer.objects.exclude(corrects=None).exclude(own).order_by("pk").values_list("pk", flat=True):
        yield f"Answer {pk} corrects an answer to another question."
    theirs = QuestionSupport.objects.filter(member=F("question__author")).order_by("pk")
    for pk in theirs.values_list("pk", flat=True):
        yield f"Support {pk} of a question is its own author’s."
    receiving = OpenHour.receivers.through.objects.exclude(mandate__body=F("openhour__body"))
    for pk in receiving.order_by("openhour").values_list("openhour", flat=True).distinct():
        yield f"At open hour {pk} somebody receives who sits on another body."


def register_own() -> None:
    register("governance: register", decisions_are_in_the_register)
    register("governance: numbers", decisions_have_their_number)
    register("governance: bodies", decisions_stand_where_they_were_taken)
    register("governance: handed down", decisions_come_from_somewhere)
    register("governance: status", status_is_the_last_word)
    register("governance: proofs", done_has_its_proof)
    register("governance: items", answered_items_are_closed)
    register("governance: requests", requests_stand_before_their_body)
    register("governance: questions", questions_are_answered_where_asked)
    register("governance: minutes", minutes_are_as_presented)
    register("governance: papers", papers_have_what_they_were_put_with)
    register("governance: ties", ties_are_what_powers_say)
    register("governance: approvals", minutes_were_approved_later)
    register("governance: counts", counts_correct_their_own)
    register("governance: mandates", mandates_do_not_overlap)
    register("governance: seats", seats_follow_in_their_body)
