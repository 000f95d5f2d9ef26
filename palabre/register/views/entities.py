"""A legal entity's vocabulary: statuses, and what colleges weigh."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from palabre.core.http import SeeOther, page
from palabre.core.verdict import require
from palabre.people.models import College, Duty, Entity
from palabre.people.requests import MemberRequest
from palabre.register import policies
from palabre.register.actions.vocabulary import name_status, weigh_college
from palabre.register.forms.vocabulary import StatusForm, WeightForm
from palabre.register.queries.entities import vocabulary_of


@require_safe
def entity(request: MemberRequest, pk: int) -> HttpResponse:
    return _page(request, _find(request, pk), {})


@require_POST
def statuses(request: MemberRequest, pk: int) -> HttpResponse:
    found, form = _find(request, pk), StatusForm(request.POST)
    if not form.is_valid():
        return _page(request, found, {"status": form}, status=422)
    name_status(found, by=request.user, **form.cleaned_data)
    messages.success(request, _("The status can be given from now on."))
    return SeeOther(reverse("register:entity", args=[pk]))


@require_POST
def weights(request: MemberRequest, pk: int) -> HttpResponse:
    require(policies.may_keep_register(request.user))
    kept = College.objects.filter(entity__in=Entity.objects.entrusted_to(request.user, *Duty.KEEPS_REGISTER))
    college = get_object_or_404(kept.select_related("entity"), pk=pk)
    form = WeightForm(request.POST, college=college)
    if not form.is_valid():
        return _page(request, college.entity, {f"weight-{pk}": form}, status=422)
    weigh_college(college, by=request.user, **form.cleaned_data)
    messages.success(request, _("The weight is written, with the day it counts from."))
    return SeeOther(reverse("register:entity", args=[college.entity_id]))


def _find(request: MemberRequest, pk: int) -> Entity:
    require(policies.may_keep_register(request.user))
    return get_object_or_404(Entity.objects.entrusted_to(request.user, *Duty.KEEPS_REGISTER), pk=pk)


def _page(request: HttpRequest, found: Entity, typed: dict[str, Any], status: int = 200) -> HttpResponse:
    words = vocabulary_of(found)
    context = {
        "trail": [(_("Register of members"), reverse("register:members"))],
        "entity": found,
        "vocabulary": words,
        "status_form": typed.get("status") or StatusForm(),
        "weighed": [
            (each, typed.get(f"weight-{each.college.pk}") or WeightForm(college=each.college))
            for each in words.colleges
        ],
    }
    return page(request, "register/entity.html", context, status=status)
