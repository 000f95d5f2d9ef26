from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError

from palabre.commons.trail.verbs import Why, sentence_of
from palabre.core import clock
from palabre.core.verdict import Refused
from palabre.governance.actions.meetings import call_meeting
from palabre.governance.models import Mandate, Meeting
from palabre.governance.policies import may_call_meeting

ONLY = "Only the chair or the secretary of “The board” calls its meetings."


def test_the_secretary_calls_a_meeting_and_the_body_is_told(cast, board, told, last_entry):
    meeting = call_meeting(board.body, by=cast.farid, starts_at=clock.now() + timedelta(days=60), place=" Lyon ")

    assert (meeting.body, meeting.place, meeting.audience) == (board.body, "Lyon", board.body.audience)
    entry = last_entry()
    assert sentence_of(entry) == "Farid called a meeting of “The board”"
    assert told(entry) == {cast.chloe.pk: Why.MANDATE, cast.farid.pk: Why.MANDATE}


def test_the_secretariat_is_told_even_without_a_mandate(cast, board, told, last_entry):
    board.body.mandates.filter(holder=cast.farid).update(holder=cast.bruno)

    call_meeting(board.body, by=cast.bruno, starts_at=clock.now() + timedelta(days=60))

    assert told(last_entry()) == {
        cast.chloe.pk: Why.MANDATE,
        cast.bruno.pk: Why.MANDATE,
        cast.farid.pk: Why.SECRETARIAT,
    }


@pytest.mark.parametrize("who", ["awa", "bruno", "chloe", "driss", "greta", "zoe"])
def test_others_do_not_call_meetings(cast, board, who):
    assert may_call_meeting(getattr(cast, who), board.body).reason == ONLY
    with pytest.raises(Refused, match="Only the chair or the secretary"):
        call_meeting(board.body, by=getattr(cast, who), starts_at=clock.now() + timedelta(days=60))
    assert Meeting.objects.get() == board.meeting


def test_a_visitor_does_not_call_meetings(board):
    assert may_call_meeting(AnonymousUser(), board.body).reason == ONLY


def test_a_mandate_that_has_ended_calls_nothing(cast, board):
    Mandate.objects.filter(holder=cast.farid).update(until_on=cast.today - timedelta(days=1))

    assert may_call_meeting(cast.farid, board.body).reason == ONLY


def test_a_closed_account_calls_nothing(cast, board):
    cast.farid.is_active = False

    assert may_call_meeting(cast.farid, board.body).reason == ONLY


def test_a_meeting_is_never_called_in_the_past(cast, board):
    with pytest.raises(ValidationError) as fault:
        call_meeting(board.body, by=cast.farid, starts_at=clock.now() - timedelta(minutes=1))
    assert fault.value.message_dict == {"starts_at": ["This time has passed. Please choose one that is still to come."]}


def test_two_clicks_call_one_meeting(cast, board):
    at = clock.now() + timedelta(days=60)
    call_meeting(board.body, by=cast.farid, starts_at=at)

    with pytest.raises(ValidationError) as fault:
        call_meeting(board.body, by=cast.farid, starts_at=at)

    assert fault.value.message_dict == {"starts_at": ["A meeting has already been called for this time."]}
    assert Meeting.objects.count() == 2
