"""The API itself: its operations, and what it says when they refuse."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from palabre.core.verdict import Refused
from palabre.people.models import Cooperative
from palabre.register.writing import Overtaken
from palabre.site.api import governance, processes, register, shapes, trail
from palabre.site.api.problems import (
    no_token,
    not_json,
    not_there,
    not_understood,
    overtaken,
    refused,
)
from palabre.site.api.reader import ApiRequest
from palabre.site.api.shapes import api_of, page_of

LISTS = ("processes", "recommendations", "decisions", "commitments", "bodies", "meetings", "trail")

api = NinjaAPI(
    title="Palabre",
    version="1",
    description="What a cooperative asks itself and decides, and what becomes of it; its register. See docs/api.md.",
    urls_namespace="api",
    openapi_url=None,
    docs_url=None,
)
for router in (processes.router, governance.router, trail.router, register.router):
    api.add_router("", router)


@api.get("/", response=shapes.Start, url_name="start", tags=["Where to begin"])
def read_start(request: ApiRequest) -> dict[str, Any]:
    """Where one begins: the cooperative, and the address of every list."""
    return {
        "cooperative": Cooperative.current().name,
        "release": settings.RELEASE,
        "openapi": api_of("openapi"),
        "about": page_of(reverse("site:open_data")),
        "lists": {name: api_of(name) for name in LISTS},
    }


class NothingShown(Exception):
    """It was asked which token was shown, and none was."""


@api.get("/token", response=shapes.TokenShape, url_name="token", tags=["Where to begin"])
def read_token(request: ApiRequest) -> dict[str, Any]:
    """Which token you show, what it may do, until when."""
    token = request.reader.token
    if token is None:
        raise NothingShown
    return {"name": token.name, "scope": token.scope_words, "ends_on": token.ends_on}


@api.exception_handler(NothingShown)
def unshown(request: HttpRequest, refusal: NothingShown) -> HttpResponse:
    return no_token()


@api.exception_handler(Refused)
def not_allowed(request: HttpRequest, refusal: Refused) -> HttpResponse:
    return refused(refusal.verdict)


@api.exception_handler(Overtaken)
def too_late(request: HttpRequest, refusal: Overtaken) -> HttpResponse:
    return overtaken()


@api.exception_handler(HttpError)
def unreadable(request: HttpRequest, refusal: HttpError) -> HttpResponse:
    return not_json()


@api.exception_handler(Http404)
def nothing(request: HttpRequest, refusal: Http404) -> HttpResponse:
    return not_there()


@api.exception_handler(ValidationError)
def unfit(request: HttpRequest, refusal: ValidationError) -> HttpResponse:
    return not_understood(refusal.errors)
