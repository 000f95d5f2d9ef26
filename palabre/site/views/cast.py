"""Who is who in the demo, and a button to become one of them. Nowhere but in the demo."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from palabre.core.http import SeeOther, page
from palabre.people.models import Member
from palabre.people.sign_in import KNOWN_PASSWORD
from palabre.site.queries.cast import find_cast


@login_not_required
@require_safe
def cast(request: HttpRequest) -> HttpResponse:
    if not settings.DEMO:
        raise Http404
    return page(request, "site/cast.html", {"people": find_cast(), "password": KNOWN_PASSWORD})


@login_not_required
@require_POST
def sign_in(request: HttpRequest, pk: int) -> HttpResponse:
    """Become someone of the cast, and nobody else: an account made in the demo keeps its password."""
    if not settings.DEMO:
        raise Http404
    chosen = get_object_or_404(Member, pk__in=[person.pk for person in find_cast()], pk=pk)
    login(request, chosen, backend=settings.AUTHENTICATION_BACKENDS[0])
    messages.success(request, _("You are signed in as %(name)s.") % {"name": chosen.name})
    return SeeOther("/")
