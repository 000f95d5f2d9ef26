"""The tokens with which my programs read."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from palabre.core.http import SeeOther, page
from palabre.membership.actions.tokens import end_token, make_token
from palabre.membership.forms.tokens import TokenForm
from palabre.membership.models import Token
from palabre.membership.policies import may_make_token
from palabre.membership.queries.tokens import tokens_of


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def tokens(request: HttpRequest) -> HttpResponse:
    """The page; post what it is for. The answer to that is the only page on which the token's words ever stand."""
    member: Any = request.user
    form = TokenForm(request.POST if request.method == "POST" else None, member=member)
    if not form.is_bound or not form.is_valid():
        return _page(request, form, status=422 if form.is_bound else 200)
    token, secret = make_token(by=member, **form.cleaned_data)
    return _page(request, TokenForm(member=member), status=201, made=token, secret=secret)


def _page(request: HttpRequest, form: TokenForm, *, status: int, made: Any = None, secret: str = "") -> HttpResponse:
    words = {"form": form, "tokens": tokens_of(form.member), "may_make": may_make_token(form.member)}
    shown = {"made": made, "secret": secret, "house_url": settings.SITE_URL}
    return page(request, "membership/tokens.html", words | shown, status=status)


@require_POST
def token_ending(request: HttpRequest, pk: int) -> HttpResponse:
    member: Any = request.user
    token = end_token(get_object_or_404(Token.objects.filter(member=member), pk=pk), by=member)
    messages.success(request, _("“%(token)s” opens nothing any more.") % {"token": token.name})
    return SeeOther(reverse("membership:tokens"))
