"""What is held of me: of what kind, why, until when."""

from django.http import HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from palabre.core.http import page
from palabre.people.consents import agreed_by
from palabre.people.requests import MemberRequest
from palabre.privacy.queries.holdings import held_of


@never_cache
@require_safe
def held(request: MemberRequest) -> HttpResponse:
    kinds = held_of(request.user)
    context = {
        "agreed": agreed_by(request.user),
        "held": [each for each in kinds if each.is_there],
        "none": [each for each in kinds if not each.is_there],
    }
    return page(request, "privacy/held.html", context)
