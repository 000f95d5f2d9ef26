"""The demo's outbox: every mail that would have been sent, codes included. Nowhere but in the demo."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from palabre.core.http import page
from palabre.site.outbox import mail_named, mails


@login_not_required
@require_safe
def outbox(request: HttpRequest) -> HttpResponse:
    if not settings.OUTBOX_VISIBLE:
        raise Http404
    return page(request, "site/outbox.html", {"mails": mails()})


@login_not_required
@require_safe
def mail(request: HttpRequest, name: str) -> HttpResponse:
    found = mail_named(name) if settings.OUTBOX_VISIBLE else None
    if not found:
        raise Http404
    return page(request, "site/outbox_mail.html", {"mail": found})
