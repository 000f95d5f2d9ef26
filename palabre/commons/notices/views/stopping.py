"""The stop link of our mails (RFC 8058): no sign-in, one button, one effect, and a way back."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from palabre.commons.notices import preferences
from palabre.commons.notices.models import Rhythm
from palabre.commons.notices.queries import name_of
from palabre.commons.notices.tokens import Stop, read_stop, read_undo, undo_path
from palabre.core.http import SeeOther, page
from palabre.people.models import Member

METHODS = ["GET", "HEAD", "POST"]


@login_not_required
@csrf_exempt  # a mail program posts it, with nothing but the signed address; all it can do is stop
@never_cache
@require_http_methods(METHODS)
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """GET asks (and writes nothing: mail scanners follow links); POST stops."""
    asked = _found(read_stop(token))
    member = _member(asked)
    if request.method != "POST":
        return page(request, "notices/stop.html", _context(asked, member))
    done = _stop(asked, member)
    if request.POST.get("List-Unsubscribe") == "One-Click":
        return HttpResponse(_("It is stopped."), content_type="text/plain; charset=utf-8")
    return SeeOther(undo_path(done))


@login_not_required
@never_cache
@require_http_methods(METHODS)
def stopped(request: HttpRequest, token: str) -> HttpResponse:
    """Say that it is stopped, and offer to take it back."""
    asked = _found(read_undo(token))
    member = _member(asked)
    if request.method != "POST":
        return page(request, "notices/stopped.html", _context(asked, member))
    if asked.kind:
        preferences.unmute(member, asked.kind, asked.pk)
    else:
        preferences.set_pace(member, asked.pace)
    messages.success(request, _("It is taken back: you will hear of it again from now on."))
    return SeeOther("/")


def _found(asked: Stop | None) -> Stop:
    if not asked:
        raise Http404
    return asked


def _member(asked: Stop) -> Member:
    return get_object_or_404(Member, pk=asked.member)


def _stop(asked: Stop, member: Member) -> Stop:
    if asked.kind:
        preferences.mute(member, asked.kind, asked.pk)
        return asked
    before = preferences.set_pace(member, Rhythm.Pace.NEVER)
    # Pressed twice, the second press must not make "never" what an undo goes back to.
    return Stop(asked.member, pace=Rhythm.Pace.DAILY if before == Rhythm.Pace.NEVER else before)


def _context(asked: Stop, member: Member) -> dict:
    return {"everything": not asked.kind, "title": name_of((asked.kind, asked.pk), member) if asked.kind else ""}
