"""How a program that is called knows that it is us: Standard Webhooks 1.0, symmetric (standardwebhooks.com)."""

import base64
import hashlib
import hmac

from django.utils.crypto import salted_hmac

from palabre.commons.webhooks.models import Webhook


def key_of(webhook: Webhook) -> str:
    """The key both sides share, as the standard writes it (``whsec_`` and base64 of 32 bytes).

    Made of the webhook's salt and the installation's secret: it is not in the database. Another secret key makes
    other keys, which the programs must then be given.
    """
    digest = salted_hmac("palabre.webhooks", f"{webhook.pk}.{webhook.salt}", algorithm="sha256").digest()
    return "whsec_" + base64.b64encode(digest).decode()


def signature_of(key: str, message: str, timestamp: int, body: bytes) -> str:
    """``v1,`` and base64 of HMAC-SHA256 over ``message.timestamp.body`` (section "Signature scheme").

    ``message`` is the id of the call, ``timestamp`` seconds since 1970.
    """
    signed = f"{message}.{timestamp}.".encode() + body
    secret = base64.b64decode(key.removeprefix("whsec_"))
    return "v1," + base64.b64encode(hmac.new(secret, signed, hashlib.sha256).digest()).decode()
