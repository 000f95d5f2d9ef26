"""Links on the member's own page."""

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from palabre.core.panels import offer


def offer_all() -> None:
    """Register this chapter's panels; called once, when Django is ready."""
    offer("membership.account", _mine)
    offer("membership.kept", _others)


def _mine(request: HttpRequest, member: object) -> SafeString:
    return render_to_string("privacy/parts/mine.html", request=request)


def _others(request: HttpRequest, member: object) -> SafeString:
    return render_to_string("privacy/parts/others.html", request=request)
