"""The worker's round: what is past its check date comes back before its body by itself."""

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from palabre.commons.trail.record import record
from palabre.governance import policies, verbs
from palabre.governance.agenda import is_left_over, last_place, next_meeting
from palabre.governance.models import AgendaItem, AgendaPoint, Body, Commitment


def return_overdue() -> int:
    """Put every overdue commitment that is not yet before its body there; give how many things were moved.

    It goes on the body's next meeting, or waits for one to be called. One whose meeting is over (its day has
    passed, and where its sitting was kept the next one too) without being treated moves on to the next. Safe to run
    again and in two workers at once: each commitment is taken under its lock and read again, and the database allows
    it one open item. Changes no commitment: overdue is never stored. Asks no policy: the software itself does it.
    Rule: issue 2, story 5.
    """
    open_items = AgendaItem.objects.filter(commitment=OuterRef("pk"), closed_at=None)
    away = Commitment.objects.overdue().filter(~Exists(open_items)).order_by("id")
    returned = sum(_return(pk) for pk in list(away.values_list("pk", flat=True)))
    bodies = list(Body.objects.filter(pk__in=_unplaced().values("body")))
    return returned + sum(gather_overdue(body) for body in bodies)


@transaction.atomic
def _return(pk: int) -> int:
    commitment = Commitment.objects.select_for_update(of=("self",)).get(pk=pk)
    if not commitment.is_overdue or commitment.items.filter(closed_at=None).exists():
        return 0
    meeting = next_meeting(commitment.body)
    item = AgendaItem.objects.create(
        body=commitment.body,
        meeting=meeting,
        position=last_place(meeting) if meeting else 0,
        source=AgendaItem.Source.OVERDUE,
        title=commitment.title,
        commitment=commitment,
        audience=commitment.audience,
    )
    if policies.was_deferred(commitment):
        _ask_again(item, commitment)
    record(verbs.OVERDUE_RETURNED, commitment, by=None, **_facts(item, commitment))
    return 1


def _ask_again(item: AgendaItem, commitment: Commitment) -> None:
    """What was deferred has promised nothing yet: the body is asked the same question again."""
    asked = commitment.decision.point
    AgendaPoint.objects.create(
        item=item, position=1, reference=commitment.reference, title=asked.title, text=asked.text
    )


@transaction.atomic
def gather_overdue(body: Body) -> int:
    """Put the body's overdue items that wait, or whose meeting is over, on its next meeting, if it has one."""
    meeting = next_meeting(body)
    if meeting is None:
        return 0
    moved = 0
    for item in _unplaced().filter(body=body).select_related("commitment").order_by("id"):
        # Conditional, so that of two workers only one moves and records it.
        still = AgendaItem.objects.filter(pk=item.pk, meeting=item.meeting_id, closed_at=None)
        if still.update(meeting=meeting, position=last_place(meeting)):
            assert item.commitment is not None
            record(verbs.OVERDUE_SCHEDULED, item.commitment, by=None, **_facts(item, item.commitment))
            moved += 1
    return moved


def _unplaced() -> QuerySet[AgendaItem]:
    """Open overdue items without a meeting, or on one that is over. During its day a meeting keeps them."""
    return AgendaItem.objects.filter(is_left_over(), source=AgendaItem.Source.OVERDUE, closed_at=None)


def _facts(item: AgendaItem, commitment: Commitment) -> dict:
    return {
        "body": item.body_id,
        "body_name": item.body.name,
        "commitment": commitment.pk,
        "owner": commitment.owner_id,
    }
