"""Messages: writing one from a person's page, reading it, answering, wanting no more."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from palabre.core.http import SeeOther, page
from palabre.directory.actions.relay import answer_letter, hear_again, refuse_letters
from palabre.directory.forms.relay import LetterForm
from palabre.directory.models import Letter
from palabre.directory.policies import may_answer_letter
from palabre.directory.queries.letters import letters_of, no_longer_heard
from palabre.directory.stopping import read_stop
from palabre.people.models import Member


@require_safe
def letters(request: HttpRequest) -> HttpResponse:
    member: Any = request.user
    words = {"lines": letters_of(member), "not_heard": no_longer_heard(member)}
    return page(request, "directory/letters.html", words)


@require_http_methods(["GET", "HEAD", "POST"])
def letter(request: HttpRequest, handle: str) -> HttpResponse:
    """Read one of mine; post an answer to it."""
    member: Any = request.user
    found = get_object_or_404(Letter.objects.of(member).select_related("writer", "reader"), handle=handle)
    form = LetterForm(request.POST if request.method == "POST" else None)
    if not form.is_bound or not form.is_valid():
        trail = [(_("Messages"), reverse("directory:letters"))]
        words = {"letter": found, "form": form, "trail": trail, "is_mine": found.writer_id == member.pk}
        words["may_answer"] = may_answer_letter(member, found)
        return page(request, "directory/letter.html", words, status=422 if form.is_bound else 200)
    answer_letter(found, by=member, **form.cleaned_data)
    messages.success(request, _("Your answer goes out within a minute."), extra_tags=f"draft:answer-{handle}")
    return SeeOther(reverse("directory:letters"))


@require_POST
def refusal(request: HttpRequest, handle: str) -> HttpResponse:
    """No more from whoever wrote this, or with ``deed=anyone`` from anyone."""
    member: Any = request.user
    found = get_object_or_404(Letter.objects.select_related("writer"), handle=handle, reader=member)
    refuse_letters(by=member, writer=None if request.POST.get("deed") == "anyone" else found.writer)
    messages.success(request, _("You get no more of them. Nobody is told."))
    return SeeOther(reverse("directory:letters"))


@require_POST
def hearing(request: HttpRequest, pk: int) -> HttpResponse:
    """Hear this person again. Only of those whom one refused oneself."""
    member: Any = request.user
    writer = next((each for each in no_longer_heard(member) if each.pk == pk), None)
    if writer is None:
        raise Http404
    hear_again(by=member, writer=writer)
    messages.success(request, _("This person can write to you again, if your profile lets them."))
    return SeeOther(reverse("directory:letters"))


@login_not_required
@csrf_exempt  # a mail program posts it, with nothing but the signed address; all it can do is stop
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def letters_stop(request: HttpRequest, token: str) -> HttpResponse:
    """GET asks (and writes nothing: mail scanners follow links); POST stops."""
    asked = read_stop(token)
    if asked is None:
        raise Http404
    member, writer = (get_object_or_404(Member, pk=pk) for pk in asked)
    words = {"writer": writer, "is_done": request.method == "POST"}
    if words["is_done"]:
        refuse_letters(by=member, writer=None if request.POST.get("deed") == "anyone" else writer)
    return page(request, "directory/letters_stop.html", words)
