"""Where I am signed in, and how to sign out there."""

from typing import Any

from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from palabre.core.http import SeeOther, page
from palabre.membership.actions.sessions import end_other_sessions, end_session
from palabre.membership.queries.sessions import signed_in


@require_http_methods(["GET", "HEAD", "POST"])
def sessions(request: HttpRequest) -> HttpResponse:
    """The page; posted, every session but this one is ended."""
    member: Any = request.user
    here = request.session.session_key
    if request.method != "POST":
        return page(request, "membership/sessions.html", {"sessions": signed_in(member, here)})
    number = end_other_sessions(by=member, keep=here)
    said = ngettext("You are signed out in %(n)s other place.", "You are signed out in %(n)s other places.", number)
    messages.success(request, said % {"n": number} if number else _("You were signed in nowhere else."))
    return SeeOther(reverse("membership:sessions"))


@require_POST
def session_ending(request: HttpRequest, pk: int) -> HttpResponse:
    member: Any = request.user
    end_session(get_object_or_404(UserSession.objects.filter(user=member), pk=pk), by=member)
    messages.success(request, _("You are signed out there."))
    return SeeOther(reverse("membership:sessions"))
