"""What the API says when it says no: a problem (RFC 9457), whatever went wrong and wherever."""

from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from ninja import Schema
from pydantic import Field

from palabre.core.verdict import Verdict

MEDIA_TYPE = "application/problem+json"
ROOT = "/api/"  # below it, whatever is refused is refused in this form


class Fault(Schema):
    """One word of the request that does not do."""

    where: str = Field(description="Where it stands: `query.limit`, `path.pk`.")
    says: str = Field(description="What is wrong with it, in English, for whoever writes the program.")


class Problem(Schema):
    """RFC 9457. `title` is the status in English, `detail` a sentence for people."""

    type: str = "about:blank"
    title: str
    status: int = Field(ge=400, le=599)
    detail: str
    errors: list[Fault] = []


def problem(status: int, detail: str, *, errors: list[Fault] | None = None, **headers: str) -> HttpResponse:
    """The answer; ``headers`` with underscores for dashes (``Retry_After="30"``)."""
    words = Problem(title=HTTPStatus(status).phrase, status=status, detail=detail, errors=errors or [])
    response = JsonResponse(words.model_dump(), status=status, content_type=MEDIA_TYPE)
    for name, value in headers.items():
        response[name.replace("_", "-")] = value
    return response


def not_there() -> HttpResponse:
    """The same for what never was and for what is not for this reader: nobody learns which."""
    return problem(404, _("There is nothing here, or nothing for you to read."))


def not_known() -> HttpResponse:
    """RFC 6750, section 3."""
    told = _("This token opens nothing: it has ended, it was mistyped, or it is none of ours.")
    return problem(401, told, WWW_Authenticate='Bearer realm="Palabre", error="invalid_token"')


def no_token() -> HttpResponse:
    """RFC 6750, section 3: who shows nothing is told how, and no error."""
    return problem(401, _("This is for whoever shows a token."), WWW_Authenticate='Bearer realm="Palabre"')


def not_so_fast(seconds: int) -> HttpResponse:
    told = _("You have asked very often. Please wait a little; Retry-After says how many seconds.")
    return problem(429, told, Retry_After=str(seconds))


def not_its_scope() -> HttpResponse:
    """RFC 6750, section 3.1."""
    told = _("This token may not do this. Its member can make one that writes in the register, if they keep it.")
    shown = 'Bearer realm="Palabre", error="insufficient_scope", scope="register:write"'
    return problem(403, told, WWW_Authenticate=shown)


def refused(verdict: Verdict) -> HttpResponse:
    """What an action refused, with its sentence."""
    return problem(429, str(verdict.reason), Retry_After="60") if verdict.retry else problem(403, str(verdict.reason))


def overtaken() -> HttpResponse:
    return problem(409, _("Somebody changed one of these lines meanwhile, so nothing was written. Send it once more."))


def not_json() -> HttpResponse:
    return problem(400, _("The body of the request is no JSON, or is longer than is read here."))


def not_a_reading() -> HttpResponse:
    return problem(405, _("This address is for reading: ask with GET or HEAD."), Allow="GET, HEAD")


def not_a_writing() -> HttpResponse:
    return problem(405, _("This address is for writing: ask with POST."), Allow="POST")


def not_understood(faults: list[dict[str, Any]]) -> HttpResponse:
    """422, naming each word that does not do, once: ``faults`` are pydantic's."""
    said: dict[str, Fault] = {}
    for fault in faults:
        where = _place(fault["loc"])
        said.setdefault(where, Fault(where=where, says=str(fault["msg"])))
    return problem(422, _("Part of the request is not understood."), errors=list(said.values()))


def _place(parts: tuple[Any, ...]) -> str:
    """``query.limit``, ``body.members.3.shares``: without the argument's own name before it, and which of several types
    was tried after it.
    """
    said = [part for part in parts if part not in ("asked", "said")]
    return ".".join(str(part) for part in said[: 4 if said[0] == "body" else 2])


def asked_for(request: HttpRequest) -> bool:
    """Whether a program asked: then a refusal is a problem and not a page."""
    return request.path_info.startswith(ROOT)
