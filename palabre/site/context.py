"""What every page's frame needs: one small object, two queries at most."""

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from palabre.commons.notices.broadcasts.news import unread_count
from palabre.core import clock
from palabre.people.models import Cooperative


@dataclass(frozen=True, slots=True)
class House:
    """The frame's facts. ``unread`` counts the viewer's notices; ``demo`` shows the demo's bar; ``other_house`` is the
    name of the one with whose accounts one signs in too, empty where there is none.
    """

    cooperative: Cooperative
    demo: bool
    today: date
    unread: int
    release: str
    other_house: str


def house(request: HttpRequest) -> dict:
    """Context processor: ``house``, built only if a template asks for it."""
    return {"house": SimpleLazyObject(lambda: _house(request))}


def _house(request: HttpRequest) -> House:
    viewer = getattr(request, "user", None)
    return House(
        cooperative=Cooperative.current(),
        demo=settings.DEMO,
        today=clock.today(),
        unread=unread_count(viewer) if viewer and viewer.is_authenticated else 0,
        release=settings.RELEASE,
        other_house=settings.OIDC.name if settings.OIDC else "",
    )
