"""Ask in advance who receives at an open hour; stand behind a question, take it back, answer it."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from palabre.commons.conversations.policies import SUPPORTS_WITHIN, may_hurry
from palabre.commons.trail.pace import done_lately
from palabre.commons.trail.record import record
from palabre.core import clock
from palabre.core.lines import on_one_line
from palabre.core.stemming import words_in
from palabre.core.verdict import require
from palabre.governance import hour_policies as policies
from palabre.governance import hour_verbs as verbs
from palabre.governance.hour_terms import QUESTIONS_WITHIN, Answering, question_faults
from palabre.governance.models import Answer, OpenHour, Question, QuestionSupport
from palabre.people.models import Member
from palabre.people.policies import may_read


@transaction.atomic
def ask_question(hour: OpenHour, *, by: Member, text: str, pseudonymous: bool = False) -> Question:
    """Ask, before ``questions_until``, what those who receive are to answer. Its words, one paragraph, never change.

    The entry names its author as the question does: under the pseudonym, if they have one and chose it. Who receives
    is told. Raises ``Refused`` for whoever may not, too late, or who asks too much in a short time;
    ``ValidationError`` without words.
    """
    Member.objects.select_for_update(of=("self",), no_key=True).get(pk=by.pk)  # the number is counted under this lock
    hour = OpenHour.objects.select_for_update(of=("self",), no_key=True).select_related("body").get(pk=hour.pk)
    require(may_read(by, hour))
    require(policies.may_ask(by, hour))
    require(policies.may_ask_more(done_lately(verbs.ASKED, by=by, within=QUESTIONS_WITHIN)))
    text = on_one_line(text)
    if faults := question_faults(text):
        raise ValidationError(faults)
    question = Question.objects.create(
        hour=hour,
        audience=hour.audience,
        author=by,
        text=text,
        pseudonymous=bool(pseudonymous and by.pseudonym),
        words=words_in(text),
    )
    record(verbs.ASKED, question, by=by, actor_name=question.author_name, **_facts(question))
    return question


@transaction.atomic
def support_question(question: Question, *, by: Member) -> bool:
    """Stand behind another's question; true if that is new. The entry does not name the supporter.

    Raises ``Refused`` for one's own words, whoever is no member today, once it is answered or withdrawn, or too much
    in a few minutes.
    """
    question = _taken(question, by)
    require(policies.may_support_question(by, question))
    if question.supports.filter(member=by).exists():
        return False
    QuestionSupport.objects.create(question=question, member=by)
    record(verbs.SUPPORTED, question, by=by, actor_name=_("Someone"))
    return True


@transaction.atomic
def take_back_question_support(question: Question, *, by: Member) -> bool:
    """Stop standing behind a question; true if there was a support."""
    question = _taken(question, by)
    removed, _rows = question.supports.filter(member=by).delete()
    if removed:
        record(verbs.SUPPORT_TAKEN_BACK, question, by=by, actor_name=_("Someone"))
    return bool(removed)


@transaction.atomic
def withdraw_question(question: Question, *, by: Member) -> Question:
    """Take one's own question back before it is answered. It stays readable, as withdrawn."""
    question = _locked(question)
    require(policies.may_withdraw_question(by, question))
    question.withdrawn_at = clock.now()
    question.save(update_fields=["withdrawn_at"])
    record(verbs.WITHDRAWN, question, by=by, actor_name=question.author_name, **_facts(question))
    return question


@transaction.atomic
def answer_question(question: Question, *, by: Member, answering: Answering) -> Answer:
    """Answer a question, from the moment it stands: in writing, or with what was said in the room. It never changes.

    With ``corrects`` it puts an earlier answer right, beside it. The same words sent twice are kept once. Who asked
    and who supports it are told. Raises ``Refused`` when ``by`` may not, ``ValidationError`` (by field) otherwise.
    """
    question = _locked(question)
    require(may_read(by, question))
    require(policies.may_answer_question(by, question))
    if faults := answering.faults(question):
        raise ValidationError(faults)
    text, corrects = answering.text.strip(), answering.corrects
    if there := question.answers.filter(text=text, how=answering.how, corrects=corrects).first():
        return there
    answer = Answer.objects.create(question=question, how=answering.how, text=text, corrects=corrects, by=by)
    question.words += words_in(text)
    question.save(update_fields=["words"])
    verb = verbs.ANSWER_CORRECTED if corrects else verbs.ANSWERED
    record(verb, question, by=by, answer=answer.pk, **_facts(question))
    return answer


def _facts(question: Question) -> dict[str, Any]:
    body = question.hour.body
    return {"body": body.pk, "body_name": body.name, "hour": question.hour_id}


def _taken(question: Question, by: Member) -> Question:
    """Under lock, for whoever may read it and is not in haste. The member first: the limit is over all questions."""
    Member.objects.select_for_update(of=("self",), no_key=True).get(pk=by.pk)
    require(may_read(by, question))
    require(may_hurry(done_lately(verbs.SUPPORTED, verbs.SUPPORT_TAKEN_BACK, by=by, within=SUPPORTS_WITHIN)))
    return _locked(question)


def _locked(question: Question) -> Question:
    """Under lock, read again: supports, answers and a withdrawal come one after the other."""
    there = Question.objects.select_for_update(of=("self",)).select_related("hour__body", "author")
    return there.get(pk=question.pk)
