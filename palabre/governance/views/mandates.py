"""All mandates of a body, and opening, ending, confirming them; and what does not fit."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from palabre.core.http import SeeOther, page
from palabre.core.verdict import require
from palabre.governance import mandate_policies as policies
from palabre.governance.actions.mandates import confirm_mandate, end_mandate, open_mandate
from palabre.governance.forms.mandates import ConfirmationForm, EndingForm, MandateForm
from palabre.governance.models import Body, Mandate
from palabre.governance.queries import mandates as queries
from palabre.governance.queries.composition import composition_of
from palabre.governance.queries.oddities import inconsistencies as oddities
from palabre.governance.views.places import way_up
from palabre.governance.views.shared import shared_page
from palabre.people.requests import MemberRequest

A_PAGE = 50
TEMPLATE = "governance/body_mandates.html"


@login_not_required
@require_safe
def body_mandates(request: HttpRequest, pk: int) -> HttpResponse:
    return shared_page(request, TEMPLATE, lambda: _context(request, _found(request, pk)))


@require_POST
def new_mandate(request: MemberRequest, pk: int) -> HttpResponse:
    """First the search, which writes nothing; then, with someone chosen, the mandate."""
    body = _found(request, pk)
    require(policies.may_open_mandate(request.user, body))
    form = MandateForm(request.POST, body=body, viewer=request.user)
    if not form.is_valid():
        return _page(request, body, form, status=422)
    if form.cleaned_data["chosen"] is None:
        return _page(request, body, form)
    try:
        mandate = open_mandate(body, by=request.user, **form.terms())
    except ValidationError as fault:
        form.add_error(None, fault)
        return _page(request, body, form, status=422)
    messages.success(
        request, _("The mandate of %(name)s is written down, and they are told.") % {"name": mandate.holder}
    )
    return SeeOther(mandate.get_absolute_url())


@require_POST
def mandate_ending(request: MemberRequest, pk: int) -> HttpResponse:
    mandate = _mandate(request, pk)
    require(policies.may_end_mandate(request.user, mandate))
    form = EndingForm(request.POST, mandate=mandate)
    if form.is_valid():
        try:
            ended = end_mandate(mandate, by=request.user, **form.cleaned_data)
        except ValidationError as fault:
            form.add_error(None, fault)
        else:
            said = _("The end of the mandate of %(name)s is written down, and they are told.")
            messages.success(request, said % {"name": ended.holder})
            return SeeOther(ended.get_absolute_url())
    return _page(request, mandate.body, ending=(mandate, form), status=422)


@require_POST
def mandate_confirmation(request: MemberRequest, pk: int) -> HttpResponse:
    mandate = _mandate(request, pk)
    require(policies.may_confirm_mandate(request.user, mandate))
    form = ConfirmationForm(request.POST, mandate=mandate)
    if form.is_valid():
        try:
            confirmed = confirm_mandate(mandate, by=request.user, **form.cleaned_data)
        except ValidationError as fault:
            form.add_error(None, fault)
        else:
            said = _("It is written down that the assembly confirmed the mandate of %(name)s.")
            messages.success(request, said % {"name": confirmed.holder})
            return SeeOther(confirmed.get_absolute_url())
    return _page(request, mandate.body, confirming=(mandate, form), status=422)


@require_safe
def inconsistencies(request: MemberRequest) -> HttpResponse:
    require(policies.may_see_inconsistencies(request.user))
    context = {"kinds": oddities(request.user), "trail": way_up(request.user)}
    return page(request, "governance/inconsistencies.html", context)


def _found(request: HttpRequest, pk: int) -> Body:
    return get_object_or_404(Body.objects.visible_to(request.user), pk=pk)


def _mandate(request: HttpRequest, pk: int) -> Mandate:
    readable = Body.objects.visible_to(request.user).values("pk")
    return get_object_or_404(Mandate.objects.filter(body__in=readable).select_related("body", "holder"), pk=pk)


def _page(
    request: HttpRequest,
    body: Body,
    form: MandateForm | None = None,
    *,
    ending: tuple[Mandate, Form] | None = None,
    confirming: tuple[Mandate, Form] | None = None,
    status: int = 200,
) -> HttpResponse:
    return page(request, TEMPLATE, _context(request, body, form, ending=ending, confirming=confirming), status=status)


def _context(
    request: HttpRequest,
    body: Body,
    form: MandateForm | None = None,
    *,
    ending: tuple[Mandate, Form] | None = None,
    confirming: tuple[Mandate, Form] | None = None,
) -> dict[str, Any]:
    """The list, with the forms of whoever may use them; one that was sent stands with its faults."""
    viewer = request.user
    shown = Paginator(queries.mandates_of(body), A_PAGE).get_page(request.GET.get("page"))
    may_open = policies.may_open_mandate(viewer, body)
    rights = queries.Rights(
        keeps=bool(may_open),
        corrects=bool(policies.may_see_inconsistencies(viewer)),
        reads_why=policies.may_read_why(viewer),
    )
    return {
        "body": body,
        "trail": way_up(viewer, body),
        "shown": shown,
        "lines": [_with_forms(line, ending, confirming) for line in queries.mandate_lines(list(shown), viewer, rights)],
        "limits": composition_of(body, viewer).limits,
        "may_open": may_open,
        "form": form or (MandateForm(body=body, viewer=viewer) if may_open else None),
    }


def _with_forms(line: queries.MandateLine, *sent: tuple[Mandate, Form] | None) -> tuple[Any, Form | None, Form | None]:
    ending, confirming = (each[1] if each and each[0].pk == line.mandate.pk else None for each in sent)
    return (
        line,
        ending or (EndingForm(mandate=line.mandate) if line.ends else None),
        confirming or (ConfirmationForm(mandate=line.mandate) if line.confirms else None),
    )
