"""The list that everyone reads, one act, and what can be answered."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from palabre.commons.four_eyes.actions.acts import confirm, refuse, withdraw
from palabre.commons.four_eyes.deeds import registry
from palabre.commons.four_eyes.forms import RefuseForm
from palabre.commons.four_eyes.models import Act
from palabre.commons.four_eyes.policies import may_answer, may_confirm, may_withdraw
from palabre.commons.four_eyes.queries import line_of, lines_of
from palabre.core.http import SeeOther, page
from palabre.core.verdict import require
from palabre.people.requests import MemberRequest

PER_PAGE = 30


@login_not_required
@require_safe
def acts(request: HttpRequest) -> HttpResponse:
    found = Paginator(_all(), PER_PAGE).get_page(request.GET.get("page"))
    context = {"page_obj": found, "acts": lines_of(found), "days": 7}
    return page(request, "four_eyes/acts.html", context)


@login_not_required
@require_safe
def act(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, get_object_or_404(_all(), pk=pk), RefuseForm())


@require_POST
def confirmation(request: MemberRequest, pk: int) -> HttpResponse:
    confirm(get_object_or_404(_all(), pk=pk), by=request.user)
    messages.success(request, _("Confirmed, and done."))
    return SeeOther(reverse("four_eyes:act", args=[pk]))


@require_POST
def refusal(request: MemberRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(_all(), pk=pk)
    form = RefuseForm(request.POST)
    if not form.is_valid():
        require(may_answer(request.user, found))
        return _page(request, found, form, status=422)
    refuse(found, by=request.user, reason=form.cleaned_data["reason"])
    messages.success(request, _("Refused. Nothing was done, and whoever asked is told why."))
    return SeeOther(reverse("four_eyes:act", args=[pk]))


@require_POST
def withdrawal(request: MemberRequest, pk: int) -> HttpResponse:
    withdraw(get_object_or_404(_all(), pk=pk), by=request.user)
    messages.success(request, _("Withdrawn. Nothing was done."))
    return SeeOther(reverse("four_eyes:act", args=[pk]))


def _all() -> Any:
    return Act.objects.filter(deed__in=registry).select_related("asked_by", "answered_by")


def _page(request: HttpRequest, found: Act, form: RefuseForm, status: int = 200) -> HttpResponse:
    """What is done and by whom is for everyone; to whom, for those who are asked to look."""
    viewer, deed = request.user, registry[found.deed]
    mine = found.asked_by_id == viewer.pk
    looks = mine or bool(deed.may_confirm(viewer))
    answers = may_answer(viewer, found)
    context = {
        "trail": [(_("Exceptional acts"), reverse("four_eyes:acts"))],
        "act": line_of(found),
        "facts": deed.shown(found.facts) if looks else [],
        "looks": looks,
        "may_answer": answers,
        "may_confirm": may_confirm(viewer, found) if answers else answers,
        "may_withdraw": found.is_waiting and may_withdraw(viewer, found),
        "why_not": answers.reason if looks and found.is_waiting and not mine else "",
        "form": form,
    }
    return page(request, "four_eyes/act.html", context, status=status)
