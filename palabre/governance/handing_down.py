"""Decisions from before Palabre, as a file tells them. Building blocks: no policy, no record; the caller does both."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from palabre.commons.trail.models import Entry, Link
from palabre.commons.trail.record import link
from palabre.core import clock
from palabre.governance.models import AgendaPoint, Commitment, Decision, HandedDown, ProgressNote, Telling
from palabre.governance.numbers import number
from palabre.people.models import Member

Status, Outcome = Commitment.Status, Decision.Outcome
OUTCOME_OF = {
    Status.DONE: Outcome.ACCEPTED,
    Status.UNDER_WAY: Outcome.ACCEPTED,
    Status.NOT_DONE: Outcome.ACCEPTED,
    Status.REJECTED: Outcome.REFUSED,
    Status.POSTPONED: Outcome.DEFERRED,
}


@dataclass(frozen=True, slots=True)
class Told:
    """One line of a file: what was decided, where that stood, and what it says of it today.

    ``words`` is never empty: what was noted, or the status as the file writes it. ``next_check_on``: of what is open.
    """

    source: str
    reference: str
    line: int
    on: date
    status: str
    words: str
    owner_service: str = ""
    due_on: date | None = None
    next_check_on: date | None = None
    proof_url: str = ""


def hand_down(point: AgendaPoint, told: Told, *, by: Member, code: str, entry: Entry) -> Commitment:
    """Enter what was decided on ``point`` before Palabre: the decision with its number, its line of the register, what
    the file says of it. Under ``lock_numbers``, which gave ``code``; the item must be readable from the point.

    Nobody is told and no meeting is made up. “Done” is as the file tells it, without a proof (``Telling``).
    """
    item, at = point.item, clock.now()
    outcome = OUTCOME_OF[Status(told.status)]
    promised = outcome == Outcome.ACCEPTED
    reason = told.source if promised else told.words
    decision = Decision.objects.create(
        point=point, meeting=None, outcome=outcome, reason=reason, by=by, at=at, audience=item.audience
    )
    number(decision, code=code, on=told.on)
    handed_down = HandedDown.objects.create(
        decision=decision, on=told.on, source=told.source, reference=told.reference, by=by, at=at
    )
    effective = clock.start_of(told.on)  # so that no list of what is new begins with what is old
    commitment = Commitment.objects.create(
        decision=decision, body=item.body, reference=point.reference, title=point.title, status=told.status,
        owner_service=told.owner_service, due_on=told.due_on, next_check_on=_check(told), opened_at=effective,
        changed_at=effective, audience=item.audience,
    )  # fmt: skip
    # A moment later than the decision: what was said last is what holds.
    note = _note(commitment, told, by, at + timedelta(microseconds=1)) if promised else None
    _tell(handed_down, told, by, number=1, note=note)
    if told.proof_url:
        commitment.proofs.create(title=told.source, url=told.proof_url, by=by)
    link(entry, Link.Kind.DECIDED, from_=point, to=decision)
    link(entry, Link.Kind.PROMISED, from_=decision, to=commitment)
    return commitment


def tell_again(commitment: Commitment, told: Told, *, by: Member) -> ProgressNote:
    """Say what the file says by now: a new note beside the earlier ones; the status follows it.

    ``commitment`` is locked, and nothing was noted of it here since the file was read last.
    """
    note = _note(commitment, told, by, clock.now())
    commitment.status, commitment.next_check_on, commitment.changed_at = told.status, note.next_check_on, note.at
    if commitment.owner_id is None and not commitment.owner_service:  # what was postponed is promised by now
        commitment.owner_service = told.owner_service
    commitment.save(update_fields=["status", "next_check_on", "changed_at", "owner_service"])
    commitment.items.filter(closed_at=None).update(closed_at=note.at)
    handed_down = commitment.decision.handed_down
    _tell(handed_down, told, by, number=handed_down.tellings.count() + 1, note=note)
    return note


def _check(told: Told) -> date | None:
    return told.next_check_on if told.status in Commitment.OPEN else None


def _note(commitment: Commitment, told: Told, by: Member, at: datetime) -> ProgressNote:
    note: ProgressNote = commitment.notes.create(
        status=told.status, text=told.words, next_check_on=_check(told), by=by, at=at
    )
    return note


def _tell(handed_down: HandedDown, told: Told, by: Member, *, number: int, note: ProgressNote | None) -> None:
    Telling.objects.create(
        handed_down=handed_down, number=number, line=told.line, status=told.status, words=told.words, note=note, by=by
    )
