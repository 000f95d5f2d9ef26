from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from palabre.core.http import page
from palabre.governance.models import Decision
from palabre.governance.queries import agendas
from palabre.governance.views.places import sisters, way_up
from palabre.people.policies import may_read

A_PAGE = 30


@login_not_required
@require_safe
def decisions(request: HttpRequest) -> HttpResponse:
    shown = Paginator(agendas.decisions(request.user), A_PAGE).get_page(request.GET.get("page"))
    return page(request, "governance/decisions.html", {"shown": shown, "sisters": sisters()})


@login_not_required
@require_safe
def decision(request: HttpRequest, pk: int) -> HttpResponse:
    readable = Decision.objects.visible_to(request.user).select_related(
        "point__item__body", "point__item__commitment", "meeting", "commitment", "by"
    )
    found = get_object_or_404(readable, pk=pk)
    context = {
        "decision": found,
        "trail": way_up(request.user, found.point.item.body, found.meeting, found.point.item),
        "commitment": agendas.commitment_of(found, found.point.item),
        "meeting_is_open": bool(may_read(request.user, found.meeting)),
    }
    return page(request, "governance/decision.html", context)
