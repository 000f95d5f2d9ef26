"""Requests to join, and the two answers."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from palabre.core.http import SeeOther, page
from palabre.core.verdict import require
from palabre.membership.actions.joining import admit, decline
from palabre.membership.forms.joining import AdmissionForm, RefusalForm
from palabre.membership.models import JoinRequest
from palabre.membership.policies import may_answer_this, may_see_admissions
from palabre.people.models import College
from palabre.people.requests import MemberRequest

PER_PAGE = 30


@require_safe
def admissions(request: HttpRequest) -> HttpResponse:
    """Those that wait, the oldest first. By duty: a request is read by those who may answer it, in their branches."""
    require(may_see_admissions(request.user))
    return _page(request)


@require_POST
def admission(request: MemberRequest, pk: int) -> HttpResponse:
    asked = _find(request, pk)
    form = AdmissionForm(request.POST, asked=asked)
    if not form.is_valid():
        return _page(request, {"admit": form, "asked": asked}, status=422)
    admit(asked, by=request.user, **form.cleaned_data)
    messages.success(request, _("%(name)s is a member from that day, and is told.") % {"name": asked.member.name})
    return SeeOther(reverse("membership:admissions"))


@require_POST
def refusal(request: MemberRequest, pk: int) -> HttpResponse:
    asked = _find(request, pk)
    form = RefusalForm(request.POST, asked=asked)
    if not form.is_valid():
        return _page(request, {"decline": form, "asked": asked}, status=422)
    decline(asked, by=request.user, reason=form.cleaned_data["reason"])
    messages.success(request, _("%(name)s is told, with the reason.") % {"name": asked.member.name})
    return SeeOther(reverse("membership:admissions"))


def _find(request: HttpRequest, pk: int) -> JoinRequest:
    require(may_see_admissions(request.user))
    return get_object_or_404(_entrusted(request), pk=pk)


def _entrusted(request: HttpRequest) -> QuerySet[JoinRequest]:
    return JoinRequest.objects.entrusted_to(request.user).select_related("member", "branch__entity")


def _page(request: HttpRequest, typed: dict[str, Any] | None = None, status: int = 200) -> HttpResponse:
    waiting = _entrusted(request).filter(outcome="")
    found = Paginator(waiting, PER_PAGE).get_page(request.GET.get("page"))
    colleges = list(College.objects.order_by("name"))
    rows = [_row(request, asked, colleges, typed or {}) for asked in found]
    return page(request, "membership/admissions.html", {"page_obj": found, "rows": rows}, status=status)


def _row(request: HttpRequest, asked: JoinRequest, colleges: list[College], typed: dict[str, Any]) -> dict:
    """A request with its two forms; the one that was not accepted keeps what was typed."""
    mine = typed if typed.get("asked") == asked else {}
    return {
        "asked": asked,
        "admit": mine.get("admit") or AdmissionForm(asked=asked, colleges=colleges),
        "decline": mine.get("decline") or RefusalForm(asked=asked),
        "may": may_answer_this(request.user, asked),
    }
