"""What must always be true of decisions and of the register; `palabre check` asks."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import F

from palabre.commons.trail.invariants import register
from palabre.governance.actions.decisions import STATUS_AFTER
from palabre.governance.models import AgendaItem, Commitment, Decision

Said = tuple[datetime, str]  # when, and the status it gave


def decisions_are_in_the_register() -> Iterator[str]:
    """Every decision has its line in the register: its own, or the one of the commitment that had come back."""
    for decision in Decision.objects.filter(commitment=None, point__item__commitment=None).order_by("pk"):
        yield f"Decision {decision.pk} has no line in the register."


def decisions_stand_where_they_were_taken() -> Iterator[str]:
    """A decision, its point’s item and its commitment are the same body’s."""
    for decision in Decision.objects.exclude(meeting__body=F("point__item__body")).order_by("pk"):
        yield f"Decision {decision.pk} was taken by another body than the one it was put before."
    for commitment in Commitment.objects.exclude(body=F("decision__meeting__body")).order_by("pk"):
        yield f"Commitment {commitment.pk} is another body’s than its decision."


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
    """“Done” stands only beside something that shows it."""
    for commitment in Commitment.objects.filter(status=Commitment.Status.DONE, proofs=None).order_by("pk"):
        yield f"Commitment {commitment.pk} is done without a proof."


def answered_items_are_closed() -> Iterator[str]:
    """An item closes with its last point (one that came back may close before: a progress note answers it)."""
    undecided = AgendaItem.objects.filter(points__decision=None).values("pk")
    answered = AgendaItem.objects.exclude(points=None).exclude(pk__in=undecided)
    for item in answered.filter(closed_at=None).order_by("pk"):
        yield f"Agenda item {item.pk} is open and all its points are decided."


def register_own() -> None:
    register("governance: register", decisions_are_in_the_register)
    register("governance: bodies", decisions_stand_where_they_were_taken)
    register("governance: status", status_is_the_last_word)
    register("governance: proofs", done_has_its_proof)
    register("governance: items", answered_items_are_closed)
