"""The map of bodies, drawn on the server; below it the same in words."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from palabre.core.http import page
from palabre.governance.forms.mandates import MapDayForm
from palabre.governance.queries.map import body_map
from palabre.governance.sisters import sisters


@login_not_required
@require_safe
def body_map_page(request: HttpRequest) -> HttpResponse:
    """With ``?on=2024-06-30``, who sat where that day."""
    asked = MapDayForm(request.GET if "on" in request.GET else None)
    day = asked.cleaned_data["on"] if asked.is_valid() else None
    context = {"shown": body_map(request.user, day), "asked": asked, "day": day, "sisters": sisters()}
    return page(request, "governance/map.html", context)
