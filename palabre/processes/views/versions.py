"""Frozen versions: the list, one of them, and the difference between two."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from palabre.core.http import SeeOther, page
from palabre.processes.models import Recommendation
from palabre.processes.queries.history import versions_of
from palabre.processes.queries.recommendation_page import fetched
from palabre.processes.queries.versions import difference_page, version_page
from palabre.processes.views.writing import processes_crumb


@login_not_required
@require_safe
def versions(request: HttpRequest, pk: int) -> HttpResponse:
    """Every version, newest first; two chosen ones lead to their difference."""
    found = get_object_or_404(fetched(request.user), pk=pk)
    chosen = [request.GET.get(name, "") for name in ("older", "newer")]
    if all(number.isdecimal() and len(number) < 10 for number in chosen):
        older, newer = sorted(int(number) for number in chosen)
        return SeeOther(reverse("processes:difference", args=[pk, older, newer]))
    context = {**_context(found), "versions": list(versions_of(found))[::-1]}
    return page(request, "processes/versions.html", context)


@login_not_required
@require_safe
def version(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    found = get_object_or_404(fetched(request.user), pk=pk)
    revision = get_object_or_404(found.text.revisions.select_related("author"), number=number)
    context = {**_context(found), "shown": version_page(found, revision), "before": number - 1}
    return page(request, "processes/version.html", context)


@login_not_required
@require_safe
def difference(request: HttpRequest, pk: int, older: int, newer: int) -> HttpResponse:
    found = get_object_or_404(fetched(request.user), pk=pk)
    either = Q(number=older) | Q(number=newer)  # unlike IN, it bears numbers no database can hold
    both = {each.number: each for each in found.text.revisions.select_related("author").filter(either)}
    if older >= newer or len(both) != 2:
        raise Http404
    context = {**_context(found), "shown": difference_page(found, both[older], both[newer])}
    return page(request, "processes/difference.html", context)


def _context(found: Recommendation) -> dict[str, Any]:
    above = _("Recommendation %(number)s") % {"number": found.number}
    process = found.process
    return {
        "recommendation": found,
        "process": process,
        "trail": [
            processes_crumb(),
            (process.title, process.get_absolute_url()),
            (above, found.get_absolute_url()),
        ],
    }
