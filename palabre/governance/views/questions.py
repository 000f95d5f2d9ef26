"""A question asked in advance: asked at its open hour; supported, answered and withdrawn on its own page."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from palabre.core.http import SeeOther, page
from palabre.core.verdict import require
from palabre.governance import hour_policies as policies
from palabre.governance.actions import questions
from palabre.governance.forms.hours import AnswerForm, QuestionForm
from palabre.governance.models import Question
from palabre.governance.queries import hours as queries
from palabre.governance.views.hours import found_hour, hour_page
from palabre.governance.views.places import way_up_to_hours
from palabre.people.requests import MemberRequest


@require_POST
def open_hour_questions(request: MemberRequest, pk: int) -> HttpResponse:
    hour = found_hour(request, pk)
    require(policies.may_ask(request.user, hour))
    form = QuestionForm(request.POST, viewer=request.user)
    if not form.is_valid():
        return hour_page(request, hour, asking=form, status=422)
    asked = questions.ask_question(hour, by=request.user, **form.cleaned_data)
    messages.success(request, _("Your question is sent. You are told when it is answered."))
    return SeeOther(asked.get_absolute_url())


@login_not_required
@require_safe
def question(request: HttpRequest, pk: int) -> HttpResponse:
    return _question_page(request, _found(request, pk))


@require_POST
def question_support(request: MemberRequest, pk: int) -> HttpResponse:
    asked = _found(request, pk)
    if questions.support_question(asked, by=request.user):
        messages.success(request, _("You support this question. You are told when it is answered."))
    return SeeOther(_back(request, asked))


@require_POST
def question_support_ending(request: MemberRequest, pk: int) -> HttpResponse:
    asked = _found(request, pk)
    if questions.take_back_question_support(asked, by=request.user):
        messages.success(request, _("You no longer support this question."))
    return SeeOther(_back(request, asked))


@require_POST
def question_withdrawal(request: MemberRequest, pk: int) -> HttpResponse:
    asked = questions.withdraw_question(_found(request, pk), by=request.user)
    messages.success(request, _("Your question is withdrawn."))
    return SeeOther(asked.get_absolute_url())


@require_POST
def question_answers(request: MemberRequest, pk: int) -> HttpResponse:
    asked = _found(request, pk)
    require(policies.may_answer_question(request.user, asked))
    form = AnswerForm(request.POST, question=asked)
    if form.is_valid():
        try:
            questions.answer_question(asked, by=request.user, answering=form.answering)
        except ValidationError as fault:  # the hour was called off while this was written
            form.add_error(None, fault)
        else:
            messages.success(request, _("The answer is kept here. Who asked and who supports it are told."))
            return SeeOther(asked.get_absolute_url())
    return _question_page(request, asked, answering=form, status=422)


def _found(request: HttpRequest, pk: int) -> Question:
    readable = Question.objects.visible_to(request.user).counted()  # type: ignore[attr-defined]
    return get_object_or_404(queries.with_answers(readable), pk=pk)


def _back(request: HttpRequest, asked: Question) -> str:
    """Where one stood: among the questions of its hour, or on its own page."""
    in_list = "in_list" in request.POST
    return f"{asked.hour.get_absolute_url()}#question-{asked.pk}" if in_list else asked.get_absolute_url()


def _question_page(
    request: HttpRequest, asked: Question, *, answering: AnswerForm | None = None, status: int = 200
) -> HttpResponse:
    viewer, hour = request.user, asked.hour
    may_answer = policies.may_answer_question(viewer, asked)
    (line,) = queries.question_lines([asked], viewer, may_support=policies.supporting(viewer, hour.body))
    context: dict[str, Any] = {
        "line": line,
        "question": asked,
        "hour": hour,
        "trail": [*way_up_to_hours(viewer, hour.body), (hour.about, hour.get_absolute_url())],
        "may_answer": may_answer,
        "answering": answering or (AnswerForm(question=asked) if may_answer else None),
        "may_withdraw": policies.may_withdraw_question(viewer, asked),
    }
    return page(request, "governance/question.html", context, status=status)
