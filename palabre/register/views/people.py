"""The register of members: the search, one person, and what is written about them."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from palabre.core.http import SeeOther, page
from palabre.core.verdict import require
from palabre.people.models import Belonging, Duty, Entity
from palabre.people.requests import MemberRequest
from palabre.register import policies
from palabre.register.actions.belongings import correct_belonging, end_belonging, number_member, open_belonging
from palabre.register.forms.lines import EndForm, LineForm, NumberForm
from palabre.register.forms.search import SearchForm
from palabre.register.invitation_policies import may_invite
from palabre.register.queries.invitations import last_to
from palabre.register.queries.people import people_found, person, voters_on

A_PAGE = 30


@require_safe
def members(request: MemberRequest) -> HttpResponse:
    require(policies.may_keep_register(request.user))
    form = SearchForm(request.GET, viewer=request.user)
    asked = form.asked()
    found = Paginator(people_found(request.user, asked), A_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "asked": asked,
        "found": found,
        "voices": voters_on(request.user, asked) if not asked.words else None,
        "entities": Entity.objects.entrusted_to(request.user, *Duty.KEEPS_REGISTER).order_by("name"),
        "filtered": bool(urlencode({name: value for name, value in request.GET.items() if value and name != "page"})),
    }
    return page(request, "register/members.html", context)


@require_safe
def member(request: MemberRequest, pk: int) -> HttpResponse:
    return _page(request, pk)


@require_POST
def belongings(request: MemberRequest, pk: int, entity: int) -> HttpResponse:
    """A new belonging of someone whom one keeps already, to this legal entity."""
    require(policies.may_keep_register(request.user))
    found = person(request.user, pk) or _nobody()
    place = get_object_or_404(Entity.objects.entrusted_to(request.user, *Duty.KEEPS_REGISTER), pk=entity)
    form = LineForm(request.POST, entity=place, prefix=f"new-{place.pk}")
    if not form.is_valid():
        return _page(request, pk, {f"new-{place.pk}": form}, status=422)
    open_belonging(found.member, by=request.user, **form.cleaned_data)
    messages.success(request, _("The belonging is written, and the person is told."))
    return _back(pk)


@require_POST
def correction(request: MemberRequest, pk: int) -> HttpResponse:
    line = _line(request, pk)
    form = LineForm(request.POST, entity=line.entity, line=line)
    if not form.is_valid():
        return _page(request, line.member_id, {f"line-{pk}": form}, status=422)
    correct_belonging(line, by=request.user, **form.cleaned_data)
    messages.success(request, _("The line is corrected. The one before stays below, with your reason."))
    return _back(line.member_id)


@require_POST
def ending(request: MemberRequest, pk: int) -> HttpResponse:
    line = _line(request, pk)
    form = EndForm(request.POST, line=line)
    if not form.is_valid():
        return _page(request, line.member_id, {f"end-{pk}": form}, status=422)
    end_belonging(line, by=request.user, **form.cleaned_data)
    messages.success(request, _("The end is written, and the person is told."))
    return _back(line.member_id)


@require_POST
def number(request: MemberRequest, pk: int) -> HttpResponse:
    line = _line(request, pk)
    form = NumberForm(request.POST, line=line)
    if not form.is_valid():
        return _page(request, line.member_id, {f"number-{pk}": form}, status=422)
    number_member(line, by=request.user, **form.cleaned_data)
    messages.success(request, _("The number is written."))
    return _back(line.member_id)


def _line(request: MemberRequest, pk: int) -> Belonging:
    require(policies.may_keep_register(request.user))
    lines = Belonging.objects.entrusted_to(request.user, *Duty.KEEPS_REGISTER).select_related(
        "member", "entity", "college", "branch", "status"
    )
    return get_object_or_404(lines, pk=pk)


def _nobody() -> Any:
    raise Http404


def _back(pk: int) -> SeeOther:
    return SeeOther(reverse("register:member", args=[pk]))


def _page(request: HttpRequest, pk: int, typed: dict[str, Any] | None = None, status: int = 200) -> HttpResponse:
    """The person, with the forms; the one that was not accepted keeps what was typed."""
    viewer: Any = request.user
    require(policies.may_keep_register(viewer))
    found, typed = person(viewer, pk) or _nobody(), typed or {}
    open_in = {line.entity_id for line in found.open if line.until_on is None}
    elsewhere = Entity.objects.entrusted_to(viewer, *Duty.KEEPS_REGISTER).exclude(pk__in=open_in).order_by("name")
    context = {
        "trail": [(_("Register of members"), reverse("register:members"))],
        "person": found,
        "rows": [_row(viewer, line, typed) for line in found.open],
        "elsewhere": [_elsewhere(entity, typed) for entity in elsewhere],
    }
    return page(request, "register/member.html", context, status=status)


def _row(viewer: Any, line: Belonging, typed: dict[str, Any]) -> dict[str, Any]:
    return {
        "line": line,
        "may": policies.may_change_line(viewer, line),
        "correct": typed.get(f"line-{line.pk}") or LineForm(entity=line.entity, line=line),
        "end": typed.get(f"end-{line.pk}") or EndForm(line=line),
        "may_invite": may_invite(viewer, line),
        "invited": last_to(line.member, line.entity),
        "number": typed.get(f"number-{line.pk}") or NumberForm(line=line),
    }


def _elsewhere(entity: Entity, typed: dict[str, Any]) -> dict[str, Any]:
    prefix = f"new-{entity.pk}"
    return {"entity": entity, "form": typed.get(prefix) or LineForm(entity=entity, prefix=prefix)}
