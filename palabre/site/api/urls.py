"""The addresses of the API, version 1. Every view answers as ``answering`` has it."""

from django.urls import URLPattern, path

from palabre.site.api.answering import answered
from palabre.site.api.document import openapi
from palabre.site.api.root import api

NOT_OURS = "api-root"  # ninja's own start, under the same address

app_name = "api"
urlpatterns = [
    path("openapi.json", answered(openapi), name="openapi"),
    *(
        URLPattern(each.pattern, answered(each.callback), each.default_args, each.name)
        for each in api.urls[0]
        if isinstance(each, URLPattern) and each.name != NOT_OURS
    ),
]
