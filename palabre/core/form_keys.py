"""The key that each form carries, so that it is done once (``palabre.commons.trail.sent_forms``)."""

import secrets

from django.utils.html import format_html
from django.utils.safestring import SafeString

from palabre.core.holes import fill_with, hole, is_hole, own

FIELD = "form_key"


def new_key() -> str:
    """One nobody can guess. Reading a page makes it; only sending the form writes it down."""
    return secrets.token_urlsafe(16)


def key_field(token: object) -> SafeString:
    """The hidden field. Where the form's ``token`` is a hole, its key is one: each reader's own fills it."""
    key = hole("form_key") if is_hole(token) else own("form_key", "", new_key)
    return format_html('<input type="hidden" name="{}" value="{}">', FIELD, key)


fill_with("form_key", lambda request, word: new_key())
