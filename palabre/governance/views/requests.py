"""Members' points: all of them with their fate, one of them, and a new one."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from palabre.core.http import SeeOther, page
from palabre.core.verdict import require
from palabre.governance import request_policies as policies
from palabre.governance.actions.requests import propose_point
from palabre.governance.forms.requests import AnswerForm, CorrectionForm, ProposalForm, RequestFilterForm, SpeakingForm
from palabre.governance.models import AgendaRequest, Body
from palabre.governance.queries import requests as queries
from palabre.governance.queries.alike import alike
from palabre.governance.request_terms import terms_of, terms_of_request
from palabre.governance.sisters import sisters
from palabre.governance.views.places import way_up, way_up_to_requests
from palabre.governance.views.shared import shared_page
from palabre.people.requests import MemberRequest

A_PAGE = 30
TEMPLATE = "governance/agenda_request.html"


@login_not_required
@require_safe
def agenda_requests(request: HttpRequest) -> HttpResponse:
    return shared_page(request, "governance/agenda_requests.html", lambda: _listed(request))


def _listed(request: HttpRequest) -> dict[str, Any]:
    viewer = request.user
    form = RequestFilterForm(request.GET, viewer=viewer)
    filters = form.filters()
    shown = Paginator(queries.requests_listed(viewer, filters), A_PAGE).get_page(request.GET.get("page"))
    return {
        "shown": shown,
        "lines": queries.request_lines(shown, viewer),
        "form": form,
        "filtered": filters != queries.RequestFilters(),
        "bodies": Body.objects.visible_to(viewer),
        "sisters": sisters(),
    }


@login_not_required
@require_safe
def agenda_request(request: HttpRequest, pk: int) -> HttpResponse:
    return shared_page(request, TEMPLATE, lambda: _context(request, found(request, pk)), own=lambda: _own(request, pk))


def _own(request: HttpRequest, pk: int) -> int | None:
    """Whoever proposed this point or stands behind it sees a page of their own."""
    viewer = request.user
    theirs = Q(author=viewer.pk) | Q(supports__member=viewer.pk)
    own = viewer.is_authenticated and AgendaRequest.objects.filter(theirs, pk=pk).exists()
    return viewer.pk if own else None


@require_http_methods(["GET", "HEAD", "POST"])
def new_agenda_request(request: MemberRequest, pk: int) -> HttpResponse:
    """Points that say much the same are shown once before it is sent; that writes nothing and keeps what was typed."""
    body = get_object_or_404(Body.objects.visible_to(request.user), pk=pk)
    may_propose = policies.may_propose(request.user, body)
    if request.method != "POST":
        return _proposal(request, body, ProposalForm(), may_propose=may_propose)
    require(may_propose)
    form = ProposalForm(request.POST)
    if not form.is_valid():
        return _proposal(request, body, form, may_propose=may_propose, status=422)
    near = [] if form.cleaned_data["seen"] else alike(body, request.user, form.cleaned_data["title"])
    if near:
        return _proposal(request, body, form, may_propose=may_propose, near=near)
    asked = propose_point(body, by=request.user, wording=form.wording)
    messages.success(request, _("Your point is sent. Its words stay as they are, and everyone may follow it here."))
    return SeeOther(asked.get_absolute_url())


def found(request: HttpRequest, pk: int) -> AgendaRequest:
    return get_object_or_404(queries.with_fates(AgendaRequest.objects.visible_to(request.user)), pk=pk)


def request_page(request: HttpRequest, asked: AgendaRequest, *, status: int = 200, **sent: Any) -> HttpResponse:
    """The page; ``sent`` are forms that were not accepted, as typed."""
    return page(request, TEMPLATE, _context(request, asked, **sent), status=status)


def _context(request: HttpRequest, asked: AgendaRequest, **sent: Any) -> dict[str, Any]:
    """The page, with the forms of whoever may use them."""
    viewer = request.user
    may_answer, may_add_to = policies.may_answer(viewer, asked), policies.may_add_to(viewer, asked)
    speaking = SpeakingForm(initial={"speaks": asked.speaks, "speech": asked.speech})
    return {
        "asked": asked,
        "shown": queries.request_page(asked, viewer),
        "terms": terms_of_request(asked),
        "corrections": asked.corrections.all(),
        "trail": way_up_to_requests(viewer, asked.body),
        "is_author": viewer.is_authenticated and viewer.pk == asked.author_id,
        "may_support": policies.may_support(viewer, asked),
        "may_withdraw": policies.may_withdraw(viewer, asked),
        "may_answer": may_answer,
        "may_answer_merger": policies.may_answer_merger(viewer, asked),
        "may_add_to": may_add_to,
        "answering": sent.get("answering") or (AnswerForm(asked=asked) if may_answer else None),
        "speaking": sent.get("speaking") or (speaking if may_add_to else None),
        "correcting": sent.get("correcting") or (CorrectionForm() if may_add_to else None),
    }


def _proposal(request: HttpRequest, body: Body, form: ProposalForm, *, status: int = 200, **more: Any) -> HttpResponse:
    terms = terms_of(body)
    context = {"body": body, "form": form, "terms": terms, "trail": way_up(request.user, body), "near": [], **more}
    return page(request, "governance/new_agenda_request.html", context, status=status)
