"""Messages of the cooperative to many: written, read once more, tried, sent; and the proof that they were."""

from typing import Any

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from palabre.commons.notices.actions.broadcasts import (
    begin_broadcast,
    change_broadcast,
    discard_broadcast,
    send_broadcast,
    try_broadcast,
)
from palabre.commons.notices.broadcasts.circles import offered_to
from palabre.commons.notices.broadcasts.listing import how_many
from palabre.commons.notices.broadcasts.proof import as_csv, proof_of
from palabre.commons.notices.forms.broadcasts import BroadcastForm, SeenForm
from palabre.commons.notices.models import Broadcast, Trouble
from palabre.commons.notices.policies import may_broadcast, may_see_addresses
from palabre.core.http import SeeOther, not_understood, page
from palabre.core.verdict import require

MOST_SENT = 50


@require_safe
def broadcasts(request: HttpRequest) -> HttpResponse:
    """Drafts, and what was sent."""
    there = _kept_by(request)
    stopped = Trouble.objects.stopping().filter(member__is_active=True)
    context = {
        "drafts": there.drafts().order_by("-changed_at"),
        "stopped": stopped.count() if may_see_addresses(request.user) else 0,
        "sent": there.sent().order_by("-sent_at", "-pk")[:MOST_SENT],
    }
    return page(request, "notices/broadcasts.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new_broadcast(request: HttpRequest) -> HttpResponse:
    member: Any = request.user
    require(may_broadcast(member))
    form = BroadcastForm(request.POST if request.method == "POST" else None, viewer=member)
    if not form.is_bound or not form.is_valid():
        context = {"form": form, "trail": _trail(), "pk": 0}
        return page(request, "notices/broadcast_words.html", context, status=422 if form.is_bound else 200)
    return SeeOther(_address(begin_broadcast(by=member, **form.said())))


@require_http_methods(["GET", "HEAD", "POST"])
def words(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a draft."""
    member: Any = request.user
    found = _find(request, pk)
    form = BroadcastForm(request.POST if request.method == "POST" else None, viewer=member, draft=found)
    if found.sent_at or found.discarded_at:
        raise Http404
    if not form.is_bound or not form.is_valid():
        context = {"form": form, "trail": _trail(), "pk": pk}
        return page(request, "notices/broadcast_words.html", context, status=422 if form.is_bound else 200)
    return SeeOther(_address(change_broadcast(found, by=member, **form.said())))


@require_safe
def broadcast(request: HttpRequest, pk: int) -> HttpResponse:
    """A draft as it will be read, with how many it goes to; once sent, what became of it."""
    found = _find(request, pk)
    context: dict[str, Any] = {"message": found, "trail": _trail()}
    if found.sent_at:
        return page(request, "notices/broadcast_sent.html", {**context, "proof": proof_of(found)})
    return page(request, "notices/broadcast.html", {**context, "members": how_many(found)})


@require_POST
def trial(request: HttpRequest, pk: int) -> HttpResponse:
    member: Any = request.user
    try_broadcast(_find(request, pk), by=member)
    messages.success(request, _("It comes to you alone, by mail, within a minute."))
    return SeeOther(reverse("notices:broadcast", args=[pk]))


@require_POST
def sending(request: HttpRequest, pk: int) -> HttpResponse:
    member: Any = request.user
    form = SeenForm(request.POST)
    if not form.is_valid():
        return not_understood(request)
    sent = send_broadcast(_find(request, pk), by=member, seen=form.cleaned_data["seen"])
    messages.success(request, _("It is sent. It stands on their page of notices from now on; the mails follow."))
    return SeeOther(_address(sent))


@require_POST
def discarding(request: HttpRequest, pk: int) -> HttpResponse:
    member: Any = request.user
    discard_broadcast(_find(request, pk), by=member)
    messages.success(request, _("The draft is thrown away."))
    return SeeOther(reverse("notices:broadcasts"))


@require_safe
def proof_csv(request: HttpRequest, pk: int) -> StreamingHttpResponse:
    found = _find(request, pk)
    if not found.sent_at:
        raise Http404
    headers = {"Content-Disposition": f'attachment; filename="proof-{pk}.csv"'}
    return StreamingHttpResponse(as_csv(found), content_type="text/csv; charset=utf-8", headers=headers)


def _kept_by(request: HttpRequest) -> Any:
    """Those to places where the viewer keeps the secretariat today."""
    member: Any = request.user
    require(may_broadcast(member))
    where = Q(pk__in=[])
    for circle, places in offered_to(member):
        ids = [pk for pk, _name in places]
        where |= Q(circle=circle.key, circle_id__in=[pk for pk in ids if pk])
        if None in ids:
            where |= Q(circle=circle.key, circle_id=None)
    found: QuerySet[Broadcast] = Broadcast.objects.filter(where, discarded_at=None)
    return found


def _find(request: HttpRequest, pk: int) -> Broadcast:
    found: Broadcast = get_object_or_404(_kept_by(request), pk=pk)
    return found


def _address(found: Broadcast) -> str:
    return reverse("notices:broadcast", args=[found.pk])


def _trail() -> list[tuple[str, str]]:
    return [(_("Messages to many"), reverse("notices:broadcasts"))]
