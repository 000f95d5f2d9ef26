"""Browsers on which one is told: add this one, end one; and the small program that shows what is pushed there."""

import re
from pathlib import Path

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from palabre.commons.notices.pushing.devices import add_device, end_device
from palabre.core.http import SeeOther, not_understood
from palabre.people.requests import MemberRequest

WORKER = (Path(__file__).parent.parent / "static/notices/told.js").read_text()
BROWSERS = (("Edg/", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari"))
SYSTEMS = (
    ("Android", "Android"),
    ("iPhone|iPad", "iOS"),
    ("Windows", "Windows"),
    ("Mac OS", "macOS"),
    ("Linux", "Linux"),
)


class DeviceForm(forms.Form):
    """What a browser says of itself once its owner agreed."""

    endpoint = forms.CharField(max_length=500)
    point = forms.CharField(max_length=100)
    secret = forms.CharField(max_length=30)


@require_POST
def devices(request: MemberRequest) -> HttpResponse:
    form = DeviceForm(request.POST)
    if not form.is_valid():
        return not_understood(request)
    add_device(request.user, label=_label(request.headers.get("User-Agent", "")), **form.cleaned_data)
    messages.success(request, _("You will be told on this browser too."))
    return SeeOther(_here())


@require_POST
def ending(request: MemberRequest, pk: int) -> HttpResponse:
    """A second click finds it ended, and says the same."""
    end_device(request.user, pk)
    messages.success(request, _("That browser is told no more."))
    return SeeOther(_here())


@login_not_required
@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """From this place, so that it rules over the pages of notices and no others. It keeps no page and reads none."""
    return HttpResponse(WORKER, "text/javascript; charset=utf-8", headers={"Cache-Control": "no-cache"})


def _label(agent: str) -> str:
    """ "Firefox, Android": enough to tell one's own browsers apart, and no more than that is kept."""
    parts = (next((name for sign, name in known if re.search(sign, agent)), "") for known in (BROWSERS, SYSTEMS))
    return ", ".join(filter(None, parts))


def _here() -> str:
    return f"{reverse('notices:rhythm')}#devices"
