"""The addresses of the API, version 1. Every view answers as ``answering`` has it."""

from django.urls import URLPattern, path

from palabre.membership.models import Token
from palabre.site.api.answering import View, answered
from palabre.site.api.document import openapi
from palabre.site.api.root import api

OF_THE_REGISTER = {"register", "register_members"}
WRITES = {"register_members"}
NOT_OURS = "api-root"  # ninja's own start, under the same address


def _as_answered(each: URLPattern) -> View:
    scope = Token.Scope.REGISTER if each.name in OF_THE_REGISTER else ""
    return answered(each.callback, scope=scope, writes=each.name in WRITES)


app_name = "api"
urlpatterns = [
    path("openapi.json", answered(openapi), name="openapi"),
    *(
        URLPattern(each.pattern, _as_answered(each), each.default_args, each.name)
        for each in api.urls[0]
        if isinstance(each, URLPattern) and each.name != NOT_OURS
    ),
]
