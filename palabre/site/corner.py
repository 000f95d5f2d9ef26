"""The corner of every page that says who is here: filled into pages that are rendered once for many."""

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.translation import get_language

from palabre.commons.notices.broadcasts.news import unread_count
from palabre.core.holes import cut, filled, hole
from palabre.core.kept import Store

_kept = Store(2 * 1024 * 1024)


def corner(request: HttpRequest, word: str) -> str:
    """The corner for whoever asks, with the number of what they have not read. One query for someone signed in.

    Kept under everything it says: a name or a number that changes makes another one.
    """
    viewer = request.user
    unread = unread_count(viewer) if viewer.is_authenticated else 0
    key = (get_language(), viewer.pk, str(getattr(viewer, "name", "")), unread)
    pieces = _kept.get(key)
    if pieces is None:
        words = {"user": viewer, "unread": unread, "csrf_token": hole("csrf")}
        html = render_to_string("site/parts/corner.html", words)
        pieces = cut(html)
        _kept.put(key, pieces, 2 * len(html))
    return filled(pieces, request)
