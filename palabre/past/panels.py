"""What past cycles offer to other pages."""

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from palabre.core.panels import offer
from palabre.past.policies import may_bring_in_history


def offer_all() -> None:
    """Register this chapter's panels; called once, when Django is ready."""
    offer("membership.keeping", cycles_i_keep)
    offer("processes.bringing_in", another_door)


def cycles_i_keep(request: HttpRequest, member: object) -> SafeString:
    """Among what one keeps, for whoever keeps the secretariat."""
    if not may_bring_in_history(member):
        return SafeString("")
    return render_to_string("past/parts/kept.html", {}, request)


def another_door(request: HttpRequest, member: object) -> SafeString:
    """Beside where a working document comes in; asked where one may bring one in."""
    return render_to_string("past/parts/door.html", {}, request)
