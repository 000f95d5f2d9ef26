"""Pages of this chapter that are rendered once for all who may see and do the same here."""

from collections.abc import Callable, Collection, Hashable
from typing import Any

from django.http import HttpRequest, HttpResponse

from palabre.commons.trail.kept_pages import PERSONAL_WEIGHT, kept_page, kept_piece, kept_standing
from palabre.commons.trail.verbs import About
from palabre.governance.models import Mandate


def shared_page(
    request: HttpRequest,
    template: str,
    context: Callable[[], dict[str, Any]],
    *,
    own: Callable[[], Hashable] = tuple,
    about: Collection[About] = (),
) -> HttpResponse:
    """The whole page ``template``, from memory where it is still true (``kept_page``). Only for GET; changes nothing.

    ``own`` tells what of the reader the page shows beyond ``seen_as``: that they support this, that it is theirs.
    ``about``: what narrow acts touch (``kept_page``).
    """
    return kept_page(
        request, template, seen_as=lambda: (seen_as(request.user), own()), about=lambda: about, context=context
    )


def seen_as(viewer: Any) -> Hashable:
    """What the pages of bodies show of a reader: where they belong, their duties; whoever ever sat somewhere is alone.

    Asked once a minute for all these pages.
    """
    alone = kept_piece(lambda: ("sat", viewer.pk), lambda: _alone(viewer), weight=PERSONAL_WEIGHT)
    return kept_standing(viewer), alone


def _alone(viewer: Any) -> int | None:
    sat = viewer.is_authenticated and Mandate.objects.filter(holder=viewer).exists()
    return viewer.pk if sat else None
