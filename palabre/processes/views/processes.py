from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from palabre.commons.trail.kept_pages import kept_page
from palabre.people.queries import common_readership
from palabre.processes.policies.manuscripts import may_bring_in
from palabre.processes.queries.processes import processes_page


@login_not_required
@require_safe
def processes(request: HttpRequest) -> HttpResponse:
    return kept_page(
        request,
        "processes/processes.html",
        seen_as=lambda: (common_readership(request.user), may_bring_in(request.user)),
        context=lambda: {
            "shown": processes_page(request.user, request.GET.get("page", 1)),
            "brings_in": may_bring_in(request.user),
        },
    )
