"""Who sits where, with their photo where they show it: by body, by branch, and a body's poster."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from palabre.core import clock
from palabre.core.components.dates import in_full
from palabre.core.http import page
from palabre.core.nouns import said
from palabre.core.verdict import require
from palabre.directory.about import PROFILES
from palabre.directory.forms.seated import BranchForm
from palabre.directory.policies import is_member, may_look_by_branch
from palabre.directory.queries.seated import branches_of, is_heard_no_more, of_branch, on_paper, seated_bodies
from palabre.governance.models import Body
from palabre.governance.views.shared import shared_page

A_PAGE = 20  # bodies
FEW, SOME = 6, 12  # people whom a poster shows large, or fairly large


@login_not_required
@require_safe
def seated(request: HttpRequest) -> HttpResponse:
    return shared_page(
        request, "directory/seated.html", lambda: _seated(request), own=lambda: _own(request.user), about=[PROFILES]
    )


def _own(viewer: Any) -> int | None:
    """Whoever someone wants no more messages from sees a page of their own, so that no other is told."""
    return viewer.pk if viewer.pk and is_heard_no_more(viewer) else None


def _seated(request: HttpRequest) -> dict[str, Any]:
    shown = Paginator(Body.objects.visible_to(request.user), A_PAGE).get_page(request.GET.get("page"))
    return {
        "shown": shown,
        "bodies": seated_bodies(list(shown), request.user),
        "trail": [_governance()],
        "sisters": _sisters(request.user),
        "own_profile": is_member(request.user),
    }


@require_safe
def seated_by_branch(request: HttpRequest) -> HttpResponse:
    """One's own branch, or with ``?branch=12`` another."""
    require(may_look_by_branch(request.user))
    own = branches_of(request.user)
    form = BranchForm(request.GET if "branch" in request.GET else None, own=own)
    branches = [form.cleaned_data["branch"]] if form.is_bound and form.is_valid() else own
    context = {
        "form": form,
        "branches": [of_branch(branch, request.user) for branch in branches],
        "trail": [_governance()],
        "sisters": _sisters(request.user),
    }
    return page(request, "directory/seated_by_branch.html", context)


@login_not_required
@require_safe
def poster(request: HttpRequest, pk: int) -> HttpResponse:
    """Who sits in a body, for a wall: one page of A4, or with ``?paper=a3`` of A3."""
    body = get_object_or_404(Body.objects.visible_to(request.user), pk=pk)
    people = on_paper(body)
    context = {
        "body": body,
        "people": people,
        "crowd": "few" if len(people) <= FEW else "some" if len(people) <= SOME else "many",
        "paper": "a3" if request.GET.get("paper") == "a3" else "a4",
        "trail": [_governance(), (body.name, body.get_absolute_url())],
        "today": in_full(clock.today()),
        "address": request.build_absolute_uri(body.get_absolute_url()),
    }
    return page(request, "directory/poster.html", context)


def _governance() -> tuple[str, str]:
    return _("Governance"), reverse("governance:bodies")


def _sisters(viewer: Any) -> list[tuple[str, str, str]]:
    by_body = ("body", _("By body"), reverse("directory:seated"))
    by_branch = (
        "branch",
        _("By %(branch)s") % {"branch": said("branch", "bare")},
        reverse("directory:seated_by_branch"),
    )
    return [by_body, by_branch] if is_member(viewer) else [by_body]
