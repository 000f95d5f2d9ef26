from collections.abc import Hashable
from functools import cache
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from palabre.commons.trail.kept_pages import kept_page
from palabre.people.queries import common_readership
from palabre.processes.models import Process
from palabre.processes.queries.next_steps import NextStep
from palabre.processes.queries.notes import own_marks
from palabre.processes.queries.process_page import process_page, processes_for, step_for
from palabre.processes.queries.recommendation_page import follows_thing
from palabre.processes.views.writing import Desk, desk_for, processes_crumb

TEMPLATE = "processes/process.html"


@login_not_required
@require_safe
def process(request: HttpRequest, pk: int) -> HttpResponse:
    @cache
    def found() -> Process:
        return get_object_or_404(processes_for(request.user), pk=pk)

    @cache
    def desk() -> Desk:
        return desk_for(request, found())

    @cache
    def step() -> NextStep:
        return step_for(found(), request.user)

    return kept_page(
        request,
        TEMPLATE,
        seen_as=lambda: _seen_as(request, found(), desk(), step()),
        each_time=lambda: follows_thing(Process, pk, request.user),
        about=lambda: [("processes.process", pk)],
        context=lambda: context(request, found(), desk(), step()),
    )


def _seen_as(request: HttpRequest, found: Process, desk: Desk, step: NextStep) -> Hashable:
    """All that this page shows of its reader: what they may read and do, their next step, what they said here."""
    return (
        common_readership(request.user),
        desk.seen_as,
        step,
        own_marks(request.user, [found.discussion_id]),
    )


def context(request: HttpRequest, found: Process, desk: Desk, step: NextStep | None = None) -> dict[str, Any]:
    """What the page shows, with the writing place as it is (a form that was refused keeps its words)."""
    shown = process_page(found, request.user, stands=desk.stands, step=step)
    return {
        "shown": shown,
        "process": found,
        "desk": desk,
        "trail": [processes_crumb()],
        "facts": shown.contract,
        "whole": _("What do you say of the whole?"),
    }
