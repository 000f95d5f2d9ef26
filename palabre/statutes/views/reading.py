"""Founding texts, as everyone reads them."""

from datetime import date
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.dateparse import parse_date
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_cookie

from palabre.commons.trail.seals import newest_mark
from palabre.core import clock
from palabre.core.http import handed_over, page
from palabre.statutes import policies
from palabre.statutes.models import Adoption, GlossaryTerm, Statutes
from palabre.statutes.printing import fingerprint, pdf_of
from palabre.statutes.queries.reading import adoption_on, text_page, texts_listed
from palabre.statutes.views.places import way_up

WAYS = {"both": _("Both, side by side"), "plain": _("Plain words"), "text": _("The text")}


@login_not_required
@require_safe
def statutes(request: HttpRequest) -> HttpResponse:
    context = {
        "texts": texts_listed(request.user),
        "words": GlossaryTerm.objects.count(),
        "may_open": policies.may_open(request.user),
    }
    return page(request, "statutes/statutes.html", context)


@login_not_required
@require_safe
def text(request: HttpRequest, pk: int) -> HttpResponse:
    found = readable(request, pk)
    adoption = version_asked_for(request, found)
    show = request.GET.get("show", "both")
    shown = text_page(adoption) if adoption else None
    context: dict[str, Any] = {
        "statutes": found,
        "shown": shown,
        "show": show if show in WAYS and shown and shown.is_in_force else "text",
        "ways": _ways(found) if shown and shown.is_in_force else [],
        "may_keep": policies.may_keep(request.user, found),
        "trail": way_up(),
    }
    return page(request, "statutes/text.html", context)


@login_not_required
@require_safe
@vary_on_cookie
def text_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """The version asked for on paper; 304 when the reader has it already, before anything is printed."""
    found = readable(request, pk)
    adoption = version_asked_for(request, found)
    if adoption is None:
        raise Http404
    shown = text_page(adoption)
    show = request.GET.get("show", "text")
    show = show if show in WAYS and shown.is_in_force else "text"
    seal = newest_mark()
    return handed_over(
        request,
        name=f"{slugify(found.title)[:60].strip('-') or 'statutes'}-{adoption.number}-{show}.pdf",
        media_type="application/pdf",
        etag=f"{fingerprint(shown)}-{show}{f'-{seal[0]}' if seal else ''}",
        write=lambda: pdf_of(found, shown, show, seal),
    )


def readable(request: HttpRequest, pk: int) -> Statutes:
    return get_object_or_404(Statutes.objects.visible_to(request.user).select_related("entity", "audience"), pk=pk)


def version_asked_for(request: HttpRequest, found: Statutes) -> Adoption | None:
    """By number (``version``), or on a day (``on``), or the one of today; the first, where none counts yet."""
    if number := request.GET.get("version", ""):
        if not (number.isdecimal() and number.isascii() and len(number) < 5):
            raise Http404
        return get_object_or_404(found.adoptions, number=int(number))
    asked = _day(request.GET.get("on", ""))
    adoption = adoption_on(found, asked or clock.today())
    if adoption is None and asked:
        raise Http404
    return adoption or found.adoptions.first()


def _day(words: str) -> date | None:
    try:
        return parse_date(words)
    except ValueError:
        return None


def _ways(found: Statutes) -> list[tuple[str, str, str]]:
    return [(key, str(label), f"{found.get_absolute_url()}?show={key}") for key, label in WAYS.items()]
