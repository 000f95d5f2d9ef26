"""Open hours and the questions asked there, by the deeds themselves: who may, who is told."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction

from palabre.commons.trail.verbs import Why, sentence_of
from palabre.core.verdict import Refused
from palabre.governance.actions.hours import announce_hour, call_off_hour, change_hour
from palabre.governance.actions.questions import (
    answer_question,
    ask_question,
    support_question,
    take_back_question_support,
    withdraw_question,
)
from palabre.governance.hour_terms import MOST_QUESTIONS, Answering
from palabre.governance.models import Mandate, OpenHour, OpenHourChange, Question
from palabre.people.models import Belonging, Branch, College, Entity

HOUR = timedelta(hours=1)
# Everyone of the cast: who does what is said for all of them, each time.
CAST = {"awa", "bruno", "chloe", "driss", "edwige", "farid", "greta", "hugo", "zoe"}


def leave(member, cast):
    Belonging.objects.filter(member=member).replace(until_on=cast.today - timedelta(days=1))


def those_who_may(cast, deed):
    """Whom of the cast ``deed`` refuses not."""
    found = set()
    for name in CAST:
        with transaction.atomic():
            try:
                deed(getattr(cast, name))
                found.add(name)
            except Refused:
                pass
            transaction.set_rollback(True)
    return found


# --- announcing, changing, calling off -------------------------------------------------------------------------------


def test_an_hour_says_when_where_who_and_what_about(cast, board, announce, receiving):
    hour = announce()

    assert (hour.about, hour.place, hour.questions_until, hour.audience) == (
        "The budget",
        "Lille",
        hour.from_at,
        board.body.audience,
    )
    assert [mandate.holder for mandate in hour.received_by] == [cast.chloe]


def test_the_chair_the_secretary_and_the_secretariat_announce(cast, board, receiving):
    announcing = lambda by: announce_hour(board.body, by=by, receiving=receiving())  # noqa: E731
    assert those_who_may(cast, announcing) == {"farid"}
    Mandate.objects.filter(holder=cast.chloe).update(role="chair")
    Mandate.objects.filter(holder=cast.farid).delete()  # his duty is left: the secretariat
    assert those_who_may(cast, announcing) == {"chloe", "farid"}


def test_nobody_announces_for_a_body_they_may_not_read(cast, board, receiving, audiences):
    board.body.audience = audiences.listing("few", cast.chloe)
    board.body.save()
    with pytest.raises(Refused):
        announce_hour(board.body, by=cast.farid, receiving=receiving())


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"about": " "}, "about"),
        ({"about": "x" * 161}, "about"),
        ({"place": ""}, "place"),
        ({"place": "", "link": "javascript:alert(1)"}, "link"),
        ({"receivers": ()}, "receivers"),
        ({"in_days": -1}, "from_at"),
        ({"in_days": 800}, "receivers"),  # Chloé's mandate ends before
    ],
)
def test_what_is_missing_is_said_beside_its_field(announce, wrong, field):
    with pytest.raises(ValidationError) as raised:
        announce(**wrong)
    assert list(raised.value.message_dict) == [field]
    assert not OpenHour.objects.exists()


def test_its_end_and_its_last_question_lie_where_they_can(announce, receiving):
    at = receiving().from_at
    for wrong in (
        {"until_at": at},
        {"until_at": at + 13 * HOUR},
        {"questions_until": at + 2 * HOUR},
    ):
        with pytest.raises(ValidationError):
            announce(**wrong)
    assert announce(questions_until=at - 24 * HOUR).questions_until == at - 24 * HOUR


def test_a_mandate_of_another_body_or_one_that_is_over_receives_nobody(cast, board, announce, days):
    over = Mandate.objects.create(body=board.body, holder=cast.hugo, from_on=days(-90), until_on=days(-1))
    with pytest.raises(ValidationError, match="sit on this body today"):
        announce(receivers=(over,))


def test_the_same_hour_is_announced_once(announce):
    announce()
    with pytest.raises(ValidationError, match="already been announced"):
        announce()
    announce(place="Gand")


def test_a_change_says_why_and_keeps_what_stood_before(cast, announce, receiving, ask, told_now):
    hour = announce()
    question = ask(hour)
    support_question(question, by=cast.hugo)
    before = hour.from_at

    change_hour(hour, by=cast.farid, receiving=receiving(in_days=4, place="Gand"), reason="The room is taken.")

    hour.refresh_from_db()
    change = hour.changes.get()
    assert (hour.place, hour.from_at, hour.questions_until) == ("Gand", before + 24 * HOUR, before + 24 * HOUR)
    assert (change.reason, change.place, change.from_at, change.by) == (
        "The room is taken.",
        "Lille",
        before,
        cast.farid,
    )
    assert told_now() == {cast.awa.pk: Why.AUTHOR, cast.hugo.pk: Why.SUPPORTER, cast.chloe.pk: Why.MANDATE}


def test_others_may_receive_instead_and_are_told(cast, board, announce, receiving, ask, told_now, days):
    hour = announce()
    withdraw_question(ask(hour), by=cast.awa)
    driss = Mandate.objects.create(body=board.body, holder=cast.driss, from_on=days(-9), until_on=days(90))

    change_hour(hour, by=cast.farid, receiving=receiving(receivers=(driss,)), reason="Chloé is away.")

    assert [mandate.holder for mandate in OpenHour.objects.get().received_by] == [cast.driss]
    # Whoever no longer receives too, and not who withdrew her question.
    assert told_now() == {cast.driss.pk: Why.MANDATE, cast.chloe.pk: Why.MANDATE}


def test_without_a_reason_nothing_changes_and_nothing_is_called_off(cast, announce, receiving):
    hour = announce()
    with pytest.raises(ValidationError, match="the reason"):
        change_hour(hour, by=cast.farid, receiving=receiving(in_days=4), reason=" ")
    with pytest.raises(ValidationError, match="the reason"):
        call_off_hour(hour, by=cast.farid, reason="")
    hour.refresh_from_db()
    assert (hour.called_off_at, OpenHourChange.objects.count()) == (None, 0)


def test_called_off_it_stays_with_its_reason_and_takes_no_more_questions(cast, announce, ask, receiving, told_now):
    hour = announce()
    question = ask(hour)
    call_off_hour(hour, by=cast.farid, reason="Chloé is ill.")
    assert told_now() == {cast.awa.pk: Why.AUTHOR, cast.chloe.pk: Why.MANDATE}

    hour.refresh_from_db()
    assert hour.called_off_because == "Chloé is ill."
    with pytest.raises(Refused, match="takes no more questions"):
        ask(hour, "And now?")
    with pytest.raises(Refused, match="was called off"):
        change_hour(hour, by=cast.farid, receiving=receiving(), reason="No.")
    with pytest.raises(ValidationError, match="nobody answered in the room"):
        answer_question(question, by=cast.chloe, answering=Answering("It is so.", "room"))
    answer_question(question, by=cast.chloe, answering=Answering("In writing, then."))


def test_who_announces_changes_it_until_it_is_over(cast, announce, receiving, move_clock):
    hour = announce()
    changing = lambda by: change_hour(hour, by=by, receiving=receiving(in_days=5), reason="Later.")  # noqa: E731
    calling_off = lambda by: call_off_hour(hour, by=by, reason="Ill.")  # noqa: E731
    assert those_who_may(cast, changing) == those_who_may(cast, calling_off) == {"farid"}
    move_clock(days=4)
    with pytest.raises(Refused, match="it stays as it was"):
        changing(cast.farid)


def test_what_an_hour_was_before_is_kept_by_the_database(cast, announce, receiving):
    change_hour(announce(), by=cast.farid, receiving=receiving(in_days=4), reason="The room is taken.")
    for deed in (OpenHourChange.objects.all().delete, lambda: OpenHourChange.objects.update(reason="No.")):
        with pytest.raises(DatabaseError), transaction.atomic():
            deed()


# --- asking and supporting -------------------------------------------------------------------------------------------


def test_members_ask_and_those_who_receive_are_told(cast, announce, ask, told_now, last_entry):
    question = ask(announce(), "Why are meetings\n  so late?")

    assert question.text == "Why are meetings so late?"
    assert told_now() == {cast.chloe.pk: Why.MANDATE}
    assert sentence_of(last_entry()) == "Awa asks “The board”: “Why are meetings so late?”"


def test_members_of_today_ask_and_nobody_else(cast, announce):
    hour = announce()
    asking = lambda by: ask_question(hour, by=by, text="Why?")  # noqa: E731
    assert those_who_may(cast, asking) == CAST - {"greta", "zoe"}
    leave(cast.awa, cast)
    assert those_who_may(cast, asking) == CAST - {"greta", "zoe", "awa"}


def test_before_a_body_of_one_entity_its_own_members_ask(cast, board, announce, ask):
    belgium = Entity.objects.create(name="Estran Belgique", country="BE")
    college = College.objects.create(name="Members", entity=belgium, weight_percent=40)
    branch = Branch.objects.create(name="Gand", entity=belgium)
    hour = announce()
    board.body.entity = belgium
    board.body.save()
    with pytest.raises(Refused, match="not one of them today"):
        ask(hour)
    Belonging.objects.create(member=cast.awa, entity=belgium, college=college, branch=branch, from_on=cast.today)
    ask(hour)


def test_at_an_hour_of_a_few_nobody_else_asks_supports_or_answers(cast, announce, ask, audiences):
    hour = announce()
    question = ask(hour)
    few = audiences.listing("few", cast.awa, cast.hugo)
    OpenHour.objects.update(audience=few)
    Question.objects.update(audience=few)
    hour.refresh_from_db()
    question.refresh_from_db()
    assert those_who_may(cast, lambda by: ask(hour, "Why?", by=by)) == {"awa", "hugo"}
    assert those_who_may(cast, lambda by: support_question(question, by=by)) == {"hugo"}
    assert those_who_may(cast, lambda by: answer_question(question, by=by, answering=Answering("So."))) == set()


def test_questions_are_taken_until_their_time(announce, ask, receiving, move_clock):
    hour = announce(questions_until=receiving().from_at - 24 * HOUR)
    ask(hour)
    move_clock(days=2, hours=18)
    with pytest.raises(Refused, match="That time has passed"):
        ask(hour, "Too late?")


def test_whoever_asks_a_lot_in_a_short_time_takes_a_break(cast, announce, ask, move_clock):
    hour = announce()
    for number in range(MOST_QUESTIONS):
        ask(hour, f"Why {number}?")
    with pytest.raises(Refused, match="short break"):
        ask(hour, "And why?")
    ask(hour, "May I?", by=cast.hugo)
    move_clock(hours=1, minutes=1)
    ask(hour, "And why?")


@pytest.mark.parametrize("text", ["", "  \n ", "x" * 601])
def test_a_question_is_a_paragraph_with_an_end(announce, ask, text):
    with pytest.raises(ValidationError):
        ask(announce(), text)


def test_under_a_pseudonym_no_entry_says_the_name(cast, announce, ask, last_entry):
    cast.awa.pseudonym = "Night gull"
    cast.awa.save()
    question = ask(announce(), pseudonymous=True)

    assert (question.author_name, question.author_shown) == ("Night gull", None)
    assert sentence_of(last_entry()).startswith("Night gull asks")
    withdraw_question(question, by=cast.awa)
    assert sentence_of(last_entry()).startswith("Night gull withdrew")


def test_who_has_no_pseudonym_asks_under_the_name(announce, ask):
    assert ask(announce(), pseudonymous=True).author_name == "Awa"


def test_one_support_each_taken_back_and_nobody_named(cast, announce, ask, last_entry):
    question = ask(announce())
    assert [support_question(question, by=cast.hugo), support_question(question, by=cast.hugo)] == [True, False]
    assert sentence_of(last_entry()) == "Someone supports “Why are meetings so late?”"
    assert [take_back_question_support(question, by=cast.hugo) for _ in range(2)] == [True, False]
    assert question.supports.count() == 0


def test_members_of_today_support_the_words_of_others(cast, announce, ask):
    question = ask(announce())
    supporting = lambda by: support_question(question, by=by)  # noqa: E731
    assert those_who_may(cast, supporting) == CAST - {"awa", "greta", "zoe"}


def test_the_most_supported_come_first_then_the_oldest(cast, announce, ask):
    hour = announce()
    first, second, third, fourth = (ask(hour, f"Why {number}?") for number in range(4))
    for member in (cast.hugo, cast.driss):
        support_question(third, by=member)
    support_question(fourth, by=cast.bruno)
    withdraw_question(first, by=cast.awa)
    assert list(Question.objects.most_supported()) == [third, fourth, second, first]
    leave(cast.hugo, cast)
    leave(cast.driss, cast)
    assert list(Question.objects.most_supported()) == [fourth, second, third, first]


def test_only_its_author_withdraws_a_question_before_it_is_answered(cast, announce, ask):
    hour = announce()
    question, answered = ask(hour), ask(hour, "And when?")
    assert those_who_may(cast, lambda by: withdraw_question(question, by=by)) == {"awa"}
    answer_question(answered, by=cast.chloe, answering=Answering("In May."))
    with pytest.raises(Refused, match="has its answer"):
        withdraw_question(answered, by=cast.awa)

    withdraw_question(question, by=cast.awa)

    for deed in (
        lambda: withdraw_question(question, by=cast.awa),
        lambda: support_question(question, by=cast.hugo),
        lambda: answer_question(question, by=cast.chloe, answering=Answering("No.")),
    ):
        with pytest.raises(Refused, match="was withdrawn"):
            deed()


def test_an_author_who_has_left_withdraws_nothing(cast, announce, ask):
    question = ask(announce())
    leave(cast.awa, cast)
    with pytest.raises(Refused, match="Only who asked"):
        withdraw_question(question, by=cast.awa)


def test_whoever_was_to_receive_is_told_and_what_it_was_about_is_kept(cast, board, announce, receiving, told_now, days):
    driss = Mandate.objects.create(
        body=board.body, holder=cast.driss, role="director", from_on=days(-5), until_on=days(50)
    )
    chloe = Mandate.objects.get(body=board.body, holder=cast.chloe)
    hour = announce(receivers=(chloe, driss))
    about = hour.about

    change_hour(hour, by=cast.farid, receiving=receiving(receivers=(driss,), about="Something else"), reason="Ill.")

    assert {cast.chloe.pk, cast.driss.pk} <= set(told_now())
    assert hour.changes.get().about == about
