"""Who reads through the API. Never a session: a page opened elsewhere cannot make a browser read for its member."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest

from palabre.membership.models import Token
from palabre.membership.tokens import note_use, token_of
from palabre.people.models import Addressed
from palabre.people.queries import readership


class NotKnown(Exception):
    """The request shows a credential, and it opens nothing."""


@dataclass(frozen=True)
class Reader:
    """``viewer`` is asked of every list (``visible_to``): nobody, unless ``token`` reads what its member may read."""

    viewer: Any
    token: Token | None = None

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


class ReaderWithToken(Reader):
    token: Token


class TokenRequest(ApiRequest):
    """For type checkers: where a token of a certain scope was asked for, and shown."""

    reader: ReaderWithToken


def reader_of(request: HttpRequest) -> Reader:
    """Whoever reads; notes that a token was used. Raises ``NotKnown`` for a credential that opens nothing: it is never
    read as if it were not there.
    """
    shown = request.headers.get("Authorization")
    if shown is None:
        return Reader(AnonymousUser())
    kind, _, secret = shown.partition(" ")
    token = token_of(secret.strip()) if kind.lower() == "bearer" else None
    if token is None:
        raise NotKnown
    note_use(token)
    return Reader(token.member if token.scope == Token.Scope.MINE else AnonymousUser(), token)
