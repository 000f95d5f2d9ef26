"""Addresses of signing in with another house's account: there only where the settings name one."""

from allauth.account.internal.decorators import login_not_required
from allauth.socialaccount.helpers import render_authentication_error
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from allauth.socialaccount.views import connections
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe
from requests import RequestException

from palabre.membership.account_addresses import in_our_words
from palabre.membership.other_house import HouseTokens, named


@login_not_required
@never_cache
@require_POST
def sign_in(request: HttpRequest) -> HttpResponse:
    """Lead to the other house. What it is asked stays in the session; nothing else is written."""
    tokens = HouseTokens(request, named().issuer)
    try:
        return OAuth2LoginView.adapter_view(tokens)(request)
    except (OAuth2Error, RequestException) as fault:
        return render_authentication_error(request, tokens.get_provider(), exception=fault)


@login_not_required
@never_cache
@require_safe
def callback(request: HttpRequest) -> HttpResponse:
    """Back from the other house: a GET that signs in, as the protocol has it. Its state and code serve once."""
    tokens = HouseTokens(request, named().issuer)
    return OAuth2CallbackView.adapter_view(tokens)(request)


urlpatterns = [
    path("other-house/", in_our_words(connections, {}, {}), name="socialaccount_connections"),
    path("other-house/sign-in/", sign_in, name="oidc_sign_in"),
    path("other-house/callback/", callback, name="oidc_callback"),
]
