"""The map of bodies, drawn on the server; below it the same in words."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from palabre.governance.forms.mandates import MapDayForm
from palabre.governance.queries.map import body_map
from palabre.governance.sisters import sisters
from palabre.governance.views.shared import shared_page


@login_not_required
@require_safe
def body_map_page(request: HttpRequest) -> HttpResponse:
    """With ``?on=2024-06-30``, who sat where that day."""
    return shared_page(request, "governance/map.html", lambda: _context(request))


def _context(request: HttpRequest) -> dict[str, Any]:
    asked = MapDayForm(request.GET if "on" in request.GET else None)
    day = asked.cleaned_data["on"] if asked.is_valid() else None
    return {"shown": body_map(request.user, day), "asked": asked, "day": day, "sisters": sisters()}
