"""The OpenAPI document: what ninja tells of the operations, with what every answer of ours has besides."""

from copy import deepcopy
from functools import cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse

from palabre.site.api.problems import MEDIA_TYPE, Problem
from palabre.site.api.root import api

REFUSALS = {
    "400": "The body is no JSON.",
    "401": "A token was shown, and it opens nothing; or one was asked for.",
    "403": "The token may not do this, or the register refuses it; `detail` says why.",
    "404": "Nothing there, or nothing for this reader.",
    "409": "Somebody changed one of these lines meanwhile; nothing was written.",
    "422": "Part of the request is not understood.",
    "429": "Asked too often; Retry-After says how many seconds to wait.",
}
BEARER = (
    "Made by a member at /me/tokens/. `read:public` reads what everyone reads, `read:mine` what its member may read; "
    "`register:write` writes in the register of members that its member keeps."
)
ASK_FOR_A_TOKEN = (("/token", "get"), ("/register", "get"), ("/register/{entity}/members", "post"))
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
    for path, method in ASK_FOR_A_TOKEN:
        told["paths"][f"/api/v1{path}"][method]["security"] = [{"token": []}]
    told["components"]["headers"] = {
        name: {"description": words, "required": always, "schema": {"type": "string"}}
        for name, (words, always) in CACHING.items()
    }
    for path, methods in told["paths"].items():
        for method, operation in methods.items():
            _completed(operation, of_the_register=path.startswith("/api/v1/register"), writes=method == "post")
    return told


def _completed(operation: dict[str, Any], *, of_the_register: bool, writes: bool) -> None:
    """Statuses are strings in the document; ninja gives numbers."""
    responses = {str(status): said for status, said in operation["responses"].items()}
    if not writes:
        responses["200"]["headers"] = {name: {"$ref": f"#/components/headers/{name}"} for name in CACHING}
        responses["304"] = {"description": "Unchanged since the ETag you hold."}
    asks = {parameter["in"] for parameter in operation["parameters"]}
    said = {"401", "429"} | ({"404"} if "path" in asks else set()) | ({"422"} if asks else set())
    said |= ({"403"} if of_the_register else set()) | ({"400", "409"} if writes else set())
    for status, words in REFUSALS.items():
        if status in said:
            content = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
            responses[status] = {"description": words, "content": content}
    operation["responses"] = responses
