"""The versions of a founding text: listed, compared, and written down."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from palabre.core.components.dates import in_words
from palabre.core.http import SeeOther, page
from palabre.core.verdict import require
from palabre.statutes import policies
from palabre.statutes.actions.adoptions import open_statutes, record_adoption
from palabre.statutes.forms.writing import AdoptionForm, ComparisonForm, StatutesForm
from palabre.statutes.matching import matched_with
from palabre.statutes.models import Statutes
from palabre.statutes.queries.comparing import Comparison, clauses_of, compared, proposed
from palabre.statutes.views.places import way_up
from palabre.statutes.views.reading import readable
from palabre.statutes.wholes import marked_whole

ARTICLE = {"fr": "Article", "nl": "Artikel", "en": "Article"}


@require_http_methods(["GET", "HEAD", "POST"])
def new_text(request: HttpRequest) -> HttpResponse:
    member: Any = request.user
    require(policies.may_open(member))
    form = StatutesForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        opened = open_statutes(by=member, **form.cleaned_data)
        messages.success(request, _("It is open. Now write down the version that counts."))
        return SeeOther(f"{opened.get_absolute_url()}versions/new/")
    context = {"form": form, "trail": way_up()}
    return page(request, "statutes/new_text.html", context, status=422 if form.errors else 200)


@login_not_required
@require_safe
def versions(request: HttpRequest, pk: int) -> HttpResponse:
    found = readable(request, pk)
    context = {
        "statutes": found,
        "versions": list(found.adoptions.order_by("-number")),
        "form": _choice(found),
        "may_keep": policies.may_keep(request.user, found),
        "trail": way_up(found),
    }
    return page(request, "statutes/versions.html", context)


@login_not_required
@require_safe
def comparison(request: HttpRequest, pk: int) -> HttpResponse:
    found = readable(request, pk)
    form = _choice(found, request.GET)
    if not form.is_valid():
        form = _choice(found, _last_two(found))
        form.is_valid()
    shown = None
    if {"older", "newer"} <= form.cleaned_data.keys():
        shown = compared(*clauses_of(found, form.cleaned_data["older"], form.cleaned_data["newer"]))
    return page(
        request, "statutes/comparison.html", {"statutes": found, "form": form, "shown": shown, "trail": way_up(found)}
    )


@require_http_methods(["GET", "HEAD", "POST"])
def adoption(request: HttpRequest, pk: int) -> HttpResponse:
    """Write a version down; with ``deed=preview`` only look at what it would change."""
    found = readable(request, pk)
    require(policies.may_keep(request.user, found))
    form = AdoptionForm(request.POST if request.method == "POST" else None, initial=_newest_whole(found))
    previews = request.POST.get("deed") == "preview"
    if form.is_bound and form.is_valid() and not previews:
        member: Any = request.user
        record_adoption(found, by=member, **form.said())
        messages.success(request, _("The version is written down."))
        return SeeOther(found.get_absolute_url())
    preview = _preview(found, form) if previews and form.is_valid() else None
    context: dict[str, Any] = {"statutes": found, "form": form, "preview": preview, "trail": way_up(found)}
    context["draft"] = f"statutes-version-{found.pk}"
    return page(request, "statutes/adoption.html", context, status=422 if form.errors else 200)


def _choice(found: Statutes, data: Any = None) -> ComparisonForm:
    numbers = [
        (each.number, _("Version %(number)s, %(day)s") % {"number": each.number, "day": in_words(each.adopted_on)})
        for each in found.adoptions.order_by("-number")
    ]
    return ComparisonForm(numbers, data, initial=_last_two(found))


def _last_two(found: Statutes) -> dict[str, int]:
    numbers = [0, *found.adoptions.values_list("number", flat=True)]
    return {"older": max(numbers[-2], 1), "newer": numbers[-1]}


def _newest_whole(found: Statutes) -> dict[str, str]:
    last = found.adoptions.order_by("-number").first()
    clauses = last.clauses.select_related("revision") if last else []
    return {"whole": marked_whole(clauses, ARTICLE[found.language])}


def _preview(found: Statutes, form: AdoptionForm) -> Comparison:
    last = found.adoptions.order_by("-number").first()
    there = list(last.clauses.select_related("revision")) if last else []
    return proposed(there, matched_with(there, form.articles), form.articles)
