"""Holes in a page that is rendered once for many: what is each reader's own is filled in as it is sent.

While a page is ``rendered_for_many``, ``own("csrf", …)`` leaves a mark in the HTML; ``cut(html)`` makes pieces of it
and ``filled(pieces, request)`` puts each reader's own words there. At any other time ``own`` says the words at once.
Marks carry a secret of this process, so that nobody can write one in a comment.

Some holes are left on every page, and all of one name are filled together, as the page is sent (``fill_together``): a
hundred names beside words ask what a reader may see of these people once.
"""

import re
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.utils.safestring import SafeString, mark_safe

Filling = Callable[[HttpRequest, str], str]  # the request, and the hole's own word -> HTML that is safe
Together = Callable[[HttpRequest, set[str]], dict[str, str]]  # the same for all words that stand on a page
Pieces = list[str | tuple[str, str]]  # HTML as it stands, or a hole: its name and its word

_secret = secrets.token_hex(12)
_mark = re.compile(rf"hole-{_secret}-(\w+)-(\w*)-")
_fillings: dict[str, Filling] = {}
_together: dict[str, Together] = {}
_for_many: ContextVar[bool] = ContextVar("rendered_for_many", default=False)


@contextmanager
def rendered_for_many() -> Iterator[None]:
    """What is rendered inside is sent to many readers: ``own`` leaves holes."""
    before = _for_many.set(True)
    try:
        yield
    finally:
        _for_many.reset(before)


def is_for_many() -> bool:
    return _for_many.get()


def own(name: str, word: str, words: Callable[[], str]) -> str:
    """The reader's own words; while a page is rendered for many, the mark of the hole that they will fill."""
    return hole(name, word) if is_for_many() else words()


def hole(name: str, word: str = "") -> SafeString:
    """The mark of a hole. ``word`` (letters and digits) tells its filling which one it is, such as an id."""
    return mark_safe(f"hole-{_secret}-{name}-{word}-")  # nosec B308 B703 # noqa: S308 -- letters and digits of our own


def is_hole(said: object) -> bool:
    return _mark.fullmatch(str(said)) is not None


def fill_with(name: str, filling: Filling) -> None:
    """Declare how holes of this name are filled; called from ``AppConfig.ready``."""
    _fillings[name] = filling


def fill_together(name: str, filling: Together) -> None:
    """Declare how all holes of this name on one page are filled; called from ``AppConfig.ready``."""
    _together[name] = filling


def cut(html: str) -> Pieces:
    parts = _mark.split(html)
    pieces: Pieces = []
    for at in range(0, len(parts), 3):
        if parts[at]:
            pieces.append(parts[at])
        if at + 2 < len(parts):
            pieces.append((parts[at + 1], parts[at + 2]))
    return pieces


def filled(pieces: Pieces, request: HttpRequest) -> str:
    """The page for this request. The same hole twice (a form's token) is filled once and said twice."""
    known = _known_together(pieces, request)
    said = []
    for piece in pieces:
        if isinstance(piece, tuple):
            if piece not in known:
                known[piece] = _fillings[piece[0]](request, piece[1])
            piece = known[piece]
        said.append(piece)
    return "".join(said)


def _known_together(pieces: Pieces, request: HttpRequest) -> dict[tuple[str, str], str]:
    asked: dict[str, set[str]] = {}
    for piece in pieces:
        if isinstance(piece, tuple) and piece[0] in _together:
            asked.setdefault(piece[0], set()).add(piece[1])
    found = ((name, _together[name](request, words)) for name, words in asked.items())
    return {(name, word): said for name, words in found for word, said in words.items()}


fill_with("csrf", lambda request, word: get_token(request))
fill_with("viewer", lambda request, word: str(request.user.pk))
