"""For those who keep the register: who was invited to open their account, and how that stands."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from palabre.core.http import SeeOther, page, page_before
from palabre.core.verdict import require
from palabre.people.models import Belonging, Duty, Entity
from palabre.people.requests import MemberRequest
from palabre.register import policies
from palabre.register.actions.invitations import invite, invite_everybody, withdraw_invitation
from palabre.register.invitation_policies import may_invite_everybody
from palabre.register.links import address_of
from palabre.register.queries.invitations import STATES, invitations_kept, invitations_of, sums_of, told

A_PAGE = 50


@require_safe
def invitations(request: MemberRequest, pk: int) -> HttpResponse:
    entity, asked = _find(request, pk), request.GET.get("state", "")
    asked = asked if asked in STATES else ""
    found = Paginator(invitations_of(entity, asked), A_PAGE).get_page(request.GET.get("page"))
    context = {
        "trail": _trail(),
        "entity": entity,
        "sums": sums_of(entity),
        "may_everybody": may_invite_everybody(request.user, entity),
        "asked": asked,
        "found": found,
        "rows": [told(each) for each in found],
    }
    return page(request, "register/invitations.html", context)


@require_POST
def everybody(request: MemberRequest, pk: int) -> HttpResponse:
    invite_everybody(_find(request, pk), by=request.user)
    messages.success(request, _("The mails go out one after the other. Load this page again to see how far they are."))
    return SeeOther(reverse("register:invitations", args=[pk]))


@require_POST
@never_cache
def invitation(request: MemberRequest, pk: int) -> HttpResponse:
    """Invite one person, or again. A link to hand over stands on the answer, and nowhere else ever."""
    require(policies.may_keep_register(request.user))
    lines = Belonging.objects.entrusted_to(request.user, *Duty.KEEPS_REGISTER).select_related("member", "entity")
    line = get_object_or_404(lines, pk=pk)
    hand_over = request.POST.get("how") == "hand_over"
    made, secret = invite(line, by=request.user, hand_over=hand_over)
    if hand_over:
        context = {"trail": _trail(line), "member": line.member, "made": made, "link": address_of(secret)}
        return page(request, "register/handed_over.html", context, status=201)
    messages.success(request, _("The invitation goes out by mail."))
    return SeeOther(reverse("register:member", args=[line.member_id]))


@require_POST
def invitation_withdrawal(request: MemberRequest, pk: int) -> HttpResponse:
    require(policies.may_keep_register(request.user))
    withdraw_invitation(get_object_or_404(invitations_kept(request.user), pk=pk), by=request.user)
    messages.success(request, _("The invitation is withdrawn: its link opens nothing."))
    return SeeOther(page_before(request))


def _find(request: MemberRequest, pk: int) -> Entity:
    require(policies.may_keep_register(request.user))
    return get_object_or_404(Entity.objects.entrusted_to(request.user, *Duty.KEEPS_REGISTER), pk=pk)


def _trail(line: Any = None) -> list[tuple[str, str]]:
    first = [(_("Register of members"), reverse("register:members"))]
    return first + ([(line.member.name, reverse("register:member", args=[line.member_id]))] if line else [])
