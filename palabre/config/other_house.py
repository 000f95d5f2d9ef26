"""The one other house with whose accounts members may sign in (OpenID Connect), as the settings name it."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

LONGEST_ISSUER = 200
NEEDED = ("NAME", "ISSUER", "CLIENT_ID", "CLIENT_SECRET")


@dataclass(frozen=True, slots=True)
class OtherHouse:
    """``issuer`` exactly as its tokens say it. ``by_address``: whether an address it confirmed links a member to it.

    ``form_origin`` is where its page of sign-in stands: our pages may lead a form there, and nowhere else.
    """

    name: str
    issuer: str
    client_id: str
    client_secret: str
    by_address: bool
    form_origin: str


def other_house(
    *, name: str, issuer: str, client_id: str, client_secret: str, by_address: bool, form_origin: str, plain: bool
) -> OtherHouse | None:
    """None where nothing is said. ``plain`` lets it speak http on this machine. Raises ``ImproperlyConfigured``."""
    said = dict(zip(NEEDED, (name, issuer, client_id, client_secret), strict=True))
    if not any(said.values()):
        return None
    if missing := [f"PALABRE_OIDC_{key}" for key, value in said.items() if not value]:
        raise ImproperlyConfigured(
            f"Sign-in with another house is half set up: {', '.join(missing)} missing. Set all four, or none."
        )
    for key, address in (("ISSUER", issuer), ("FORM_ORIGIN", form_origin or issuer)):
        if not _may_be_asked(address, plain=plain):
            raise ImproperlyConfigured(f"PALABRE_OIDC_{key} is no address that begins with https://")
    if len(issuer) > LONGEST_ISSUER or urlsplit(issuer).query:
        raise ImproperlyConfigured("PALABRE_OIDC_ISSUER is the issuer itself, as the provider's tokens say it.")
    return OtherHouse(name, issuer, client_id, client_secret, by_address, _origin(form_origin or issuer))


def _may_be_asked(address: str, *, plain: bool) -> bool:
    parts = urlsplit(address)
    here = plain and parts.scheme == "http" and parts.hostname in ("127.0.0.1", "localhost")
    return bool(parts.hostname) and (parts.scheme == "https" or here)


def _origin(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"
