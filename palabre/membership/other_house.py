"""Signing in with an account of another house: how allauth's OpenID Connect behaves here.

The authorization code flow (OpenID Connect Core 1.0, 3.1) with PKCE (RFC 7636). A member is known by the provider's
issuer and by the subject it names, nothing else: addresses change hands.
"""

import logging
from typing import Any

import jwt
from allauth.account.models import EmailAddress
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.internal import jwtkit
from allauth.socialaccount.models import SocialApp, SocialLogin
from allauth.socialaccount.providers.base import AuthError, AuthProcess
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from palabre.config.other_house import OtherHouse as Named
from palabre.core.http import SeeOther, page
from palabre.people.models import Member

log = logging.getLogger("palabre.membership")
# With a key pair of the provider's: never "none", nor a secret that we share.
SIGNED_BY = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")
ENDPOINTS = ("authorization_endpoint", "token_endpoint", "jwks_uri")


def named() -> Named:
    """The one that the settings name. Asked only on pages that are there because they do."""
    house = settings.OIDC
    if house is None:
        raise Http404
    return house


class OtherHouse(DefaultSocialAccountAdapter):
    """Nobody signs up this way: the register says who belongs. Whom we do not know is told what to do."""

    def list_apps(self, request: Any, provider: Any = None, client_id: Any = None) -> list[SocialApp]:
        """The one that the settings name; rows of the database name none."""
        house = settings.OIDC
        if house is None or provider not in (None, "openid_connect", house.issuer):
            return []
        words = {"server_url": f"{house.issuer.rstrip('/')}/.well-known/openid-configuration"}
        app = SocialApp(provider="openid_connect", provider_id=house.issuer, name=house.name, settings=words)
        app.client_id, app.secret = house.client_id, house.client_secret
        return [app]

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Let in whom we know by issuer and subject, and whoever links an account from their own page. Anybody else is
        linked by an address that both houses confirmed, where the settings allow it, or refused.
        """
        if sociallogin.is_existing or sociallogin.state.get("process") == AuthProcess.CONNECT:
            return
        member = confirmed_by_both(sociallogin) if named().by_address else None
        if member is None:
            raise ImmediateHttpResponse(page(request, "socialaccount/refused.html", _name(), status=403))
        sociallogin.connect(request, member)

    def on_authentication_error(
        self, request: HttpRequest, provider: Any, error: Any = None, exception: Any = None, extra_context: Any = None
    ) -> None:
        """Back to where one came from, with a sentence; for the operator, the kind of the fault."""
        log.warning("sign-in with another house failed", extra={"facts": {"failure": type(exception).__name__}})
        if error == AuthError.CANCELLED:
            sentence = _("Nothing was done: you turned back at %(name)s.")
        else:
            sentence = _("It did not work with %(name)s. Try again, or sign in another way.")
        messages.warning(request, sentence % _name())
        back = "socialaccount_connections" if request.user.is_authenticated else "account_login"
        raise ImmediateHttpResponse(SeeOther(reverse(back)))


class HouseTokens(OpenIDConnectOAuth2Adapter):
    """What the provider says, believed only where its own key signed it for us."""

    @property
    def openid_config(self) -> dict[str, Any]:
        config = super().openid_config
        if config.get("issuer") != named().issuer or not all(config.get(name) for name in ENDPOINTS):
            raise OAuth2Error("the provider's description of itself does not fit PALABRE_OIDC_ISSUER")
        return config

    def complete_login(self, request: HttpRequest, app: SocialApp, token: Any, **words: Any) -> SocialLogin:
        """The claims of the signed token; of the user-info page only an address, and of the same person (5.3.2)."""
        claims = self._decode_id_token(app, str(words["response"].get("id_token", "")))
        if "email" not in claims and self.openid_config.get("userinfo_endpoint"):
            more = self._fetch_user_info(token.token)
            if more.get("sub") != claims["sub"]:
                raise OAuth2Error("the user-info page tells of somebody else")
            claims |= {name: more[name] for name in ("email", "email_verified") if name in more}
        return self.get_provider().sociallogin_from_response(request, claims)

    def _decode_id_token(self, app: SocialApp, id_token: str) -> dict[str, Any]:
        """Its signature is looked at too, which allauth leaves to TLS. Raises ``OAuth2Error``."""
        try:
            if jwt.get_unverified_header(id_token).get("alg") not in SIGNED_BY:
                raise OAuth2Error("the token is not signed with a key pair")
            claims: dict[str, Any] = jwtkit.verify_and_decode(
                credential=id_token,
                keys_url=self.openid_config["jwks_uri"],
                issuer=named().issuer,
                audience=app.client_id,
                lookup_kid=jwtkit.lookup_kid_jwk,
            )
        except (jwt.PyJWTError, KeyError, TypeError, ValueError) as fault:
            raise OAuth2Error("the token cannot be read") from fault
        if not (isinstance(claims.get("sub"), str) and claims["sub"]):
            raise OAuth2Error("the token names nobody")
        return claims

    def get_callback_url(self, request: HttpRequest, app: SocialApp) -> str:
        return f"{settings.SITE_URL}{reverse('oidc_callback')}"


class HouseProvider(OpenIDConnectProvider):
    """allauth's, at our addresses. Of what it tells of a person, nothing is kept but the subject."""

    pkce_enabled_default = True
    oauth2_adapter_class = HouseTokens

    def get_login_url(self, request: HttpRequest, **words: Any) -> str:
        return reverse("oidc_sign_in")

    def get_callback_url(self) -> str:
        return reverse("oidc_callback")

    def get_redirect_from_request_kwargs(self, request: HttpRequest) -> dict[str, Any]:
        """Where to, and back to where: an address cannot ask for more of the provider than we do."""
        asked = super(OpenIDConnectProvider, self).get_redirect_from_request_kwargs(request)
        connects = request.user.is_authenticated and request.POST.get("process") == AuthProcess.CONNECT
        return {
            "next_url": asked.get("next_url"),
            "process": AuthProcess.CONNECT if connects else AuthProcess.LOGIN,
            "scope": self.get_default_scope(),
            "auth_params": {},
        }

    def get_default_scope(self) -> list[str]:
        return ["openid", "email"]

    def extract_extra_data(self, data: dict[str, Any]) -> dict[str, Any]:
        return {}


def confirmed_by_both(sociallogin: SocialLogin) -> Member | None:
    """The member whose confirmed address is one that the provider says it confirmed too."""
    confirmed = [address.email for address in sociallogin.email_addresses if address.verified is True]
    for email in confirmed:
        found = EmailAddress.objects.filter(email__iexact=email, verified=True, user__is_active=True)
        if known := found.select_related("user").first():
            return known.user
    return None


def _name() -> dict[str, str]:
    return {"name": named().name}
