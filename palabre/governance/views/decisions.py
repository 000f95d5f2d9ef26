from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from palabre.core.http import SeeOther, page
from palabre.core.verdict import require
from palabre.governance import policies
from palabre.governance.about import WORDS
from palabre.governance.actions.beside import add_opinion
from palabre.governance.forms.opinions import DecisionsFilterForm, OpinionForm
from palabre.governance.models import Decision
from palabre.governance.queries.agendas import commitment_of
from palabre.governance.queries.counts import counted_of
from palabre.governance.queries.decisions import decisions_asked, standing
from palabre.governance.sisters import sisters
from palabre.governance.views.places import way_up
from palabre.governance.views.shared import shared_page
from palabre.people.policies import may_read
from palabre.people.requests import MemberRequest

A_PAGE = 30
TEMPLATE = "governance/decision.html"


@login_not_required
@require_safe
def decisions(request: HttpRequest) -> HttpResponse:
    return shared_page(request, "governance/decisions.html", lambda: _decisions(request))


def _decisions(request: HttpRequest) -> dict[str, Any]:
    form = DecisionsFilterForm(request.GET, viewer=request.user)
    wanted = form.asked()
    return {
        "sisters": sisters(),
        "form": form,
        "filtered": bool(wanted),
        "shown": Paginator(decisions_asked(request.user, wanted), A_PAGE).get_page(request.GET.get("page")),
    }


@login_not_required
@require_safe
def decision(request: HttpRequest, pk: int) -> HttpResponse:
    return shared_page(request, TEMPLATE, lambda: _context(request, _found(request, pk)), about=[WORDS])


@require_POST
def decision_opinions(request: MemberRequest, pk: int) -> HttpResponse:
    found = _found(request, pk)
    require(policies.may_add_opinion(request.user, found))
    form = OpinionForm(request.POST)
    if not form.is_valid():
        return page(request, TEMPLATE, _context(request, found, form), status=422)
    said = form.cleaned_data
    add_opinion(found, by=request.user, text=said["minority"], said_by=said["minority_by"])
    messages.success(request, _("The minority opinion stands beside the decision."))
    return SeeOther(f"{found.get_absolute_url()}#opinions")


def _found(request: HttpRequest, pk: int) -> Decision:
    readable = Decision.objects.visible_to(request.user).select_related(
        "point__item__body",
        "point__item__commitment",
        "meeting__minutes__approval",
        "commitment",
        "by",
        "number",
        "handed_down",
    )
    return get_object_or_404(readable, pk=pk)


def _context(request: HttpRequest, found: Decision, refused: OpinionForm | None = None) -> dict[str, Any]:
    sits = policies.holds_mandate(request.user, found.point.item.body)
    return {
        "decision": found,
        "number": getattr(found, "number", None),
        "beside": standing(found, request.user),
        "trail": way_up(request.user, found.point.item.body, found.meeting, found.point.item),
        "commitment": commitment_of(found, found.point.item),
        "counted": counted_of(found.point.counts.filter(meeting=found.meeting).order_by("id")),
        "meeting_is_open": bool(found.meeting and may_read(request.user, found.meeting)),
        "may_add_opinion": policies.may_add_opinion(request.user, found) if sits and found.meeting else None,
        "opinion_form": refused or OpinionForm(),
        "opinion_open": refused is not None,
    }
