from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from palabre.core.http import page
from palabre.processes.models import Recommendation
from palabre.processes.policies import recommendations as policies
from palabre.processes.queries.recommendation_page import fetched, recommendation_page
from palabre.processes.views.writing import Desk, desk_for, processes_crumb

TEMPLATE = "processes/recommendation.html"


@login_not_required
@require_safe
def recommendation(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(fetched(request.user), pk=pk)
    return page(request, TEMPLATE, context(request, found, desk_for(request, found)))


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
