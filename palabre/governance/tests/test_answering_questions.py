"""Answers to questions of open hours: who gives them and when, how they are put right, what waits for one."""

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction

from palabre.commons.trail.models import Entry
from palabre.commons.trail.verbs import Why, sentence_of
from palabre.core import clock
from palabre.core.verdict import Refused
from palabre.governance.actions.hours import call_off_hour
from palabre.governance.actions.questions import answer_question, support_question
from palabre.governance.hour_terms import Answering
from palabre.governance.models import Answer, Mandate, OpenHour, Question
from palabre.governance.tests.test_open_hours import those_who_may


def test_who_receives_the_chair_and_the_secretary_answer(cast, board, announce, ask, days):
    Mandate.objects.create(body=board.body, holder=cast.driss, role="director", from_on=days(-9), until_on=days(9))
    Mandate.objects.create(body=board.body, holder=cast.bruno, role="chair", from_on=days(-9), until_on=days(9))
    question = ask(announce())
    answering = lambda by: answer_question(question, by=by, answering=Answering("Because of the trains."))  # noqa: E731
    # Driss directs, and does not receive.
    assert those_who_may(cast, answering) == {"bruno", "chloe", "farid"}
    Mandate.objects.filter(holder=cast.chloe).update(until_on=days(-1))
    assert those_who_may(cast, answering) == {"bruno", "farid"}


def test_an_answer_tells_who_asked_and_who_supports(cast, announce, ask, told_now, last_entry):
    question = ask(announce())
    support_question(question, by=cast.hugo)

    answer_question(question, by=cast.chloe, answering=Answering("Because of the trains."))

    assert told_now() == {cast.awa.pk: Why.AUTHOR, cast.hugo.pk: Why.SUPPORTER}
    assert sentence_of(last_entry()) == "“The board” answered “Why are meetings so late?”"
    with pytest.raises(Refused, match="no longer gathers support"):
        support_question(question, by=cast.driss)


def test_in_the_room_one_answers_once_the_hour_has_begun(cast, announce, ask, move_clock):
    question = ask(announce())
    with pytest.raises(ValidationError, match="not begun"):
        answer_question(question, by=cast.chloe, answering=Answering("So.", "room"))
    move_clock(days=3, hours=18)
    assert answer_question(question, by=cast.chloe, answering=Answering("So.", "room")).how == "room"


def test_a_correction_is_a_new_row_beside(cast, announce, ask):
    hour = announce()
    question, other = ask(hour), ask(hour, "And when?")
    answer = answer_question(question, by=cast.chloe, answering=Answering("In May."))
    again = answer_question(question, by=cast.chloe, answering=Answering("In May."))
    correction = answer_question(question, by=cast.farid, answering=Answering("In June.", corrects=answer))

    assert again == answer
    assert [(each.text, each.corrects) for each in question.answers.all()] == [("In May.", None), ("In June.", answer)]
    assert Entry.objects.filter(verb="governance.question_answer_corrected").count() == 1
    assert " june" in Question.objects.get(pk=question.pk).words
    with pytest.raises(ValidationError, match="an answer to this question"):
        answer_question(other, by=cast.chloe, answering=Answering("No.", corrects=correction))


def test_answers_are_kept_by_the_database(cast, announce, ask):
    answer_question(ask(announce()), by=cast.chloe, answering=Answering("In May."))
    for deed in (Answer.objects.all().delete, lambda: Answer.objects.update(text="Never.")):
        with pytest.raises(DatabaseError), transaction.atomic():
            deed()
    assert Answer.objects.get().text == "In May."


def test_a_question_waits_from_the_end_of_its_hour_or_from_its_calling_off(cast, announce, ask, move_clock):
    held, off = announce(), announce(in_days=9, about="The rate")
    ask(held), ask(off)
    assert (held.owes_since, off.owes_since) == (None, None)
    call_off_hour(off, by=cast.farid, reason="Ill.")
    move_clock(days=4)
    off.refresh_from_db()
    assert (held.owes_since, off.owes_since) == (held.until_at, off.called_off_at)
    assert set(OpenHour.objects.over()) == {held, off}
    assert clock.now() > held.until_at
