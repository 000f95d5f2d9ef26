"""Pages that are rendered once for everyone who sees the same, and sent with each reader's own words filled in.

A page is kept under its address, its language, the minute (dates are said in words; a review closes on time) and what
its reader may see and do (``seen_as``). It is true as long as nothing in the trail touched what it is ``about``. Each
process keeps its own; two nodes need tell each other nothing, since both read the same trail.
"""

from collections.abc import Callable, Collection, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.messages import get_messages
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language

from palabre.commons.trail.touched import watch
from palabre.commons.trail.verbs import About
from palabre.core import clock
from palabre.core.holes import Pieces, cut, filled, hole, rendered_for_many
from palabre.core.http import is_htmx, page
from palabre.core.kept import Store
from palabre.people.queries import standing

LONGEST_ADDRESS = 300
PERSONAL_WEIGHT = 1000  # bytes: what a reader's own tuple weighs, with its key

store = Store(settings.KEPT_PAGES_MB * 1024 * 1024)
_turn: ContextVar[int | None] = ContextVar("turn", default=None)


@dataclass(frozen=True, slots=True)
class Kept:
    """Something true since ``turn``, as long as nothing it is about was touched after it."""

    turn: int
    about: frozenset[About]
    value: Any


@dataclass(frozen=True, slots=True)
class AnyReader:
    """Stands for ``user`` while a page is rendered for many: whoever asks for more of them makes a mistake."""

    is_authenticated: bool
    pk = hole("viewer")

    def __getattr__(self, name: str) -> Any:
        raise RuntimeError(f"user.{name} is one reader’s own: on a kept page it has to be a hole")


def kept_page(
    request: HttpRequest,
    template: str,
    *,
    seen_as: Callable[[], Hashable],
    each_time: Callable[[], Hashable] = tuple,
    about: Callable[[], Collection[About]] = tuple,
    context: Callable[[], dict[str, Any]],
) -> HttpResponse:
    """The whole page ``template``, from memory where it is still true. Changes nothing.

    Args:
        seen_as: whatever of the reader the page depends on: rights, refusals, own marks. Asked again when
            ``about`` is touched, else kept for this reader for the minute. It and ``context`` raise ``Http404`` for who
            may not read.
        each_time: what leaves no entry when it changes, and is therefore asked at each request: what one follows.
        about: what, touched by an act with ``touches``, makes the page untrue. Other acts make every page untrue.
        context: for the template. It must not say more of the reader than ``seen_as``: what is each reader's own
            (their name, a form's token) is a hole (``core.holes``), and ``user`` tells only whether they are signed in.
    """
    if not _may_be_kept(request):
        return page(request, template, context())
    with _read_on() as turn:
        place = (request.get_full_path(), get_language(), _minute())
        seen = _kept((place, request.user.pk), about, turn, lambda: (seen_as(), PERSONAL_WEIGHT))
        pieces = _kept((place, "page", seen, each_time()), about, turn, lambda: _rendered(request, template, context))
        response = HttpResponse(filled(pieces, request))
    patch_vary_headers(response, ["HX-Request"])
    return response


def kept_piece(
    key: Callable[[], Hashable], make: Callable[[], Any], *, weight: int, about: Collection[About] = ()
) -> Any:
    """What ``make`` says, kept under what ``key`` gives for the minute as long as nothing it is ``about`` was touched.

    Only while a kept page is made or sent, when the trail has just been read; at any other time ``make`` is asked.
    ``key`` holds all that the answer depends on, its language too if it has words. ``weight`` in bytes.
    """
    turn = _turn.get()
    if turn is None:
        return make()
    return _kept((key(), _minute()), lambda: about, turn, lambda: (make(), weight))


def kept_standing(viewer: Any) -> Hashable:
    """``people.queries.standing``: whoever reads on from page to page is asked once a minute (``kept_piece``)."""
    return kept_piece(lambda: ("standing", viewer.pk), lambda: standing(viewer), weight=PERSONAL_WEIGHT)


@contextmanager
def _read_on() -> Iterator[int]:
    """Read the trail; until the end of this page, what is kept is held against this turn."""
    turn = watch.turn()
    before = _turn.set(turn)
    try:
        yield turn
    finally:
        _turn.reset(before)


def _minute() -> datetime:
    return clock.now().replace(second=0, microsecond=0)


def _may_be_kept(request: HttpRequest) -> bool:
    """Not a part for htmx, not with something to tell this reader once, not at an address somebody made up."""
    long = len(request.get_full_path()) > LONGEST_ADDRESS
    return not (store.limit == 0 or is_htmx(request) or long or len(get_messages(request)))


def _kept(key: Hashable, about: Callable[[], Collection[About]], turn: int, make: Callable[[], tuple[Any, int]]) -> Any:
    held = store.get(key)
    if held is not None and watch.untouched(held.about, held.turn):
        return held.value
    value, weight = make()
    store.put(key, Kept(turn, frozenset(about()), value), weight)
    return value


def _rendered(request: HttpRequest, template: str, context: Callable[[], dict[str, Any]]) -> tuple[Pieces, int]:
    reader = AnyReader(is_authenticated=request.user.is_authenticated)
    with rendered_for_many():
        words = {**context(), "user": reader, "csrf_token": hole("csrf"), "for_many": True}
        words["holes"] = {"corner": hole("corner")}
        html = render_to_string(template, words, request)
    return cut(html), len(html) * 2
