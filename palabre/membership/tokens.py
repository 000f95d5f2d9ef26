"""Tokens: how a program shows for whom it reads. Only their hash is kept; the words themselves were shown once."""

from contextlib import suppress

from django.db import DatabaseError, transaction

from palabre.core import clock
from palabre.core.drawn_secrets import hash_of
from palabre.membership.models import Token

MARK = "palabre_"  # so that a token left lying somewhere is known for what it is


def token_of(secret: str) -> Token | None:
    """The token, while it opens something: not ended, of an active account that is a member today. Two queries."""
    found = Token.objects.open_on(clock.today()).filter(sha256=hash_of(secret), member__is_active=True)
    token = found.select_related("member").first()
    return token if token and token.member.belongs() else None


def note_use(token: Token) -> None:
    """Write down that it was used today, once a day, so that its member sees which are forgotten.

    The one thing a reading writes (``core.middleware``). Where the database only reads, reading goes on.
    """
    today = clock.today()
    if token.used_on != today:
        with suppress(DatabaseError), transaction.atomic():
            Token.objects.filter(pk=token.pk).update(used_on=today)
