"""The rules that hold, their versions, and a version to write down."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from palabre.commons.trail.kept_pages import kept_page, kept_standing
from palabre.core import clock
from palabre.core.http import SeeOther, page
from palabre.core.verdict import require
from palabre.people.models import Entity
from palabre.people.requests import MemberRequest
from palabre.rules import policies
from palabre.rules.actions.rulebooks import record_rules
from palabre.rules.forms import RulebookForm, rule_lines, rules_in, show_faults
from palabre.rules.models import Rulebook
from palabre.rules.queries.page import owners, rules_page, weights_against_the_law


@login_not_required
@require_safe
def rules(request: HttpRequest) -> HttpResponse:
    """What holds today, of the whole or of one legal entity."""
    return _kept(request, lambda: _of_today(request))


@login_not_required
@require_safe
def rulebook(request: HttpRequest, pk: int) -> HttpResponse:
    """One version, frozen, and what changed since the one before."""
    return _kept(request, lambda: _of_version(request, pk))


def _kept(request: HttpRequest, context: Callable[[], dict[str, Any]]) -> HttpResponse:
    return kept_page(request, "rules/rules.html", seen_as=lambda: kept_standing(request.user), context=context)


def _of_today(request: HttpRequest) -> dict[str, Any]:
    entity = _entity_asked(request)
    versions = Rulebook.objects.visible_to(request.user).filter(entity=entity)
    counts = versions.on(clock.today()).first()
    return _shown(request, entity, counts) | {"opening": True, "trail": []}


def _of_version(request: HttpRequest, pk: int) -> dict[str, Any]:
    readable = Rulebook.objects.visible_to(request.user).select_related("entity")
    found = get_object_or_404(readable, pk=pk)
    return _shown(request, found.entity, found) | {"opening": False, "trail": [(_("Rules"), _address(found.entity))]}


def _shown(request: HttpRequest, entity: Entity | None, counts: Rulebook | None) -> dict[str, Any]:
    may_keep = policies.may_keep_rules(request.user, entity)
    versions = Rulebook.objects.visible_to(request.user).filter(entity=entity).order_by("-number")
    return {
        "shown": rules_page(counts, request.user) if counts else None,
        "entity": entity,
        "owners": [(str(each.pk) if each else "", each.name if each else _("The whole cooperative"), _address(each))
                   for each in owners(request.user)],
        "current": str(entity.pk) if entity else "",
        "versions": list(versions),
        "may_keep": may_keep,
        "unlawful": weights_against_the_law(counts) if counts and may_keep else [],
        "new": reverse("rules:new_rulebook") + (f"?entity={entity.pk}" if entity else ""),
    }  # fmt: skip


def _entity_asked(request: HttpRequest) -> Entity | None:
    asked = request.GET.get("entity", "")
    return get_object_or_404(Entity, pk=asked) if asked.isdecimal() else None


def _address(entity: Entity | None) -> str:
    return reverse("rules:rules") + (f"?entity={entity.pk}" if entity else "")


@require_http_methods(["GET", "HEAD", "POST"])
def new_rulebook(request: MemberRequest) -> HttpResponse:
    entity = _entity_asked(request)
    require(policies.may_keep_rules(request.user, entity))
    before = Rulebook.objects.filter(entity=entity).order_by("-number").first()
    data = request.POST if request.method == "POST" else None
    lines = rule_lines(before, request.user, data)
    form = RulebookForm(data, initial=_as_before(before))
    if data is not None and _record(request, entity, form, lines):
        messages.success(request, _("The version is written down."))
        return SeeOther(_address(entity))
    trail = [(_("Rules"), _address(entity))]
    context = {"form": form, "lines": lines, "entity": entity, "trail": trail}
    return page(request, "rules/new_rulebook.html", context, status=422 if data is not None else 200)


def _as_before(before: Rulebook | None) -> dict[str, Any]:
    return {"packs": [pack["slug"] for pack in before.packs], "reach": before.audience.reach} if before else {}


def _record(request: MemberRequest, entity: Entity | None, form: RulebookForm, lines: Any) -> bool:
    if not (form.is_valid() and lines.is_valid()):
        return False
    try:
        record_rules(by=request.user, entity=entity, rules=rules_in(lines), **form.said())
    except ValidationError as wrong:
        show_faults(form, lines, wrong.message_dict)
        return False
    return True
