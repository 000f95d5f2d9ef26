from datetime import timedelta

import pytest

from palabre.commons.trail.models import Entry
from palabre.commons.trail.verbs import Why, sentence_of
from palabre.core import clock
from palabre.core.verdict import Refused
from palabre.governance.actions.items import schedule_item
from palabre.governance.models import AgendaItem, Body, Meeting


def test_a_recommendation_put_before_the_board_waits_with_its_points(refer):
    item = refer()

    assert (item.source, item.meeting, item.closed_at) == ("recommendation", None, None)
    assert [(point.position, point.reference, point.title) for point in item.points.all()] == [
        (1, "2027-3.1", "Agendas"),
        (2, "2027-3.2", "Minutes"),
        (3, "2027-3.3", "Votes"),
    ]


def test_the_secretary_puts_it_on_an_agenda_and_the_body_is_told(cast, board, refer, told, last_entry):
    item = schedule_item(refer(), by=cast.farid, meeting=board.meeting)

    assert AgendaItem.objects.get(pk=item.pk).meeting == board.meeting
    entry = last_entry()
    assert sentence_of(entry) == "Farid put “Publish what is decided” on the agenda of “The board”"
    assert told(entry) == {cast.chloe.pk: Why.MANDATE, cast.farid.pk: Why.MANDATE}


def test_an_item_may_move_to_another_meeting(cast, board, refer, audiences):
    later = Meeting.objects.create(
        body=board.body, audience=audiences.public, starts_at=clock.now() + timedelta(days=90)
    )
    item = schedule_item(refer(), by=cast.farid, meeting=board.meeting)

    assert schedule_item(item, by=cast.farid, meeting=later).meeting == later


def test_the_same_click_twice_is_recorded_once(cast, board, refer):
    item = refer()
    for _ in range(2):
        schedule_item(item, by=cast.farid, meeting=board.meeting)

    assert Entry.objects.filter(verb="governance.item_scheduled").count() == 1


@pytest.mark.parametrize("who", ["awa", "bruno", "chloe", "driss", "greta", "zoe"])
def test_others_do_not_set_agendas(cast, board, refer, who):
    with pytest.raises(Refused, match="Only the chair or the secretary of “The board” sets its agendas"):
        schedule_item(refer(), by=getattr(cast, who), meeting=board.meeting)


def test_a_meeting_that_has_begun_takes_nothing_more(cast, refer, sitting):
    with pytest.raises(Refused, match="has already begun"):
        schedule_item(refer(), by=cast.farid, meeting=sitting)


def test_a_meeting_of_another_body_does_not_take_it(cast, refer, audiences):
    council = Body.objects.create(name="The council", audience=audiences.public)
    meeting = Meeting.objects.create(body=council, audience=audiences.public, starts_at=clock.now() + timedelta(days=9))
    with pytest.raises(Refused, match="of another body"):
        schedule_item(refer(), by=cast.farid, meeting=meeting)


def test_an_item_of_which_something_is_decided_stays(cast, board, before_the_board, accept):
    accept(before_the_board.points.first())

    with pytest.raises(Refused, match="has begun to decide"):
        schedule_item(before_the_board, by=cast.farid, meeting=board.meeting)


def test_an_answered_item_stays(cast, board, before_the_board, accept):
    for point in before_the_board.points.all():
        accept(point)

    with pytest.raises(Refused, match="has been answered"):
        schedule_item(before_the_board, by=cast.farid, meeting=board.meeting)
