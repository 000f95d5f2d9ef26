"""What someone may read, asked once while one page is made for them: twenty lists of a page ask the same thing."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

MOST = 500  # audiences; whoever may read more is asked about in the database each time

_asked: ContextVar[dict[int | None, frozenset[int] | None] | None] = ContextVar("asked", default=None)


@contextmanager
def asked_once() -> Iterator[None]:
    """While it lasts, what each viewer may read is asked once. Only around what reads: an action always asks anew."""
    token = _asked.set({})
    try:
        yield
    finally:
        _asked.reset(token)


def known(viewer: Any, ask: Callable[[], frozenset[int]]) -> frozenset[int] | None:
    """Ids of the audiences that let ``viewer`` read, from ``ask`` the first time; None where each list is to ask."""
    asked = _asked.get()
    if asked is None:
        return None
    if viewer.pk not in asked:
        found = ask()
        asked[viewer.pk] = found if len(found) <= MOST else None
    return asked[viewer.pk]
