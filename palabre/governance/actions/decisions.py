from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import Truncator

from palabre.commons.trail.models import Link
from palabre.commons.trail.record import link, record
from palabre.core import clock
from palabre.core.components.dates import day_of
from palabre.core.lines import on_one_line
from palabre.core.verdict import require
from palabre.governance import policies, verbs
from palabre.governance.actions.beside import put_beside
from palabre.governance.beside import NOTHING, Beside
from palabre.governance.models import AgendaItem, AgendaPoint, Body, Commitment, Decision
from palabre.governance.numbers import lock_numbers, number
from palabre.governance.terms import Terms
from palabre.people.models import Member

LONGEST_TITLE = 300  # characters of Commitment.title
STATUS_AFTER = {
    Decision.Outcome.ACCEPTED: Commitment.Status.UNDER_WAY,
    Decision.Outcome.AMENDED: Commitment.Status.UNDER_WAY,
    Decision.Outcome.REFUSED: Commitment.Status.REJECTED,
    Decision.Outcome.DEFERRED: Commitment.Status.POSTPONED,
}


@transaction.atomic
def decide_point(
    point: AgendaPoint,
    *,
    by: Member,
    outcome: str,
    reason: str,
    amended_text: str = "",
    owner: Member | None = None,
    owner_service: str = "",
    means: str = "",
    due_on: date | None = None,
    next_check_on: date | None = None,
    beside: Beside = NOTHING,
) -> Decision:
    """Record what the body decided on one point, and enter it in the register.

    Accepted and amended measures become commitments under way; refused ones stand as rejected, deferred ones as
    postponed until ``next_check_on``. What an outcome does not need (a due date of a refusal) is not kept. The item
    closes with its last point. The decision takes the next number of its body's year; ``beside`` may bring a minority
    opinion, and an earlier decision that this one replaces or amends. It is never changed afterwards; a measure that
    was deferred comes back with a point of its own, and its line of the register then follows the new decision.
    Raises ``Refused`` when ``by`` may not, the meeting has not begun or the point is decided; ``ValidationError``
    (by field) when something is missing. Rule: issue 2, story 4.
    """
    terms = Terms(outcome, reason, amended_text, owner, owner_service, means, due_on, next_check_on)
    code = lock_numbers(Body.objects.get(items=point.item_id))  # first of all: whoever calls a meeting does so too
    item, commitment = _locked(point)
    point = item.points.select_related("item__body", "item__meeting").get(pk=point.pk)
    require(policies.may_decide(by, point))
    meeting = point.item.meeting
    assert meeting is not None
    day = day_of(meeting.starts_at)
    if faults := terms.faults(day) | beside.faults(point, outcome, day):
        raise ValidationError(faults)

    decision = Decision.objects.create(
        point=point,
        meeting=meeting,
        outcome=outcome,
        reason=reason.strip(),
        amended_text=amended_text.strip() if outcome == Decision.Outcome.AMENDED else "",
        by=by,
        audience=item.audience,
    )
    number(decision, code=code, on=day)
    commitment = _enter(decision, terms, commitment)
    _record(decision, commitment, by)
    put_beside(decision, beside, by=by)
    _close_if_answered(item)
    return decision


def _close_if_answered(item: AgendaItem) -> None:
    if not item.points.filter(decision__isnull=True).exists():
        item.closed_at = clock.now()
        item.save(update_fields=["closed_at"])


def _locked(point: AgendaPoint) -> tuple[AgendaItem, Commitment | None]:
    """The point's item under lock, read again, and the commitment that came back, if this is one.

    The commitment first, as ``note_progress`` does: two requests in the other order would wait for each other.
    """
    commitment = None
    if commitment_id := AgendaItem.objects.values_list("commitment", flat=True).get(pk=point.item_id):
        commitment = Commitment.objects.select_for_update(of=("self",), no_key=True).get(pk=commitment_id)
    return AgendaItem.objects.select_for_update(of=("self",), no_key=True).get(pk=point.item_id), commitment


def _enter(decision: Decision, terms: Terms, commitment: Commitment | None) -> Commitment:
    """The line of the register: a new one, or for a measure that had been deferred, the one it has."""
    point = decision.point
    if commitment is None:
        commitment = Commitment(
            decision=decision,
            body=point.item.body,
            reference=_free_reference(point),
            audience=point.item.audience,
        )
    commitment.title = _promised(decision)
    commitment.status = STATUS_AFTER[Decision.Outcome(terms.outcome)]
    if terms.promises:
        commitment.owner, commitment.owner_service = terms.owner, terms.owner_service.strip()
        commitment.means, commitment.due_on = terms.means.strip(), terms.due_on
    refused = terms.outcome == Decision.Outcome.REFUSED
    commitment.next_check_on = None if refused else terms.next_check_on
    commitment.changed_at = clock.now()
    commitment.save()
    return commitment


def _promised(decision: Decision) -> str:
    """What the line says: what was asked, or for an amended measure the text as it was decided, on one line."""
    return Truncator(on_one_line(decision.amended_text)).chars(LONGEST_TITLE) or decision.point.title


def _free_reference(point: AgendaPoint) -> str:
    """The point's own reference; with the point's number behind it where another line has it, or there is none."""
    taken = not point.reference or Commitment.objects.filter(reference=point.reference).exists()
    return f"{point.reference[:8]}#{point.pk}" if taken else point.reference


def _record(decision: Decision, commitment: Commitment, by: Member) -> None:
    body = commitment.body
    entry = record(
        verbs.POINT_DECIDED[decision.outcome],
        decision,
        by=by,
        body=body.pk,
        body_name=body.name,
        commitment=commitment.pk,
        owner=commitment.owner_id,
    )
    link(entry, Link.Kind.DECIDED, from_=decision.point, to=decision)
    link(entry, Link.Kind.PROMISED, from_=decision, to=commitment)
    if commitment.decision_id != decision.pk:  # it came back: the thread of the first voice leads here as well
        link(entry, Link.Kind.DECIDED, from_=commitment.decision.point, to=decision)
