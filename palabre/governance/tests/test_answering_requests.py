"""A member's point answered: on an agenda, deferred, merged, refused; or by the calendar alone."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from palabre.commons.trail.rounds import registry
from palabre.commons.trail.verbs import Why, sentence_of
from palabre.core import clock
from palabre.core.verdict import Refused
from palabre.governance.actions.meetings import call_meeting
from palabre.governance.actions.request_answers import answer_merger, answer_point
from palabre.governance.actions.requests import support_point, withdraw_point
from palabre.governance.actions.requests_due import settle_requests
from palabre.governance.models import AgendaItem, AgendaRequest, Meeting
from palabre.governance.policies import may_schedule
from palabre.governance.request_terms import Answering

WORDS = {"title": "A shorter agenda", "what": "Two pages at most."}


def again(asked):
    return AgendaRequest.objects.get(pk=asked.pk)


# --- the answer -----------------------------------------------------------------------------------


def test_on_the_agenda_it_is_an_item_with_one_question(cast, board, propose, told_now):
    asked = answer_point(propose(), by=cast.farid, answering=Answering("scheduled", board.meeting))

    item = asked.item
    assert (item.source, item.meeting, item.title) == ("member", board.meeting, WORDS["title"])
    point = item.points.get()
    assert (point.title, point.text) == (WORDS["title"], WORDS["what"])
    assert told_now() == {cast.awa.pk: Why.AUTHOR, cast.chloe.pk: Why.MANDATE, cast.farid.pk: Why.MANDATE}


def test_the_secretary_cannot_move_it_away_afterwards(cast, board, propose):
    asked = answer_point(propose(), by=cast.farid, answering=Answering("scheduled", board.meeting))

    assert "stays on the agenda" in str(may_schedule(cast.farid, asked.item).reason)


def test_its_decision_is_told_to_author_and_supporters(cast, board, ruled, propose, move_clock, accept, told_now):
    ruled(point_supporters=2)
    asked = propose()
    support_point(asked, by=cast.hugo)
    asked = answer_point(asked, by=cast.farid, answering=Answering("scheduled", board.meeting))
    move_clock(days=30, seconds=60)

    accept(asked.item.points.get(), outcome="refused")

    assert {cast.awa.pk: Why.AUTHOR, cast.hugo.pk: Why.SUPPORTER}.items() <= told_now().items()
    assert AgendaItem.objects.get(pk=asked.item_id).closed_at is not None


@pytest.fixture
def later(board, audiences):
    return Meeting.objects.create(
        body=board.body, audience=audiences.public, starts_at=board.meeting.starts_at + timedelta(days=60)
    )


def test_a_later_meeting_is_a_deferral_and_says_why(cast, board, later, propose):
    asked = propose()
    for answering, field in (
        (Answering("scheduled", later), "fate"),
        (Answering("deferred", later), "reason"),
        (Answering("deferred", board.meeting, reason="No."), "meeting"),
        (Answering("scheduled", None), "meeting"),
        (Answering("refused"), "reason"),
        (Answering("merged", into=asked, reason="Same."), "into"),
        (Answering("won"), "fate"),
    ):
        with pytest.raises(ValidationError) as fault:
            answer_point(asked, by=cast.farid, answering=answering)
        assert list(fault.value.message_dict) == [field]

    answered = answer_point(asked, by=cast.farid, answering=Answering("deferred", later, reason="The accounts first."))
    assert (answered.state, answered.item.meeting, answered.reason) == ("deferred", later, "The accounts first.")


def test_too_late_for_a_meeting_it_has_its_place_at_the_next(cast, board, later, ruled, propose):
    ruled(point_days_before=31)  # the board meets in thirty days

    asked = answer_point(propose(), by=cast.farid, answering=Answering("scheduled", later))

    assert asked.item.meeting == later


def test_it_is_refused_with_a_reason_and_has_no_item(cast, propose):
    asked = answer_point(propose(), by=cast.farid, answering=Answering("refused", reason="The law decides it."))

    assert (asked.state, asked.item, asked.answered_by) == ("refused", None, cast.farid)


@pytest.mark.parametrize("who", ["awa", "chloe", "greta"])
def test_only_the_chair_or_the_secretary_answers(cast, propose, who):
    with pytest.raises(Refused, match="Only the chair or the secretary"):
        answer_point(propose(), by=getattr(cast, who), answering=Answering("refused", reason="No."))


def test_it_is_answered_once_and_not_before_it_found_its_supporters(cast, ruled, propose):
    ruled(point_supporters=2)
    asked = propose()
    refused = Answering("refused", reason="No.")
    with pytest.raises(Refused, match="still gathers support"):
        answer_point(asked, by=cast.farid, answering=refused)
    support_point(asked, by=cast.hugo)
    answer_point(asked, by=cast.farid, answering=refused)

    with pytest.raises(Refused, match="has its answer already"):
        answer_point(asked, by=cast.farid, answering=refused)


# --- merging --------------------------------------------------------------------------------------


@pytest.fixture
def merger(cast, propose):
    """Farid asks whether Awa's point may be merged with Hugo's."""
    other = propose(by=cast.hugo, title="Short agendas")
    asked = answer_point(
        propose(), by=cast.farid, answering=Answering("merged", into=other, reason="The same question.")
    )
    return asked, other


def test_a_merger_is_asked_of_the_author_and_the_point_waits_on(cast, merger, told_now):
    asked, other = merger
    assert (again(asked).state, again(asked).merge_into) == ("admissible", other)
    assert told_now() == {cast.awa.pk: Why.AUTHOR}

    with pytest.raises(Refused, match="Only its author"):
        answer_merger(asked, by=cast.farid, agrees=True)


def test_merged_it_follows_the_other_and_its_author_hears_of_it(cast, board, merger, told_now):
    asked, other = merger
    answer_merger(asked, by=cast.awa, agrees=True)
    assert (again(asked).state, again(asked).merge_into) == ("merged", other)
    with pytest.raises(Refused, match="Others have joined"):
        withdraw_point(other, by=cast.hugo)

    answer_point(other, by=cast.farid, answering=Answering("scheduled", board.meeting))

    assert {cast.hugo.pk: Why.AUTHOR, cast.awa.pk: Why.AUTHOR}.items() <= told_now().items()


def test_declined_it_waits_for_another_answer(cast, merger):
    asked, _other = merger
    answer_merger(asked, by=cast.awa, agrees=False)

    assert (again(asked).state, again(asked).merge_into, again(asked).reason) == ("admissible", None, "")


def test_nobody_agrees_to_what_the_other_can_no_longer_take_in(cast, merger):
    asked, other = merger
    withdraw_point(other, by=cast.hugo)

    with pytest.raises(Refused, match="can no longer take this one in"):
        answer_merger(asked, by=cast.awa, agrees=True)


# --- by itself ------------------------------------------------------------------------------------


def test_the_worker_looks_every_minute():
    walk = registry["governance.requests"]

    assert (walk.seconds, walk.work) == (60, settle_requests)


def test_without_an_answer_by_its_date_it_goes_on_the_agenda_by_itself(
    cast, board, ruled, propose, move_clock, last_entry, told_now
):
    ruled(point_answer_days=10)
    asked = propose()
    move_clock(days=10)
    assert settle_requests() == 0
    move_clock(days=11)

    assert [settle_requests(), settle_requests()] == [1, 0]

    asked = again(asked)
    assert (asked.state, asked.item.meeting, asked.answered_by) == ("by_itself", board.meeting, None)
    entry = last_entry()
    assert entry.actor is None
    assert sentence_of(entry) == (
        "“A shorter agenda” had no answer in time: it goes on the agenda of “The board” by itself"
    )
    assert told_now() == {cast.awa.pk: Why.AUTHOR, cast.chloe.pk: Why.MANDATE, cast.farid.pk: Why.MANDATE}


def test_without_a_promised_date_nothing_happens_by_itself(cast, propose, move_clock):
    asked = propose()
    move_clock(days=500)

    assert (settle_requests(), again(asked).state) == (0, "admissible")


def test_without_a_meeting_it_waits_for_the_next_one_called(cast, board, ruled, propose, move_clock):
    ruled(point_answer_days=10)
    Meeting.objects.all().delete()
    asked = propose()
    move_clock(days=11)
    settle_requests()
    assert again(asked).item.meeting is None

    called = call_meeting(board.body, by=cast.farid, starts_at=clock.now() + timedelta(days=40))

    assert again(asked).item.meeting == called


def test_a_meeting_that_did_not_decide_hands_it_on_the_next_day(cast, board, later, ruled, propose, move_clock):
    asked = answer_point(propose(), by=cast.farid, answering=Answering("scheduled", board.meeting))
    move_clock(days=30, seconds=60)
    assert settle_requests() == 0
    move_clock(days=31, seconds=60)

    assert [settle_requests(), settle_requests()] == [1, 0]
    assert again(asked).item.meeting == later


def test_who_awaits_the_authors_agreement_is_not_kept_from_the_agenda(cast, ruled, propose, move_clock, board):
    ruled(point_answer_days=10)
    other = propose(by=cast.hugo)
    asked = answer_point(propose(), by=cast.farid, answering=Answering("merged", into=other, reason="The same."))
    move_clock(days=11)
    settle_requests()

    assert (again(asked).state, again(asked).merge_into, again(asked).reason) == ("by_itself", None, "")


def test_without_its_supporters_in_time_it_lapses(cast, ruled, propose, move_clock, told_now):
    ruled(point_supporters=5, point_open_days=10)
    asked = propose()
    support_point(asked, by=cast.hugo)
    move_clock(days=11)

    assert [settle_requests(), settle_requests()] == [1, 0]
    assert again(asked).state == "lapsed"
    assert told_now() == {cast.awa.pk: Why.AUTHOR, cast.hugo.pk: Why.SUPPORTER}


def test_a_supporter_who_comes_back_counts_from_that_day(cast, ruled, propose):
    ruled(point_supporters=2)
    asked = propose()
    support_point(asked, by=cast.hugo)
    AgendaRequest.objects.update(state="gathering", admissible_at=None, reached_with=None)

    assert (settle_requests(), again(asked).state) == (1, "admissible")
