"""What became of what I said."""

from functools import cache

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.views.decorators.http import require_safe

from palabre.commons.trail.kept_pages import kept_page
from palabre.people.requests import MemberRequest
from palabre.processes.queries.words import Word, about_words, my_words

A_PAGE = 30


@require_safe
def words(request: MemberRequest) -> HttpResponse:
    """For whoever is signed in: their own words alone."""

    @cache
    def mine() -> list[Word]:
        return my_words(request.user)

    return kept_page(
        request,
        "processes/words.html",
        seen_as=lambda: request.user.pk,
        about=lambda: about_words(request.user, mine()),
        context=lambda: {"shown": Paginator(mine(), A_PAGE).get_page(request.GET.get("page"))},
    )
