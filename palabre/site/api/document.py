"""The OpenAPI document: what ninja tells of the operations, with what every answer of ours has besides."""

from copy import deepcopy
from functools import cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse

from palabre.site.api.problems import MEDIA_TYPE, Problem
from palabre.site.api.root import api

REFUSALS = {
    "401": "A token was shown, and it opens nothing; or one was asked for.",
    "404": "Nothing there, or nothing for this reader.",
    "422": "Part of the request is not understood.",
    "429": "Asked too often; Retry-After says how many seconds to wait.",
}
BEARER = (
    "Made by a member at /me/tokens/. `read:public` reads what everyone reads, `read:mine` what its member may read."
)
CACHING = {
    "ETag": ("Say it in If-None-Match, and an unchanged answer comes back as 304, empty.", True),
    "Cache-Control": ("A minute for what everybody may read; nothing read with a token is kept on the way.", True),
    "Link": ('The next page of a list, `rel="next"`.', False),
}


def openapi(request: HttpRequest) -> HttpResponse:
    """The document, at the address everybody expects it at."""
    return JsonResponse(document())


@cache
def document() -> dict[str, Any]:
    """Made once a process: it changes with the release alone."""
    told = deepcopy(dict(api.get_openapi_schema(path_prefix="/api/v1")))
    told["info"]["license"] = {"name": "AGPL-3.0-or-later", "identifier": "AGPL-3.0-or-later"}
    told["servers"] = [{"url": settings.SITE_URL}]
    told["components"]["schemas"]["Problem"] = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
    told["components"]["schemas"] |= told["components"]["schemas"]["Problem"].pop("$defs")
    told["components"]["securitySchemes"] = {"token": {"type": "http", "scheme": "bearer", "description": BEARER}}
    told["security"] = [{}, {"token": []}]
    told["paths"]["/api/v1/token"]["get"]["security"] = [{"token": []}]
    told["components"]["headers"] = {
        name: {"description": words, "required": always, "schema": {"type": "string"}}
        for name, (words, always) in CACHING.items()
    }
    for operation in (each for methods in told["paths"].values() for each in methods.values()):
        _completed(operation)
    return told


def _completed(operation: dict[str, Any]) -> None:
    """Statuses are strings in the document; ninja gives numbers."""
    responses = {str(status): said for status, said in operation["responses"].items()}
    responses["200"]["headers"] = {name: {"$ref": f"#/components/headers/{name}"} for name in CACHING}
    responses["304"] = {"description": "Unchanged since the ETag you hold."}
    asks = {parameter["in"] for parameter in operation["parameters"]}
    for status, words in REFUSALS.items():
        if status in ("401", "429") or (status == "404" and "path" in asks) or (status == "422" and asks):
            content = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
            responses[status] = {"description": words, "content": content}
    operation["responses"] = responses
