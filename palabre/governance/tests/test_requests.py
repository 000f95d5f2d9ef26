"""A member's point: from the proposal to its answer, by the deeds themselves."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from palabre.commons.trail.verbs import Why, sentence_of
from palabre.core.verdict import Refused
from palabre.governance.actions.request_answers import answer_point
from palabre.governance.actions.requests import (
    choose_speaking,
    correct_point,
    support_point,
    take_back_point_support,
    withdraw_point,
)
from palabre.governance.models import AgendaRequest
from palabre.governance.request_terms import Answering
from palabre.people.models import Belonging

State = AgendaRequest.State


def again(asked):
    return AgendaRequest.objects.get(pk=asked.pk)


def leave(member, cast):
    Belonging.objects.filter(member=member).replace(until_on=cast.today - timedelta(days=1))


# --- proposing and supporting ---------------------------------------------------------------------


def test_without_rules_the_author_suffices_and_no_date_is_promised(cast, propose):
    asked = propose()

    assert (asked.state, asked.reached_with, asked.answer_due_on, asked.closes_on) == ("admissible", 1, None, None)


def test_it_needs_as_many_members_as_the_rules_say_its_author_included(cast, ruled, propose, days, last_entry):
    ruled(point_supporters=3, point_open_days=20, point_answer_days=10)
    asked = propose()
    assert (asked.state, asked.closes_on) == ("gathering", days(20))

    assert support_point(asked, by=cast.hugo)
    assert again(asked).state == "gathering"
    assert support_point(asked, by=cast.driss)

    asked = again(asked)
    assert (asked.state, asked.reached_with, asked.answer_due_on) == ("admissible", 3, days(10))
    assert (
        sentence_of(last_entry())
        == "“A shorter agenda” has found its supporters (3 members): “The board” owes it an answer"
    )


def test_everyone_concerned_is_told_that_it_found_its_supporters(cast, ruled, propose, told_now):
    ruled(point_supporters=2)
    support_point(propose(), by=cast.hugo)

    assert told_now() == {
        cast.awa.pk: Why.AUTHOR, cast.hugo.pk: Why.SUPPORTER, cast.chloe.pk: Why.MANDATE, cast.farid.pk: Why.MANDATE,
    }  # fmt: skip


def test_the_entry_of_a_support_names_nobody(cast, ruled, propose, last_entry):
    ruled(point_supporters=5)
    support_point(propose(), by=cast.hugo)

    assert sentence_of(last_entry()) == "Someone supports “A shorter agenda”"


def test_one_support_for_each_member_and_it_can_be_taken_back(cast, ruled, propose):
    ruled(point_supporters=5)
    asked = propose()

    assert [support_point(asked, by=cast.hugo), support_point(asked, by=cast.hugo)] == [True, False]
    assert [take_back_point_support(asked, by=cast.hugo), take_back_point_support(asked, by=cast.hugo)] == [True, False]
    assert asked.supports.count() == 0


def test_what_was_reached_stays_reached(cast, ruled, propose):
    ruled(point_supporters=2)
    asked = propose()
    support_point(asked, by=cast.hugo)
    take_back_point_support(asked, by=cast.hugo)

    assert (again(asked).state, again(asked).reached_with) == ("admissible", 2)


@pytest.mark.parametrize(
    ("who", "reason"),
    [("awa", "your own words"), ("greta", "you are not one of them today"), ("zoe", "you are not one of them today")],
)
def test_who_may_not_support_is_told_why(cast, ruled, propose, who, reason):
    ruled(point_supporters=5)

    with pytest.raises(Refused, match=reason):
        support_point(propose(), by=getattr(cast, who))


def test_only_who_belongs_that_day_counts(cast, ruled, propose):
    ruled(point_supporters=3)
    asked = propose()
    support_point(asked, by=cast.hugo)
    leave(cast.hugo, cast)
    support_point(asked, by=cast.driss)
    assert again(asked).state == "gathering"
    cast.driss.is_active = False
    cast.driss.save()

    support_point(asked, by=cast.bruno)
    assert AgendaRequest.objects.counted().get(pk=asked.pk).backing == 2
    support_point(asked, by=cast.edwige)
    assert again(asked).state == "admissible"


def test_an_author_who_has_left_no_longer_counts(cast, ruled, propose):
    ruled(point_supporters=3)
    asked = propose()
    leave(cast.awa, cast)

    assert AgendaRequest.objects.counted().get(pk=asked.pk).backing == 0


def test_before_a_body_of_one_entity_its_own_members_count(cast, ruled, propose, board):
    from palabre.people.models import Branch, College, Entity

    belgium = Entity.objects.create(name="Estran Belgique", country="BE")
    college = College.objects.create(name="Members", entity=belgium, weight_percent=40)
    Belonging.objects.create(
        member=cast.awa, entity=belgium, college=college, from_on=cast.today,
        branch=Branch.objects.create(name="Namur", entity=belgium),
    )  # fmt: skip
    board.body.entity = belgium
    board.body.save()
    ruled(point_supporters=5)
    asked = propose()

    with pytest.raises(Refused, match="you are not one of them today"):
        support_point(asked, by=cast.hugo)
    assert AgendaRequest.objects.counted().get(pk=asked.pk).backing == 1


def test_nobody_supports_after_the_closing(cast, ruled, propose, move_clock):
    ruled(point_supporters=5, point_open_days=10)
    asked = propose()
    move_clock(days=10)
    assert support_point(asked, by=cast.hugo)
    move_clock(days=11)

    with pytest.raises(Refused, match="That day has passed"):
        support_point(asked, by=cast.driss)


def test_the_rules_limit_how_many_one_member_has_open(cast, ruled, propose):
    ruled(point_supporters=5, point_most_each=1)
    first = propose()

    with pytest.raises(Refused, match="The rules allow each member 1 open points"):
        propose(title="Another")
    withdraw_point(first, by=cast.awa)
    assert propose(title="Another").state == "gathering"


def test_later_rules_do_not_move_what_runs(cast, ruled, propose, days):
    ruled(point_supporters=2, point_answer_days=10)
    asked = propose()
    ruled(point_supporters=50, point_answer_days=90)

    support_point(asked, by=cast.hugo)

    assert (again(asked).state, again(asked).answer_due_on, again(asked).rulebook.number) == ("admissible", days(10), 1)


@pytest.mark.parametrize("missing", ["title", "why", "what"])
def test_a_point_without_its_words_is_not_sent(cast, board, propose, missing):
    with pytest.raises(ValidationError) as fault:
        propose(**{missing: "  "})
    assert list(fault.value.message_dict) == [missing]


def test_whoever_has_a_text_read_out_writes_it(cast, propose):
    with pytest.raises(ValidationError, match="text that is to be read out"):
        propose(speaks="read")


# --- its author -----------------------------------------------------------------------------------


def test_a_correction_stands_beside_and_supporters_are_told(cast, ruled, propose, told_now):
    ruled(point_supporters=5)
    asked = propose()
    support_point(asked, by=cast.hugo)

    correct_point(asked, by=cast.awa, text="Two pages, not three.")

    assert again(asked).what == "Two pages at most."
    assert asked.corrections.get().text == "Two pages, not three."
    assert told_now()[cast.hugo.pk] == Why.SUPPORTER
    with pytest.raises(Refused, match="Only its author"):
        correct_point(asked, by=cast.hugo, text="No.")


def test_an_author_who_has_left_adds_nothing_and_withdraws_nothing(cast, propose):
    asked = propose()
    leave(cast.awa, cast)

    for deed in (lambda: correct_point(asked, by=cast.awa, text="No."), lambda: withdraw_point(asked, by=cast.awa)):
        with pytest.raises(Refused, match="Only its author"):
            deed()


def test_the_author_says_how_they_speak_until_the_meeting_begins(cast, board, propose, move_clock):
    asked = propose()
    answer_point(asked, by=cast.farid, answering=Answering("scheduled", board.meeting))
    choose_speaking(asked, by=cast.awa, speaks="read", speech="Dear all")
    assert (again(asked).speaks, again(asked).speech) == ("read", "Dear all")

    move_clock(days=31)
    with pytest.raises(Refused, match="The meeting has begun"):
        choose_speaking(asked, by=cast.awa, speaks="room")


def test_it_is_withdrawn_only_before_its_answer_and_only_by_its_author(cast, board, ruled, propose):
    asked = propose()
    with pytest.raises(Refused, match="Only its author"):
        withdraw_point(asked, by=cast.hugo)
    answer_point(asked, by=cast.farid, answering=Answering("scheduled", board.meeting))

    with pytest.raises(Refused, match="has its answer"):
        withdraw_point(asked, by=cast.awa)
