"""What the record promises, and the seal by which anyone can hold it to that."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from palabre.core.http import page
from palabre.site.queries.transparency import transparency as shown


@login_not_required
@require_safe
def transparency(request: HttpRequest) -> HttpResponse:
    return page(request, "site/transparency.html", {"shown": shown()})
