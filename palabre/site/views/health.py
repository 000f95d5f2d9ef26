"""Whether this installation works, for whoever watches over it. No personal data, no sign-in."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import Error
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from palabre.site.queries.health import Health, health_now
from palabre.site.queries.ready import readiness_now


@login_not_required
@require_safe
@never_cache
def healthz(request: HttpRequest) -> JsonResponse:
    """200 while pages can be served, with words for what is late; 503 only when the database does not answer.

    A late worker delays notices and mails, it does not stop anyone from reading or speaking: taking the
    server out of service for it would make things worse.
    """
    try:
        health = health_now()
    except Error:
        health = Health(database="down", worker="unknown", mail="unknown", parked=None)
    status = 200 if health.database == "ok" else 503
    return JsonResponse({**health.words(), "release": settings.RELEASE}, status=status)


@login_not_required
@require_safe
@never_cache
def live(request: HttpRequest) -> JsonResponse:
    """200: this process answers. Asks nothing of anybody; who gets no answer starts the process again."""
    return JsonResponse({"live": "ok", "release": settings.RELEASE})


@login_not_required
@require_safe
@never_cache
def ready(request: HttpRequest) -> JsonResponse:
    """200 while this node can serve pages, 503 while a balancer should send nobody here. Words for what is missing.

    Cache and files are said and do not count: they are the same for all nodes, pages are right without them, and a
    balancer that takes every node out would make an outage of a nuisance.
    """
    readiness = readiness_now()
    return JsonResponse(readiness.words() | {"release": settings.RELEASE}, status=200 if readiness.serves else 503)
