"""Open hours of the board, what was asked there and answered; their addresses, words and deeds."""

from datetime import timedelta

from palabre.core import clock
from palabre.core.stemming import words_in
from palabre.governance.actions import hours, questions
from palabre.governance.hour_terms import Answering, Receiving
from palabre.governance.models import Answer, OpenHour, OpenHourChange, Question, QuestionSupport

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def open_hours_of_the_board(world):
    """``n`` that are over, each with ``n`` questions (the first one of each answered and corrected), and ``n`` to come,
    the first of which has ``n`` questions of Awa's. Chloé receives.
    """
    world.held_hours = [an_hour(world, f"Held {i}", -DAY * (i + 2)) for i in range(world.n)]
    for hour in world.held_hours:
        asked = [a_question(world, hour, f"Was it {i}?", world.cast.hugo) for i in range(world.n)]
        answer = Answer.objects.create(question=asked[0], how="room", text="It was.", by=world.cast.chloe)
        Answer.objects.create(question=asked[0], how="written", text="In May.", corrects=answer, by=world.cast.chloe)
        OpenHourChange.objects.create(
            hour=hour, reason="The room was taken.", from_at=hour.from_at, until_at=hour.until_at, by=world.cast.farid
        )
    world.coming_hours = [an_hour(world, f"Coming {i}", DAY * (i + 3)) for i in range(world.n)]
    world.hour = world.coming_hours[0]
    asked = [a_question(world, world.hour, f"Will it be {i}?", world.cast.awa) for i in range(world.n)]
    world.question = asked[0]
    for each in asked:
        for member in [world.cast.driss, *world.others]:
            QuestionSupport.objects.create(question=each, member=member)


def an_hour(world, about, away):
    from_at = (clock.now() + away).replace(second=0, microsecond=0)
    hour = OpenHour.objects.create(
        body=world.body, audience=world.audience("hour"), about=about, from_at=from_at, until_at=from_at + HOUR,
        questions_until=from_at, place="Lille",
    )  # fmt: skip
    hour.receivers.set([world.mandate])
    return hour


def a_question(world, hour, text, by):
    return Question.objects.create(
        hour=hour, audience=world.audience("question"), author=by, text=text, words=words_in(text)
    )


def _receiving(world):
    at = (clock.now() + 9 * DAY).replace(second=0, microsecond=0)
    return Receiving("The budget", at, at + HOUR, (world.mandate,), "Gand")


def _form(world):
    day = (world.cast.today + 9 * DAY).isoformat()
    return {
        "about": "The budget", "from_at": f"{day}T18:00", "until_at": f"{day}T19:00", "place": "Gand", "link": "",
        "receivers": [world.mandate.pk], "questions_until": "",
    }  # fmt: skip


ARGUMENTS = {
    "governance:open_hours": lambda w: [w.body.pk],
    "governance:new_open_hour": lambda w: [w.body.pk],
    **{
        f"governance:open_hour{deed}": lambda w: [w.hour.pk]
        for deed in ("", "_change", "_calling_off", "_questions", "_ics")
    },
    **{
        f"governance:question{deed}": lambda w: [w.question.pk]
        for deed in ("", "_support", "_support_ending", "_withdrawal", "_answers")
    },
}
WORDS = {
    "governance:new_open_hour": _form,
    "governance:open_hour_change": lambda w: _form(w) | {"reason": "The room is taken."},
    "governance:open_hour_calling_off": lambda w: {"reason": "Chloé is ill."},
    "governance:open_hour_questions": lambda w: {"text": "Why so late?"},
    "governance:question_answers": lambda w: {"text": "Because of the trains.", "how": "written"},
}
DEEDS = {
    "governance.announce_hour": lambda w, by: hours.announce_hour(w.body, by=by, receiving=_receiving(w)),
    "governance.change_hour": lambda w, by: hours.change_hour(
        w.hour, by=by, receiving=_receiving(w), reason="The room is taken."
    ),
    "governance.call_off_hour": lambda w, by: hours.call_off_hour(w.hour, by=by, reason="Chloé is ill."),
    "governance.ask_question": lambda w, by: questions.ask_question(w.hour, by=by, text="Why so late?"),
    "governance.support_question": lambda w, by: questions.support_question(w.question, by=by),
    "governance.take_back_question_support": lambda w, by: questions.take_back_question_support(w.question, by=by),
    "governance.withdraw_question": lambda w, by: questions.withdraw_question(w.question, by=by),
    "governance.answer_question": lambda w, by: questions.answer_question(
        w.question, by=by, answering=Answering("Because of the trains.")
    ),
}
# As in tests/test_invariants.py: which invariant, what it says, and how it is broken.
FAULTS = [
    (
        "governance: questions",
        "Answer {corrected_answer} corrects an answer to another question.",
        ["UPDATE governance_answer SET question_id = {question} WHERE id = {corrected_answer}"],
    ),
    (
        "governance: questions",
        "Support {question_support} of a question is its own author’s.",
        ["UPDATE governance_questionsupport SET member_id = {awa} WHERE id = {question_support}"],
    ),
    (
        "governance: questions",
        "At open hour {hour} somebody receives who sits on another body.",
        ["UPDATE governance_openhour SET body_id = {other_body} WHERE id = {hour}"],
    ),
]


def of_faults(world):
    """What ``FAULTS`` names."""
    return {
        "question": world.question,
        "question_support": world.question.supports.first(),
        "hour": world.hour,
        "corrected_answer": Answer.objects.exclude(corrects=None).first(),
    }
