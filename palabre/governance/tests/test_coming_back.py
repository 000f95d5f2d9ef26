from datetime import timedelta

import pytest

from palabre.commons.trail.models import Entry, Link
from palabre.commons.trail.rounds import registry
from palabre.commons.trail.verbs import Why, sentence_of
from palabre.core import clock
from palabre.core.verdict import Refused
from palabre.governance.actions.commitments import NewProof, note_progress
from palabre.governance.actions.decisions import decide_point
from palabre.governance.actions.meetings import call_meeting
from palabre.governance.actions.overdue import _return, gather_overdue, return_overdue
from palabre.governance.models import AgendaItem, Commitment, Decision, Meeting


@pytest.fixture
def overdue():
    return lambda: AgendaItem.objects.filter(source="overdue").order_by("id")


def test_the_worker_does_it_every_minute():
    walk = registry["governance.overdue"]

    assert (walk.seconds, walk.work) == (60, return_overdue)


def test_what_is_not_yet_overdue_stays_away(promise, move_clock, overdue):
    move_clock(days=20)  # the check date itself

    assert return_overdue() == 0
    assert not overdue().exists()


def test_past_its_check_date_it_comes_back_on_the_next_agenda_once(
    cast, board, promise, move_clock, overdue, told, last_entry
):
    move_clock(days=21)

    assert [return_overdue(), return_overdue()] == [1, 0]

    item = overdue().get()
    assert (item.commitment, item.body, item.meeting, item.title) == (promise, board.body, board.meeting, "Agendas")
    assert item.audience == promise.audience
    entry = last_entry()
    assert entry.actor is None
    assert sentence_of(entry) == "“Agendas” has passed its check date and comes back before “The board”"
    assert told(entry) == {cast.driss.pk: Why.OWNER, cast.chloe.pk: Why.MANDATE, cast.farid.pk: Why.MANDATE}


def test_without_a_meeting_it_waits_and_the_next_one_called_takes_it(
    cast, board, promise, move_clock, overdue, last_entry
):
    board.meeting.delete()
    move_clock(days=21)
    return_overdue()
    assert overdue().get().meeting is None

    called = call_meeting(board.body, by=cast.farid, starts_at=clock.now() + timedelta(days=9))

    assert overdue().get().meeting == called
    assert sentence_of(last_entry()) == "“Agendas”, overdue, stands on the next agenda of “The board”"


def test_a_meeting_keeps_what_stands_on_it_all_day_and_hands_it_on_the_next(
    board, promise, move_clock, overdue, audiences
):
    move_clock(days=21)
    return_overdue()
    later = Meeting.objects.create(
        body=board.body, audience=audiences.public, starts_at=board.meeting.starts_at + timedelta(days=30)
    )

    move_clock(days=30, seconds=60)  # the board sits
    assert return_overdue() == 0
    move_clock(days=31, seconds=60)
    assert [return_overdue(), return_overdue()] == [1, 0]

    assert overdue().get().meeting == later


def test_with_no_further_meeting_it_stays_where_it_was(board, promise, move_clock, overdue):
    move_clock(days=21)
    return_overdue()
    move_clock(days=40)

    assert return_overdue() == 0
    assert overdue().get().meeting == board.meeting


def test_a_note_with_a_new_check_treats_it(cast, promise, move_clock, overdue, days):
    move_clock(days=21)
    return_overdue()

    note_progress(promise, by=cast.driss, status="under_way", text="Nearly.", next_check_on=days(50))

    assert overdue().get().closed_at is not None
    assert return_overdue() == 0
    move_clock(days=51)
    assert return_overdue() == 1


def test_done_treats_it_for_good(cast, promise, move_clock, overdue):
    move_clock(days=21)
    return_overdue()

    proof = NewProof("The minutes", url="https://example.org")
    note_progress(promise, by=cast.driss, status="done", text="All.", proof=proof)

    assert overdue().get().closed_at is not None
    move_clock(days=300)
    assert return_overdue() == 0


def test_rejected_and_done_never_come_back(before_the_board, accept, move_clock):
    accept(before_the_board.points.first(), outcome="refused")
    move_clock(days=300)

    assert return_overdue() == 0


def test_a_worker_that_comes_second_reads_again_and_leaves_it(promise, move_clock, overdue):
    move_clock(days=21)

    assert [_return(promise.pk), _return(promise.pk)] == [1, 0]  # both had found it away


def test_two_workers_give_one_item(promise, move_clock, overdue):
    move_clock(days=21)
    first = return_overdue()
    AgendaItem.objects.filter(source="overdue").update(meeting=None)
    gather_overdue(promise.body)

    assert (first, gather_overdue(promise.body), overdue().count()) == (1, 0, 1)
    assert Entry.objects.filter(verb="governance.overdue_scheduled").count() == 1


# --- what was deferred is asked again -------------------------------------------------------------


@pytest.fixture
def asked_again(before_the_board, accept, days, move_clock, overdue, board):
    """A measure deferred, back on the agenda of the meeting that now sits."""
    accept(before_the_board.points.first(), outcome="deferred", next_check_on=days(20))
    move_clock(days=21)
    return_overdue()
    move_clock(days=30, seconds=60)
    return overdue().get()


def test_what_was_deferred_comes_back_as_a_question(asked_again):
    point = asked_again.points.get()

    assert (point.reference, point.title, point.text) == ("2027-3.1", "Agendas", "Agendas are published.")


def test_the_new_decision_moves_the_same_line_of_the_register(cast, asked_again, accept, days, before_the_board):
    decision = accept(asked_again.points.get(), due_on=days(90), next_check_on=days(60))

    promised = Commitment.objects.get()
    assert (promised.status, promised.owner, promised.next_check_on) == ("under_way", cast.driss, days(60))
    first = Decision.objects.get(outcome="deferred")
    assert promised.decision == first
    assert AgendaItem.objects.get(pk=asked_again.pk).closed_at is not None
    ways = set(
        Link.objects.filter(entry__subject_id=decision.pk).values_list("kind", "from_kind", "from_id", "to_kind")
    )
    assert ways == {
        ("decided", "governance.agendapoint", decision.point_id, "governance.decision"),
        ("promised", "governance.decision", decision.pk, "governance.commitment"),
        ("decided", "governance.agendapoint", before_the_board.points.first().pk, "governance.decision"),
    }


def test_it_may_be_refused_then(asked_again, accept):
    accept(asked_again.points.get(), outcome="refused")

    promised = Commitment.objects.get()
    assert (promised.status, promised.next_check_on) == ("rejected", None)


def test_once_put_off_by_a_note_there_is_nothing_to_decide(cast, asked_again, days):
    note_progress(Commitment.objects.get(), by=cast.chloe, status="postponed", text="Not yet.", next_check_on=days(60))

    with pytest.raises(Refused, match="This item is closed"):
        decide_point(asked_again.points.get(), by=cast.chloe, outcome="refused", reason="No.")
