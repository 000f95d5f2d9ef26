"""A form is done once: sent again after a cut line or a dead server, it is answered as the first time, not done again.

Every form that posts carries a key of its own (``{% csrf_token %}`` writes it beside the token). What was sent, its key
included, is noted as a hash in the transaction that did it, with the address it was answered with. Nothing is noted for
what was refused, for what changed nothing, and for who is signed out. See ``docs/decisions/0012``.
"""

import hashlib
import json
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _

from palabre.commons.trail.models import SentForm
from palabre.core import clock
from palabre.core.form_keys import FIELD
from palabre.core.http import SeeOther, is_htmx

KEPT_FOR = timedelta(days=1)
LONGEST_LOCATION = 500
WRITES = re.compile(r"[\s(]*(INSERT|UPDATE|DELETE|REPLACE|MERGE|WITH)\b", re.IGNORECASE)
DRAFT = re.compile(r'data-draft-done="([^"]{1,100})"')


class DoneOnce:
    """The innermost middleware: one transaction around a form with a key, its effect and the note that it was done.

    Two that arrive together: the second waits for the first, on PostgreSQL at the key, on SQLite for the only writer.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        sent = _hash_of(request)
        if not sent:
            return self.get_response(request)
        with transaction.atomic():
            noted, is_new = SentForm.objects.get_or_create(sha256=sent, defaults={"at": clock.now()})
            return self._do(request, noted) if is_new else _as_before(request, noted)

    def _do(self, request: HttpRequest, noted: SentForm) -> HttpResponse:
        heard = _Heard()
        with connection.execute_wrapper(heard):
            response = self.get_response(request)
        if response.status_code >= 500:
            transaction.set_rollback(True)
        elif response.status_code >= 400 or not heard.wrote:
            noted.delete()  # refused, or only looked at: sent again, it is looked at again
        else:
            location = response.get("Location", "")
            noted.location = location if len(location) <= LONGEST_LOCATION else ""
            noted.drafts = _drafts_done(request, response)
            noted.save()
        return response


class _Heard:
    """Whether anything was written meanwhile."""

    wrote = False

    def __call__(self, execute: Callable, sql: str, params: Any, many: bool, context: dict) -> Any:
        self.wrote = self.wrote or WRITES.match(sql) is not None
        return execute(sql, params, many, context)


def forget_old() -> int:
    """Forget what was sent more than a day ago; give how many. Whoever sends such a form again is heard anew."""
    return SentForm.objects.filter(at__lt=clock.now() - KEPT_FOR).delete()[0]


def _hash_of(request: HttpRequest) -> str:
    """SHA-256 of who sends which words where with which key; empty where it is not a form of ours with a key.

    Other words from the same page (one went back to it) are another deed: they are not lost.
    """
    if request.method != "POST" or not _may_be_read(request):
        return ""
    try:
        key = request.POST.get(FIELD, "")
    except UnreadablePostError:  # whoever sent it has gone
        return ""
    if not key or not request.user.is_authenticated:
        return ""
    words = {name: values for name, values in request.POST.lists() if name != "csrfmiddlewaretoken"}
    files = [(name, file.name, _content_of(file)) for name in request.FILES for file in request.FILES.getlist(name)]
    said = json.dumps([request.user.pk, request.path, words, files], sort_keys=True)
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()


def _may_be_read(request: HttpRequest) -> bool:
    """Accounts (allauth, without a namespace) and the admin count and answer in their own way.

    What is too long to be read is left to the view that wants to be the first to read it, and to say so.
    """
    try:
        found = resolve(request.path_info)
    except Resolver404:
        return False
    if not found.namespaces or found.namespaces[0] == "admin":
        return False
    length = request.META.get("CONTENT_LENGTH") or "0"
    long = not length.isdecimal() or int(length) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE
    return not (long and getattr(found.func, "csrf_exempt", False))


def _content_of(file: Any) -> str:
    whole = hashlib.sha256()
    for chunk in file.chunks():
        whole.update(chunk)
    file.seek(0)
    return whole.hexdigest()


def _drafts_done(request: HttpRequest, response: HttpResponse) -> list[str]:
    """Drafts that the answer declares accepted: whoever never got that answer still has them on the device."""
    told = [tag for said in _queued(request) for tag in (said.extra_tags or "").split() if tag.startswith("draft:")]
    shown = [] if response.streaming else DRAFT.findall(response.content.decode("utf-8", "replace"))
    return [*(tag.removeprefix("draft:") for tag in told), *shown]


def _queued(request: HttpRequest) -> list[Any]:
    return getattr(getattr(request, "_messages", None), "_queued_messages", [])


def _as_before(request: HttpRequest, noted: SentForm) -> HttpResponse:
    """To where the first one led, with a sentence. htmx reads its page again: what it shows is older than the deed."""
    said = _("This had already arrived. It was recorded once.")
    messages.info(request, said, extra_tags=" ".join(f"draft:{draft}" for draft in noted.drafts))
    if noted.location:
        return SeeOther(noted.location)
    if is_htmx(request):
        return HttpResponse(headers={"HX-Refresh": "true"})
    came_from = urlsplit(request.headers.get("Referer", ""))
    return SeeOther(came_from.path if came_from.netloc == request.get_host() and came_from.path else "/")
