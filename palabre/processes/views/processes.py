from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from palabre.core.http import page
from palabre.processes.policies.manuscripts import may_bring_in
from palabre.processes.queries.processes import processes_page


@login_not_required
@require_safe
def processes(request: HttpRequest) -> HttpResponse:
    shown = processes_page(request.user, request.GET.get("page", 1))
    return page(request, "processes/processes.html", {"shown": shown, "brings_in": may_bring_in(request.user)})
