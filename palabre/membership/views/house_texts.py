"""Texts of the cooperative's own: written by the secretariat with a preview, read by everyone at /about/."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from palabre.commons.texts.html import clean_html
from palabre.commons.texts.marked import marked_of
from palabre.core.http import SeeOther, page
from palabre.core.verdict import require
from palabre.membership.actions.house_texts import publish_house_text
from palabre.membership.forms.house_texts import HouseTextForm
from palabre.membership.models import HouseText
from palabre.membership.policies import may_dress_cooperative
from palabre.membership.queries.house_texts import house_text as text_in_force
from palabre.membership.queries.house_texts import newest_of, public_texts


@login_not_required
@require_safe
def about(request: HttpRequest) -> HttpResponse:
    return page(request, "membership/about.html", {"texts": public_texts()})


@login_not_required
@require_safe
def about_text(request: HttpRequest, kind: str, number: int | None = None) -> HttpResponse:
    """The version in force, or a dated one before it."""
    shown = text_in_force(kind, number) if kind in HouseText.PUBLIC else None
    if shown is None:
        raise Http404
    return page(request, "membership/about_text.html", {"shown": shown, "kind": kind, "trail": _trail("about")})


@require_http_methods(["GET", "HEAD", "POST"])
def house_text(request: HttpRequest, kind: str, language: str) -> HttpResponse:
    """Write it; with ``deed=preview`` only look at it."""
    member: Any = request.user
    require(may_dress_cooperative(member))
    if kind not in HouseText.Kind.values or language not in dict(settings.LANGUAGES):
        raise Http404
    label = str(HouseText.Kind(kind).label)
    form = HouseTextForm(request.POST if request.method == "POST" else None, initial=_words(kind, language, label))
    previews = request.POST.get("deed") == "preview"
    if form.is_bound and form.is_valid() and not previews:
        publish_house_text(by=member, kind=kind, language=language, **form.said())
        messages.success(request, _("It is in force from now on."))
        return SeeOther(reverse("membership:cooperative") + "#texts")
    words = {"form": form, "label": label, "kind": kind, "language": language, "trail": _trail("cooperative")}
    words["preview"] = _preview(form) if previews and form.is_valid() else None
    return page(request, "membership/house_text.html", words, status=422 if form.errors else 200)


def _words(kind: str, language: str, label: str) -> dict[str, str]:
    there = newest_of(kind, language)
    return {"title": there.title, "marked": marked_of(there.html)} if there else {"title": label}


def _preview(form: HouseTextForm) -> dict[str, Any]:
    said = form.said()
    return said | {"html": mark_safe(clean_html(said["html"]))}  # nosec B308 B703 # noqa: S308 -- sanitised here


def _trail(page_name: str) -> list[tuple[str, str]]:
    names = {"about": _("About this site"), "cooperative": _("The cooperative’s name and look")}
    return [(names[page_name], reverse(f"membership:{page_name}"))]
