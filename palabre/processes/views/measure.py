from collections.abc import Hashable
from functools import cache
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from palabre.commons.trail.kept_pages import kept_page
from palabre.core.http import is_htmx, page
from palabre.processes.models import Measure
from palabre.processes.queries.measure_page import measure_page, measures_for
from palabre.processes.queries.notes import own_marks
from palabre.processes.queries.recommendation_page import follows_thing
from palabre.processes.views.writing import Desk, desk_for, processes_crumb

TEMPLATE = "processes/measure.html"


@login_not_required
@require_safe
def measure(request: HttpRequest, pk: int) -> HttpResponse:
    """The whole page; for htmx, the writing place alone, to open it in another page's margin."""

    @cache
    def found() -> Measure:
        return get_object_or_404(measures_for(request.user), pk=pk)

    @cache
    def desk() -> Desk:
        return desk_for(request, found())

    if is_htmx(request):
        desk().form.fields["text"].widget.attrs["autofocus"] = True  # whoever opened it wants to write at once
        return page(request, TEMPLATE, context(request, found(), desk()), part="write")
    return kept_page(
        request,
        TEMPLATE,
        seen_as=lambda: _seen_as(request, found(), desk()),
        each_time=lambda: follows_thing(Measure, pk, request.user),
        about=lambda: [("processes.recommendation", found().recommendation_id)],
        context=lambda: context(request, found(), desk()),
    )


def _seen_as(request: HttpRequest, found: Measure, desk: Desk) -> Hashable:
    """All that this page shows of its reader: what they may do here, what they said and supported."""
    marks = own_marks(request.user, [found.discussion_id])
    return desk.seen_as, marks


def context(request: HttpRequest, found: Measure, desk: Desk) -> dict[str, Any]:
    recommendation = found.recommendation
    process = recommendation.process
    above = _("Recommendation %(number)s") % {"number": recommendation.number}
    return {
        "shown": measure_page(found, request.user, request.GET.get("page", 1), stands=desk.stands),
        "measure": found,
        "recommendation": recommendation,
        "process": process,
        "desk": desk,
        "trail": [
            processes_crumb(),
            (process.title, process.get_absolute_url()),
            (above, recommendation.get_absolute_url()),
        ],
    }
