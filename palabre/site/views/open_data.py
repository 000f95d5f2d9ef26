"""What other programs may read, in plain words."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from palabre.core.http import page
from palabre.site.api.shapes import api_of


@login_not_required
@require_safe
def open_data(request: HttpRequest) -> HttpResponse:
    addresses = {
        "start": api_of("start"),
        "openapi": api_of("openapi"),
        "late": f"{api_of('commitments')}?overdue=true",
    }
    return page(request, "site/open_data.html", {"api": addresses})
