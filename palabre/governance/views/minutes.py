"""Minutes to read, and to find: the last of each body first, then all of them."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_safe

from palabre.core.http import SeeOther
from palabre.governance import policies
from palabre.governance.forms.minutes import MinutesFilterForm
from palabre.governance.models import Meeting, Minutes
from palabre.governance.queries.minutes import minutes_asked, newest_of_each_body, readable_minutes
from palabre.governance.sisters import sisters
from palabre.governance.views.minutes_approval import TEMPLATE, context_of
from palabre.governance.views.shared import shared_page

A_PAGE = 30


@login_not_required
@require_safe
def all_minutes(request: HttpRequest) -> HttpResponse:
    return shared_page(request, "governance/all_minutes.html", lambda: _all_minutes(request))


def _all_minutes(request: HttpRequest) -> dict[str, Any]:
    form = MinutesFilterForm(request.GET, viewer=request.user)
    wanted = form.asked()
    return {
        "sisters": sisters(),
        "form": form,
        "filtered": bool(wanted),
        "newest": [] if wanted else newest_of_each_body(request.user),
        "shown": Paginator(minutes_asked(request.user, wanted), A_PAGE).get_page(request.GET.get("page")),
    }


@login_not_required
@require_safe
def minutes(request: HttpRequest, pk: int) -> HttpResponse:
    """What was presented; whoever writes it finds what is in the making before that."""
    found: Minutes | None = readable_minutes(request.user).filter(meeting=pk).first()
    if found:
        return shared_page(request, TEMPLATE, lambda: context_of(request, found))
    meeting = get_object_or_404(Meeting.objects.visible_to(request.user).select_related("body"), pk=pk)
    if not policies.may_write_minutes(request.user, meeting):
        raise Http404
    return SeeOther(reverse("governance:minutes_writing", args=[meeting.pk]))
