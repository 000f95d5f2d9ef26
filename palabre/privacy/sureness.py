"""Whether whoever sits there is the person: asked again before what cannot be taken back."""

import time
from urllib.parse import urlencode

from allauth.account import app_settings
from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.internal.flows.reauthentication import did_recently_reauthenticate
from django.http import HttpRequest
from django.urls import reverse


def is_sure(request: HttpRequest) -> bool:
    """The password was typed again a few minutes ago; without a password, the sign-in itself is that young."""
    user = request.user
    if user.is_authenticated and not user.has_usable_password():
        records = get_authentication_records(request, user)
        return bool(records) and time.time() - records[-1]["at"] < app_settings.REAUTHENTICATION_TIMEOUT
    return did_recently_reauthenticate(request)


def way_to_be_sure(request: HttpRequest, back: str) -> str:
    """Where the password is asked for, and then ``back``; whoever has none signs in anew with a code."""
    page = "account_reauthenticate" if request.user.has_usable_password() else "account_request_login_code"  # type: ignore[union-attr]
    return f"{reverse(page)}?{urlencode({'next': back})}"
