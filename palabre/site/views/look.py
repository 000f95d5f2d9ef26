"""The cooperative's own look: its colour as one CSS property, and its logo."""

from hashlib import blake2s

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import condition, require_safe

from palabre.core.contrast import is_colour
from palabre.people.models import Cooperative

DAY = 24 * 3600


def _look(request: HttpRequest) -> str:
    accent = Cooperative.current().accent
    return f":root{{--cooperative-accent:{accent}}}" if is_colour(accent) else ""


def _etag(request: HttpRequest) -> str:
    return f'"{blake2s(_look(request).encode(), digest_size=8).hexdigest()}"'


@login_not_required
@require_safe
@condition(etag_func=_etag)
def look(request: HttpRequest) -> HttpResponse:
    """The stylesheet that sets the cooperative's colour. Its address changes with the colour (see base.html)."""
    response = HttpResponse(_look(request), content_type="text/css; charset=utf-8")
    patch_cache_control(response, public=True, max_age=DAY)
    return response


@login_not_required
@require_safe
def logo(request: HttpRequest) -> HttpResponse:
    """The cooperative's logo, a plain public picture."""
    picture = Cooperative.current().logo
    if not picture:
        raise Http404
    response = HttpResponse(bytes(picture), content_type="image/png")
    patch_cache_control(response, public=True, max_age=DAY)
    return response
