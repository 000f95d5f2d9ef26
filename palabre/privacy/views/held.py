"""What is held of me: of what kind, why, until when."""

from django.http import HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from palabre.core.http import page
from palabre.people.requests import MemberRequest
from palabre.privacy.queries.holdings import held_of


@never_cache
@require_safe
def held(request: MemberRequest) -> HttpResponse:
    return page(request, "privacy/held.html", {"held": held_of(request.user)})
