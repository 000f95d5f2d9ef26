"""Signing in, and the passwords everybody knows."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

# Printed by `palabre demo` beside the cast's addresses. Any other settings refuse it, at sign-in and when chosen.
KNOWN_PASSWORD = "sous-le-grand-tilleul"  # noqa: S105 -- known on purpose


class MemberBackend(AuthenticationBackend):
    """Sign-in by e-mail and password. A demo's password opens nothing outside the demo."""

    def authenticate(self, request: Any, **credentials: Any) -> Any:
        if credentials.get("password") == KNOWN_PASSWORD and not settings.KNOWN_PASSWORDS_ALLOWED:
            return None
        return super().authenticate(request, **credentials)


class NotAKnownPassword:
    """Refuses the demo's password wherever a password is chosen, outside the demo."""

    def validate(self, password: str, user: Any = None) -> None:
        if password == KNOWN_PASSWORD and not settings.KNOWN_PASSWORDS_ALLOWED:
            raise ValidationError(_("This password is printed in our documentation. Please choose another."))

    def get_help_text(self) -> str:
        return _("Not the password of the demo.")
