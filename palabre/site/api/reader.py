"""Who reads through the API. Never a session: a page opened elsewhere cannot make a browser read for its member."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest

from palabre.people.models import Addressed
from palabre.people.queries import readership


class NotKnown(Exception):
    """The request shows a credential, and it opens nothing."""


@dataclass(frozen=True)
class Reader:
    """``viewer`` is asked of every list (``visible_to``); ``signed_out`` when the request showed no token."""

    viewer: Any
    signed_out: bool = True

    @cached_property
    def audiences(self) -> frozenset[int]:
        """Which audiences let this reader read now. One query, asked once a request."""
        return readership(self.viewer)

    def reads(self, thing: Addressed | None) -> bool:
        """Whether what a thing points to may be named beside it. Of what is not there, nobody reads anything."""
        return thing is not None and thing.audience_id in self.audiences  # type: ignore[attr-defined]


class ApiRequest(HttpRequest):
    """For type checkers: what an operation is given. At run time it is Django's own."""

    reader: Reader
    next_page: str


def reader_of(request: HttpRequest) -> Reader:
    """Whoever reads. Raises ``NotKnown`` for a credential that opens nothing: never read as if it were not there."""
    if request.headers.get("Authorization"):
        raise NotKnown
    return Reader(AnonymousUser())
