"""The front door: three short lists for whoever is signed in, an invitation for whoever is not."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from palabre.core.http import page
from palabre.membership.queries.me import ties_of
from palabre.processes.queries.words import my_words
from palabre.site.queries.awaiting import awaiting
from palabre.site.queries.open_now import front
from palabre.site.queries.soon import coming

WORDS = 3


@login_not_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    member: Any = request.user
    if not member.is_authenticated:
        return page(request, "site/home_signed_out.html", {"front": front(member)})
    context = {
        "awaiting": awaiting(member),
        "words": my_words(member, limit=WORDS),
        "coming": coming(member),
        "ties": ties_of(member),
    }
    return page(request, "site/home.html", context)
