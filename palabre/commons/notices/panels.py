"""What this chapter offers to pages beside it."""

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from palabre.commons.notices.policies import may_broadcast
from palabre.core.panels import offer


def offer_all() -> None:
    """Register this chapter's panels; called once, when Django is ready."""
    offer("membership.keeping", messages_to_many)


def messages_to_many(request: HttpRequest, member: object) -> SafeString:
    """The way to them, for whoever may write one."""
    if not may_broadcast(member):
        return SafeString("")
    return render_to_string("notices/parts/keeping.html", {}, request=request)
