"""My photo: hand it in, choose its square, keep it, remove it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from palabre.core.http import SeeOther, page
from palabre.core.verdict import require
from palabre.directory.actions.portraits import hand_in_portrait, keep_portrait, remove_portrait
from palabre.directory.forms.portrait import CutForm, KeepForm, PictureForm
from palabre.directory.models import PortraitDraft
from palabre.directory.policies import may_have_profile
from palabre.directory.portraits import Cut, cut_portrait
from palabre.directory.queries.own import own_profile


@require_http_methods(["GET", "HEAD", "POST"])
def portrait(request: HttpRequest) -> HttpResponse:
    """Read what there is; post a photo."""
    member: Any = request.user
    require(may_have_profile(member))
    posted = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = PictureForm(*posted)
    if not form.is_bound or not form.is_valid():
        words = {"form": form, "own": own_profile(member)}
        return page(request, "directory/portrait.html", words, status=422 if form.is_bound else 200)
    hand_in_portrait(by=member, picture=form.cleaned_data["picture"])
    return SeeOther(reverse("directory:cut"))


@require_http_methods(["GET", "HEAD", "POST"])
def cut(request: HttpRequest) -> HttpResponse:
    """Look at a square by GET, as often as one likes; post it to keep it."""
    member: Any = request.user
    if not PortraitDraft.objects.filter(profile__member=member).exists():
        return SeeOther(reverse("directory:portrait"))
    form = KeepForm(request.POST if request.method == "POST" else None, initial=_cut_of(request))
    if not form.is_bound or not form.is_valid():
        words = {"form": form, "sliders": CutForm(initial=_cut_of(request)), "cut": _cut_of(request)}
        return page(request, "directory/cut.html", words, status=422 if form.is_bound else 200)
    keep_portrait(by=member, **form.kept())
    messages.success(request, _("Your photo is kept; the rest of the picture is deleted. Say below who sees it."))
    return SeeOther(reverse("directory:profile") + "#photo")


@require_safe
def draft(request: HttpRequest) -> HttpResponse:
    """The square as it would be, to its owner alone."""
    found = get_object_or_404(PortraitDraft, profile__member=request.user)
    return jpeg(cut_portrait(bytes(found.picture), Cut(**_cut_of(request))))


@require_POST
def portrait_removal(request: HttpRequest) -> HttpResponse:
    member: Any = request.user
    if not remove_portrait(by=member):
        raise Http404
    messages.success(request, _("Your photo is deleted."))
    return SeeOther(reverse("directory:profile"))


def jpeg(picture: bytes) -> HttpResponse:
    response = HttpResponse(picture, content_type="image/jpeg")
    response["Cache-Control"] = "private, no-store"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


def _cut_of(request: HttpRequest) -> dict[str, int]:
    found = CutForm(request.GET).cut()
    return {"size": found.size, "across": found.across, "down": found.down}
