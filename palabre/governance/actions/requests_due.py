"""The worker's round: what became of members' points by the calendar alone."""

from django.db import transaction
from django.db.models import F, QuerySet

from palabre.commons.trail.record import record
from palabre.core import clock
from palabre.governance import request_verbs as verbs
from palabre.governance.actions.request_answers import facts, put_on_agenda
from palabre.governance.actions.requests import admit_if_reached, locked
from palabre.governance.agenda import is_left_over, last_place, next_meeting
from palabre.governance.models import AgendaItem, AgendaRequest, Body
from palabre.governance.request_terms import first_meeting

State = AgendaRequest.State


def settle_requests() -> int:
    """Do what a day brings to members' points; give how many things changed.

    What was owed an answer and had none by its date goes on the agenda by itself: of the first meeting it was
    admissible in time for, or of the next one called. What did not find its supporters by its last day lapses. What
    stood on an agenda and was not decided that day moves on to the next. Safe to run again and in two workers at
    once: each point is taken under its lock and read again. Asks no policy: the software itself does it.
    """
    gathering = AgendaRequest.objects.filter(state=State.GATHERING)
    enough = gathering.counted().filter(backing__gte=F("supporters_needed"))  # type: ignore[misc]
    reached = enough.exclude(closes_on__lt=clock.today())
    late = AgendaRequest.objects.filter(state=State.ADMISSIBLE, answer_due_on__lt=clock.today())
    done = sum(
        _settle(pk) for found in (reached, gathering.filter(closes_on__lt=clock.today()), late) for pk in _pks(found)
    )
    bodies = Body.objects.filter(pk__in=_unplaced().values("body")).order_by("pk")
    return done + sum(gather_requests(body) for body in list(bodies))


def _pks(found: QuerySet[AgendaRequest]) -> list[int]:
    return list(found.order_by("pk").values_list("pk", flat=True))


@transaction.atomic
def _settle(pk: int) -> int:
    """One point, under its lock, read again: who comes second finds it settled."""
    asked = locked(AgendaRequest(pk=pk))
    if asked.state == State.GATHERING:
        return int(admit_if_reached(asked) or _lapse(asked))
    if asked.state != State.ADMISSIBLE or asked.answer_due_on is None or asked.answer_due_on >= clock.today():
        return 0
    asked.item = put_on_agenda(asked, first_meeting(asked))
    asked.state, asked.answered_at, asked.merge_into, asked.reason = State.BY_ITSELF, clock.now(), None, ""
    asked.save(update_fields=["item", "state", "answered_at", "merge_into", "reason"])
    record(verbs.BY_ITSELF, asked, by=None, **facts(asked))
    return 1


def _lapse(asked: AgendaRequest) -> bool:
    if not asked.is_over:
        return False
    asked.state = State.LAPSED
    asked.save(update_fields=["state"])
    record(verbs.LAPSED, asked, by=None, **facts(asked))
    return True


@transaction.atomic
def gather_requests(body: Body) -> int:
    """Put the body's members' points that wait, or whose meeting is over undecided, on its next meeting."""
    moved = 0
    for item in _unplaced().filter(body=body).select_related("request__body").order_by("id"):
        meeting = next_meeting(body) if item.meeting_id else first_meeting(item.request)
        # Conditional, so that of two workers only one moves and records it.
        still = AgendaItem.objects.filter(pk=item.pk, meeting=item.meeting_id, closed_at=None)
        if meeting and still.update(meeting=meeting, position=last_place(meeting)):
            record(verbs.MOVED_ON, item.request, by=None, **facts(item.request))
            moved += 1
    return moved


def _unplaced() -> QuerySet[AgendaItem]:
    """Open items of members' points without a meeting, or on one that is over."""
    return AgendaItem.objects.filter(is_left_over(), source=AgendaItem.Source.MEMBER, closed_at=None)
