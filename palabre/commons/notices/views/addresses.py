"""Addresses that take no mail: who they are, for the secretariat; and how one mends one's own."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from palabre.commons.notices import preferences
from palabre.commons.notices.inbound.sealed import mark_of
from palabre.commons.notices.models import Trouble
from palabre.commons.notices.policies import may_see_addresses
from palabre.commons.notices.tokens import read_arrived
from palabre.core.http import SeeOther, page
from palabre.core.verdict import require
from palabre.people.models import Member

PER_PAGE = 50


@require_safe
def addresses(request: HttpRequest) -> HttpResponse:
    """Names, since when, and what the mail server said."""
    require(may_see_addresses(request.user))
    stopped = Trouble.objects.stopping().filter(member__is_active=True).select_related("member")
    found = Paginator(stopped.order_by("-stopped_at"), PER_PAGE).get_page(request.GET.get("page"))
    trail = [(_("Messages to many"), reverse("notices:broadcasts"))]
    return page(request, "notices/addresses.html", {"page_obj": found, "trail": trail})


@require_POST
def address_trial(request: HttpRequest) -> HttpResponse:
    member: Any = request.user
    if preferences.ask_for_trial(member):
        messages.success(request, _("A mail is on its way. Open the link in it, and we write to you again."))
    else:
        messages.info(request, _("A mail was sent within the last hour, or none is needed. Please wait a little."))
    return SeeOther(reverse("notices:rhythm"))


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def arrived(request: HttpRequest, token: str) -> HttpResponse:
    """The link of a trial mail. GET asks (mail scanners follow links); POST writes that it arrived."""
    found = read_arrived(token)
    if found is None:
        raise Http404
    member = get_object_or_404(Member, pk=found[0], is_active=True)
    if mark_of(member.email).hex() != found[1]:
        raise Http404
    if request.method != "POST":
        return page(request, "notices/arrived.html", {})
    preferences.trust_address(member)
    messages.success(request, _("Thank you: we write to you again."))
    return SeeOther("/")
