from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from palabre.governance.models import Body
from palabre.governance.queries.month import month_of, month_page
from palabre.governance.views.places import way_up
from palabre.governance.views.shared import shared_page


@login_not_required
@require_safe
def month(request: HttpRequest, pk: int) -> HttpResponse:
    """With ``?month=2026-11``, that month; else this one."""
    return shared_page(request, "governance/month.html", lambda: _context(request, pk))


def _context(request: HttpRequest, pk: int) -> dict[str, Any]:
    body = get_object_or_404(Body.objects.visible_to(request.user), pk=pk)
    asked = month_of(body, request.GET.get("month", ""))
    return {"shown": month_page(asked, request.user), "trail": way_up(request.user, body)}
