"""The facilitator's evening: comments without an answer, oldest first, answered one after the other."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from palabre.commons.conversations.models import Comment
from palabre.core.http import SeeOther, is_htmx, page
from palabre.core.verdict import require
from palabre.people.requests import MemberRequest
from palabre.processes.actions.answers import answer_comment
from palabre.processes.forms.answers import AnswerForm
from palabre.processes.models import Process
from palabre.processes.policies.recommendations import may_answer
from palabre.processes.queries.answers import AnswersPage, Waiting, answers_page, left_to_answer
from palabre.processes.queries.discussed import process_of, thing_of
from palabre.processes.views.writing import processes_crumb

TEMPLATE = "processes/answers.html"


@require_safe
def answers(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Process.objects.visible_to(request.user), pk=pk)
    require(may_answer(request.user, found))
    return page(request, TEMPLATE, _context(request, found))


@require_POST
def answer(request: MemberRequest, pk: int) -> HttpResponse:
    readable = Comment.objects.visible_to(request.user).select_related("author", "discussion")
    comment = get_object_or_404(readable, pk=pk)
    process = process_of(thing_of(comment.discussion))
    require(may_answer(request.user, process))
    form = AnswerForm(request.POST, comment=comment)
    if not form.is_valid():
        if is_htmx(request):
            return page(request, TEMPLATE, _one(request, comment, form), part="one", status=422)
        return page(request, TEMPLATE, _context(request, process, form, comment), status=422)
    said = answer_comment(comment, by=request.user, **form.cleaned_data)
    if is_htmx(request):
        done = {"answer": said, "comment": comment, "left": left_to_answer(process), "draft": f"answer-{comment.pk}"}
        return page(request, TEMPLATE, done, part="done")
    messages.success(request, _("Answered. Those concerned are told."), extra_tags=f"draft:answer-{comment.pk}")
    return SeeOther(_here(request, process))


def _here(request: HttpRequest, process: Process) -> str:
    """Back to the list under the same filter: the next comment is now the first."""
    chosen = request.POST.get("within", "")
    query = f"?{urlencode({'recommendation': chosen})}" if chosen.isdigit() else ""
    return f"{reverse('processes:answers', args=[process.pk])}{query}"


def _context(
    request: HttpRequest, process: Process, refused: AnswerForm | None = None, comment: Comment | None = None
) -> dict[str, Any]:
    chosen = request.GET.get("recommendation", "") or request.POST.get("within", "")
    shown = answers_page(
        process, request.user, chosen=chosen, number=request.GET.get("page") or request.POST.get("page") or 1
    )
    forms = {waiting.comment.pk: AnswerForm(comment=waiting.comment) for waiting in shown.waiting}
    if refused and comment:
        forms[comment.pk] = refused
    return {
        "shown": shown,
        "process": process,
        "left": shown.left,
        "desks": [(waiting, forms[waiting.comment.pk]) for waiting in shown.waiting],
        "within": shown.chosen.pk if shown.chosen else "",
        "filters": _filters(shown),
        "trail": [processes_crumb(), (process.title, process.get_absolute_url())],
    }


def _filters(shown: AnswersPage) -> list[tuple[str, str, str]]:
    """The tabs: everything, then each recommendation by its number."""
    here = reverse("processes:answers", args=[shown.process.pk])
    every = ("all", _("All"), here)
    return [
        every,
        *((str(each.pk), str(each.number), f"{here}?recommendation={each.pk}") for each in shown.recommendations),
    ]


def _one(request: HttpRequest, comment: Comment, form: AnswerForm) -> dict[str, Any]:
    """One place to answer, alone, as the form was sent."""
    return {
        "waiting": Waiting(comment, thing_of(comment.discussion)),
        "form": form,
        "within": request.POST.get("within", ""),
    }
