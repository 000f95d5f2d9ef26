"""What became of what I said."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from palabre.core.http import page
from palabre.processes.queries.words import my_words

A_PAGE = 30


@require_safe
def words(request: HttpRequest) -> HttpResponse:
    """For whoever is signed in: their own words alone."""
    shown = Paginator(my_words(request.user), A_PAGE).get_page(request.GET.get("page"))
    return page(request, "processes/words.html", {"shown": shown})
