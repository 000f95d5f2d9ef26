from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from palabre.commons.trail.kept_pages import kept_page
from palabre.governance.exports import as_csv, as_json
from palabre.governance.forms.register import FilterForm
from palabre.governance.queries.register import Filters, lines, register, totals
from palabre.governance.sisters import sisters
from palabre.people.queries import common_readership

A_PAGE = 30


@login_not_required
@require_safe
def commitments(request: HttpRequest) -> HttpResponse:
    return kept_page(
        request,
        "governance/commitments.html",
        seen_as=lambda: common_readership(request.user),
        context=lambda: _context(request),
    )


def _context(request: HttpRequest) -> dict[str, Any]:
    form, filters = _asked(request)
    shown = Paginator(register(request.user, filters), A_PAGE).get_page(request.GET.get("page"))
    everything = totals(request.user)
    kept = {name: value for name, value in request.GET.items() if name in form.fields and value}
    return {
        "sisters": sisters(),
        "form": form,
        "filtered": bool(filters),
        "shown": shown,
        "lines": lines(shown),
        "totals": totals(request.user, filters) if filters else everything,
        "all_totals": everything,
        "query": f"?{urlencode(kept)}" if kept else "",
    }


@login_not_required
@require_safe
def commitments_csv(request: HttpRequest) -> HttpResponse:
    _, filters = _asked(request)
    return _download(as_csv(request.user, filters, settings.SITE_URL), "text/csv; charset=utf-8", "commitments.csv")


@login_not_required
@require_safe
def commitments_json(request: HttpRequest) -> HttpResponse:
    _, filters = _asked(request)
    return _download(as_json(request.user, filters, settings.SITE_URL), "application/json", "commitments.json")


def _asked(request: HttpRequest) -> tuple[FilterForm, Filters]:
    form = FilterForm(request.GET, viewer=request.user)
    return form, form.filters()


def _download(text: str, media_type: str, name: str) -> HttpResponse:
    """Never cached in between: what it holds depends on who asks."""
    return HttpResponse(
        text,
        content_type=media_type,
        headers={"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "private, no-store"},
    )
