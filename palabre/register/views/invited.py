"""For whoever holds a link: open an account, or join one. GET writes nothing (mail scanners follow links)."""

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from palabre.core.http import SeeOther, page
from palabre.core.verdict import Refused
from palabre.people.models import Member
from palabre.people.requests import MemberRequest
from palabre.register.actions.invitations import ask_for_mail, open_account
from palabre.register.actions.joining import join_account
from palabre.register.forms.invitations import AddressForm, OpeningForm
from palabre.register.invitation_policies import may_join, may_open_as
from palabre.register.links import invitation_of
from palabre.register.models import Invitation


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invited(request: HttpRequest, token: str) -> HttpResponse:
    """One answer for links that are unknown, used, over or withdrawn: 410, and what to do next."""
    found = invitation_of(token)
    if not found:
        return page(request, "register/invited_gone.html", {}, status=410)
    posted = request.POST if request.method == "POST" else None
    form = OpeningForm(posted, member=found.member) if found.address else AddressForm(posted)
    may = may_open_as(request.user)
    if not may or posted is None or not form.is_valid():
        may_join_it = may_join(request.user, found.member)
        context = {"invitation": found, "form": form, "may": may, "may_join": may_join_it, "token": token}
        return page(request, "register/invited.html", context, status=422 if form.errors else 200)
    try:
        return _use(request, token, found, form)
    except Refused:
        if invitation_of(token):
            raise
        return page(request, "register/invited_gone.html", {}, status=410)


@require_POST
@never_cache
def invited_joining(request: MemberRequest, token: str) -> HttpResponse:
    """For whoever is signed in to an account without a line: join it to the line that the link is for."""
    try:
        join_account(token, by=request.user)
    except Refused:
        if invitation_of(token):
            raise
        return page(request, "register/invited_gone.html", {}, status=410)
    messages.success(request, _("Your account is joined to your line in the register."))
    return SeeOther(reverse("register:mine"))


@login_not_required
@require_safe
def invited_mailed(request: HttpRequest) -> HttpResponse:
    """Said alike whether or not the address has an account; the mail says the rest."""
    return page(request, "register/invited_mailed.html", {})


def _use(request: HttpRequest, token: str, found: Invitation, form: OpeningForm | AddressForm) -> HttpResponse:
    if isinstance(form, AddressForm):
        ask_for_mail(token, by=request.user, address=form.cleaned_data["address"])
        return SeeOther(reverse("register:invited_mailed"))
    member = open_account(token, by=request.user, hashed=form.hashed())
    return _signed_in(request, member, passkey=form.cleaned_data["way"] == "passkey")


def _signed_in(request: HttpRequest, member: Member, *, passkey: bool) -> HttpResponse:
    """As after a code by mail: the link proved the address. Then the key is made, or the wishes are asked."""
    record_authentication(request, member, method="code", email=member.email)
    then = reverse("mfa_add_webauthn") if passkey else reverse(settings.FIRST_PAGE)
    return perform_login(request, Login(user=member, redirect_url=then))
