from collections.abc import Hashable
from functools import cache
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from palabre.commons.trail.kept_pages import kept_page
from palabre.processes.models import Recommendation
from palabre.processes.policies import recommendations as policies
from palabre.processes.queries.notes import own_marks
from palabre.processes.queries.recommendation_page import discussions_of, fetched, follows_thing, recommendation_page
from palabre.processes.views.writing import Desk, desk_for, processes_crumb

TEMPLATE = "processes/recommendation.html"


@login_not_required
@require_safe
def recommendation(request: HttpRequest, pk: int) -> HttpResponse:
    @cache
    def found() -> Recommendation:
        return get_object_or_404(fetched(request.user), pk=pk)

    @cache
    def desk() -> Desk:
        return desk_for(request, found())

    return kept_page(
        request,
        TEMPLATE,
        seen_as=lambda: _seen_as(request, found(), desk()),
        each_time=lambda: follows_thing(Recommendation, pk, request.user),
        about=lambda: [("processes.recommendation", pk)],
        context=lambda: context(request, found(), desk()),
    )


def _seen_as(request: HttpRequest, found: Recommendation, desk: Desk) -> Hashable:
    """All that this page shows of its reader: what they may do here, what they said and supported."""
    return (
        desk.seen_as,
        policies.holds_seat(request.user, found.process),
        policies.may_refer(request.user, found),
        own_marks(request.user, discussions_of(found)),
    )


def context(request: HttpRequest, found: Recommendation, desk: Desk) -> dict[str, Any]:
    """What the page shows, with the writing place for the whole as it is."""
    process = found.process
    sits = policies.holds_seat(request.user, process)
    return {
        "shown": recommendation_page(found, request.user, stands=desk.stands),
        "recommendation": found,
        "process": process,
        "desk": desk,
        "sits": sits,
        "may_refer": policies.may_refer(request.user, found),
        "referred": found.is_referred,
        "trail": [processes_crumb(), (process.title, process.get_absolute_url())],
    }
