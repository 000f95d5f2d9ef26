"""What is done to a member's point on its page."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from palabre.core.http import SeeOther
from palabre.core.verdict import require
from palabre.governance import request_policies as policies
from palabre.governance.actions import request_answers, requests
from palabre.governance.forms.requests import AnswerForm, CorrectionForm, SpeakingForm
from palabre.governance.models import AgendaRequest
from palabre.governance.views.requests import found, request_page
from palabre.people.requests import MemberRequest


@require_POST
def request_support(request: MemberRequest, pk: int) -> HttpResponse:
    asked = found(request, pk)
    if requests.support_point(asked, by=request.user):
        messages.success(request, _("You support this point. You are told what becomes of it."))
    return SeeOther(asked.get_absolute_url())


@require_POST
def request_support_ending(request: MemberRequest, pk: int) -> HttpResponse:
    asked = found(request, pk)
    if requests.take_back_point_support(asked, by=request.user):
        messages.success(request, _("You no longer support this point."))
    return SeeOther(asked.get_absolute_url())


@require_POST
def request_answer(request: MemberRequest, pk: int) -> HttpResponse:
    asked = found(request, pk)
    require(policies.may_answer(request.user, asked))
    form = AnswerForm(request.POST, asked=asked)
    if not form.is_valid():
        return request_page(request, asked, answering=form, status=422)
    try:
        answered = request_answers.answer_point(asked, by=request.user, answering=form.answering)
    except ValidationError as fault:  # the meeting began, or the other point was decided, while this was written
        form.add_error(None, fault.messages)
        return request_page(request, asked, answering=form, status=422)
    if answered.state == AgendaRequest.State.ADMISSIBLE:
        said = _("Its author is asked whether it may be merged. Until they agree it waits for its answer.")
    else:
        said = _("The answer is given, and those who asked are told.")
    messages.success(request, said)
    return SeeOther(asked.get_absolute_url())


@require_POST
def request_merger(request: MemberRequest, pk: int) -> HttpResponse:
    asked = found(request, pk)
    agrees = "agrees" in request.POST
    request_answers.answer_merger(asked, by=request.user, agrees=agrees)
    said = _("Your point is merged with the other.") if agrees else _("Your point stays your own and waits on.")
    messages.success(request, said)
    return SeeOther(asked.get_absolute_url())


@require_POST
def request_withdrawal(request: MemberRequest, pk: int) -> HttpResponse:
    asked = requests.withdraw_point(found(request, pk), by=request.user)
    messages.success(request, _("Your point is withdrawn. Those who supported it are told."))
    return SeeOther(asked.get_absolute_url())


@require_POST
def request_corrections(request: MemberRequest, pk: int) -> HttpResponse:
    asked = found(request, pk)
    require(policies.may_add_to(request.user, asked))
    form = CorrectionForm(request.POST)
    if not form.is_valid():
        return request_page(request, asked, correcting=form, status=422)
    requests.correct_point(asked, by=request.user, text=form.cleaned_data["text"])
    messages.success(request, _("The correction stands beside your point."))
    return SeeOther(asked.get_absolute_url())


@require_POST
def request_speaking(request: MemberRequest, pk: int) -> HttpResponse:
    asked = found(request, pk)
    require(policies.may_add_to(request.user, asked))
    form = SpeakingForm(request.POST)
    if form.is_valid():
        try:
            requests.choose_speaking(asked, by=request.user, **form.cleaned_data)
        except ValidationError as fault:
            form.add_error(None, fault)
        else:
            messages.success(request, _("The body is told how you speak of your point."))
            return SeeOther(asked.get_absolute_url())
    return request_page(request, asked, speaking=form, status=422)
