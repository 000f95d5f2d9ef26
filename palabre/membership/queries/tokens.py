"""One's own tokens, as their page lists them."""

from dataclasses import dataclass
from datetime import date

from palabre.core import clock
from palabre.core.components.dates import day_of
from palabre.membership.models import Token
from palabre.people.models import Member

MOST_OVER = 20


@dataclass(frozen=True, slots=True)
class TokenLine:
    """``over_on``: the last day it opened something, for one that is over. ``used_on``: None for never."""

    pk: int
    name: str
    scope: str
    made_on: date
    ends_on: date
    used_on: date | None
    over_on: date


@dataclass(frozen=True, slots=True)
class Tokens:
    """The open ones, the first to end first; the last of those that are over, the newest first."""

    open: list[TokenLine]
    over: list[TokenLine]


def tokens_of(member: Member) -> Tokens:
    """Two queries."""
    today = clock.today()
    mine = Token.objects.filter(member=member)
    return Tokens(
        open=[_line(token) for token in mine.open_on(today).order_by("ends_on", "id")],
        over=[_line(token) for token in mine.over_on(today).order_by("-id")[:MOST_OVER]],
    )


def _line(token: Token) -> TokenLine:
    ended = day_of(token.ended_at) if token.ended_at else token.ends_on
    scope = str(token.get_scope_display())
    return TokenLine(token.pk, token.name, scope, day_of(token.made_at), token.ends_on, token.used_on, ended)
