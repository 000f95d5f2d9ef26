"""How allauth behaves in this house."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.core.mail import EmailMessage
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from palabre.people.models import Cooperative


class AccountAdapter(DefaultAccountAdapter):
    """Sign-up makes an account, not a member: what is for members needs a belonging open today.

    What one may learn about an address one does not own is nothing: signing in, up, and asking for a code or a
    new password answer alike whether or not the address has an account; the mail says the rest.
    """

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _("This address and this password do not go together. Please look again."),
        "too_many_login_attempts": _(
            "This was tried too often. Please wait five minutes, or have a code sent to you by mail."
        ),
        "rate_limited": _("A code was sent a moment ago. Please wait a little before asking for another."),
        "incorrect_code": _("This is not the code we sent. Please look again at the newest mail."),
        "incorrect_password": _("This is not your password."),
        "enter_current_password": _("This is not your password now."),
        "duplicate_email": _("This address is already yours here."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return True

    def is_safe_url(self, url: str) -> bool:
        """Whether ``next`` stays with us; an address that cannot be taken apart ("http://[") does not."""
        try:
            return super().is_safe_url(url)
        except ValueError:
            return False

    def populate_username(self, request: HttpRequest, user: Any) -> None:
        """Members have no user name."""

    def render_mail(
        self, template_prefix: str, email: str | list[str], context: dict[str, Any], headers: dict | None = None
    ) -> EmailMessage:
        """Mails name the cooperative, not the host that happened to serve the request."""
        context = {**context, "cooperative": Cooperative.current(), "house_url": settings.SITE_URL}
        return super().render_mail(
            template_prefix, email, context, {"Auto-Submitted": "auto-generated", **(headers or {})}
        )
