"""The programs that are called: the list, one of them with its failures, and what can be done with it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from palabre.commons.webhooks.actions.webhooks import (
    add_webhook,
    end_webhook,
    resume_webhook,
    retry_missed,
    try_webhook,
)
from palabre.commons.webhooks.forms import WebhookForm
from palabre.commons.webhooks.models import Webhook
from palabre.commons.webhooks.policies import may_add_webhook, may_keep_webhooks
from palabre.commons.webhooks.queries import failures_of, program_of, programs
from palabre.core.http import SeeOther, page
from palabre.core.verdict import require


@require_http_methods(["GET", "HEAD", "POST"])
def webhooks(request: HttpRequest) -> HttpResponse:
    """The list, and a form for one more."""
    member: Any = request.user
    require(may_keep_webhooks(member))
    form = WebhookForm(request.POST if request.method == "POST" else None)
    if not form.is_bound or not form.is_valid():
        context = {"form": form, "programs": programs(), "may_add": may_add_webhook(member)}
        return page(request, "webhooks/webhooks.html", context, status=422 if form.is_bound else 200)
    added = add_webhook(by=member, **form.cleaned_data)
    messages.success(request, _("It is called from now on. Give its keepers the key below, and make a trial call."))
    return SeeOther(reverse("webhooks:webhook", args=[added.pk]))


@never_cache  # the page shows the key
@require_safe
def webhook(request: HttpRequest, pk: int) -> HttpResponse:
    found = _find(request, pk)
    trail = [(_("Programs that are called"), reverse("webhooks:webhooks"))]
    context = {"trail": trail, "program": program_of(found), "failures": failures_of(found)}
    return page(request, "webhooks/webhook.html", context)


@require_POST
def trials(request: HttpRequest, pk: int) -> HttpResponse:
    member: Any = request.user
    try_webhook(_find(request, pk), by=member)
    messages.success(request, _("The trial call is made within seconds. Load this page again to see how it went."))
    return _back(pk)


@require_POST
def retries(request: HttpRequest, pk: int) -> HttpResponse:
    member: Any = request.user
    if retry_missed(_find(request, pk), by=member):
        messages.success(request, _("What did not arrive is sent again within seconds."))
    else:
        messages.info(request, _("Nothing is missing."))
    return _back(pk)


@require_POST
def resumption(request: HttpRequest, pk: int) -> HttpResponse:
    member: Any = request.user
    resume_webhook(_find(request, pk), by=member)
    messages.success(request, _("The program is called again."))
    return _back(pk)


@require_POST
def end(request: HttpRequest, pk: int) -> HttpResponse:
    member: Any = request.user
    end_webhook(_find(request, pk), by=member)
    messages.success(request, _("The program is not called any more."))
    return SeeOther(reverse("webhooks:webhooks"))


def _find(request: HttpRequest, pk: int) -> Webhook:
    require(may_keep_webhooks(request.user))
    return get_object_or_404(Webhook.objects.there(), pk=pk)


def _back(pk: int) -> SeeOther:
    return SeeOther(reverse("webhooks:webhook", args=[pk]))
