from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from palabre.core.http import page
from palabre.processes.models import Process
from palabre.processes.queries.process_page import process_page, processes_for
from palabre.processes.views.writing import Desk, desk_for, processes_crumb

TEMPLATE = "processes/process.html"


@login_not_required
@require_safe
def process(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(processes_for(request.user), pk=pk)
    return page(request, TEMPLATE, context(request, found, desk_for(request, found)))


def context(request: HttpRequest, found: Process, desk: Desk) -> dict[str, Any]:
    """What the page shows, with the writing place as it is (a form that was refused keeps its words)."""
    shown = process_page(found, request.user, stands=desk.stands)
    return {
        "shown": shown,
        "process": found,
        "desk": desk,
        "trail": [processes_crumb()],
        "facts": shown.contract,
        "whole": _("What do you say of the whole?"),
    }
