"""Many at once on one question: each member supports it once, and nobody supports it past its answer."""

from itertools import cycle

import pytest
from django.db import transaction

from palabre.commons.trail.models import Entry
from palabre.governance.actions.questions import answer_question, ask_question, support_question, withdraw_question
from palabre.governance.hour_terms import MOST_QUESTIONS, Answering
from palabre.governance.models import Question
from tests.racing import TIMES, race, without_lock
from tests.world import build

pytestmark = pytest.mark.race
TABLE = "governance_questionsupport"


@pytest.fixture
def db(own_database):
    """The cast and the world of these tests are really committed, in a database of their own."""


@pytest.fixture
def world(cast):
    with transaction.atomic():
        return build(cast, 1)


def supported():
    return Entry.objects.filter(verb="governance.question_supported").count()


def support_of_hugo(world):
    return lambda: support_question(world.question, by=world.cast.hugo)


def test_one_member_who_presses_twenty_times_supports_once(world):
    before = world.question.supports.count()
    outcomes = race(support_of_hugo(world), slow=TABLE)
    assert outcomes == {"done": 1, "already": TIMES - 1}
    assert (world.question.supports.count(), supported()) == (before + 1, 1)


def test_without_the_lock_the_supports_race(world):
    with without_lock():
        outcomes = race(support_of_hugo(world), slow=TABLE)
    assert set(outcomes) - {"done", "already"} or supported() > 1, "nobody raced"


def withdrawn_while_it_is_answered(world):
    """Awa takes her question back, Chloé answers it: one of the two comes first, and the other is told so."""
    deeds = cycle([
        lambda: withdraw_question(world.question, by=world.cast.awa),
        lambda: answer_question(world.question, by=world.cast.chloe, answering=Answering("Because of the trains.")),
    ])  # fmt: skip
    return lambda: next(deeds)()


def both(world):
    """Whether it was withdrawn, and answered all the same."""
    question = Question.objects.get(pk=world.question.pk)
    return question.withdrawn_at is not None and question.answers.exists()


def test_a_question_is_withdrawn_or_answered_never_both(world):
    outcomes = race(withdrawn_while_it_is_answered(world), slow="governance_answer")
    assert set(outcomes) <= {"done", "refused"}
    assert not both(world)
    assert Question.objects.get(pk=world.question.pk).answers.count() <= 1, "the same words are kept once"


def test_without_the_lock_the_answer_and_the_withdrawal_race(world):
    with without_lock():
        outcomes = race(withdrawn_while_it_is_answered(world), slow="governance_answer")
    answers = Question.objects.get(pk=world.question.pk).answers.count()
    assert set(outcomes) - {"done", "refused"} or both(world) or answers > 1, "nobody raced"


def test_many_questions_of_one_member_at_once_are_counted_one_by_one(world):
    numbers = iter(range(TIMES))
    outcomes = race(lambda: bool(ask_question(world.hour, by=world.cast.hugo, text=f"Why {next(numbers)}?")))
    assert outcomes == {"done": MOST_QUESTIONS, "refused": TIMES - MOST_QUESTIONS}
