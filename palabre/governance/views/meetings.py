from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from palabre.core.http import page
from palabre.governance import policies
from palabre.governance.models import Meeting
from palabre.governance.policies import CONVENERS, DECIDERS
from palabre.governance.queries.agendas import meeting_page
from palabre.governance.views.places import way_up


@login_not_required
@require_safe
def meeting(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Meeting.objects.visible_to(request.user).select_related("body"), pk=pk)
    context = {
        "meeting": found,
        "trail": way_up(request.user, found.body),
        "shown": meeting_page(found, request.user),
        "convenes": policies.holds_mandate(request.user, found.body, *CONVENERS),
        "decides": policies.holds_mandate(request.user, found.body, *DECIDERS),
    }
    return page(request, "governance/meeting.html", context)
