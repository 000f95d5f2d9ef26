"""Passkeys, apps of codes and recovery codes: how allauth's second step behaves in this house."""

import base64
import hashlib

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from palabre.people.models import Cooperative

PURPOSE = b"palabre second step "


class SecondStep(DefaultMFAAdapter):
    """What apps share with us is kept encrypted: a copy of the database alone opens no second step.

    The key is made from the installation's secret key. Whoever changes that keeps the old one in
    ``PALABRE_OLD_SECRET_KEYS``, else codes of apps and recovery codes no longer match (passkeys still do).
    """

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": gettext_lazy("This is not the code. Look at the app again: it shows a new one every minute."),
        "unverified_email": gettext_lazy("Confirm your e-mail address first: it is how you come back in."),
        "cannot_generate_recovery_codes": gettext_lazy("Add a passkey or an app first: these codes stand in for them."),
        "add_email_blocked": gettext_lazy("End your second step before you add an address, then set it up again."),
    }

    def encrypt(self, text: str) -> str:
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """What was encrypted; nothing where no key of ours fits, so that no code matches."""
        try:
            return _cipher().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            return ""

    def get_totp_issuer(self) -> str:
        """What the app shows above the code: the cooperative, never the host that served the page."""
        return Cooperative.current().name

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return super().get_public_key_credential_rp_entity() | {"name": Cooperative.current().name}

    def generate_authenticator_name(self, user: AbstractBaseUser, type: Authenticator.Type) -> str:
        count = Authenticator.objects.filter(user_id=user.pk, type=type).count()
        return _("My key") if not count else _("My key %(number)s") % {"number": count + 1}


class PasskeyForm(AddWebAuthnForm):
    """A key that signs in by itself, unless one wants it only after the password."""

    def __init__(self, *args: object, **words: object) -> None:
        super().__init__(*args, **words)
        self.fields["passwordless"].initial = True


def _cipher() -> MultiFernet:
    return MultiFernet([_fernet(key) for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)])


def _fernet(secret: str) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(PURPOSE + secret.encode()).digest()))
