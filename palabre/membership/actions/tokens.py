"""Tokens with which one's own programs read, or keep the register."""

from datetime import date

from django.db import transaction

from palabre.commons.trail.pace import done_lately
from palabre.commons.trail.record import record
from palabre.core import clock
from palabre.core.drawn_secrets import hash_of, new_secret
from palabre.core.verdict import require
from palabre.membership import policies, verbs
from palabre.membership.models import Token
from palabre.membership.tokens import MARK
from palabre.people.alone import only
from palabre.people.models import Member


@transaction.atomic
def make_token(*, by: Member, name: str, scope: str, ends_on: date) -> tuple[Token, str]:
    """A token for a program of one's own, and its words: kept nowhere, so they are to be shown now or never.

    Until the end of ``ends_on`` (a year from today at most) it opens what ``scope`` says, and nothing else. The
    entry is for its member alone. Raises ``Refused`` when ``by`` is no member, has enough of them, has one of this name
    (a double click makes one), made too many today, or the day does not do.
    """
    member = Member.objects.select_for_update(of=("self",)).get(pk=by.pk)
    require(policies.may_make_token(member))
    require(policies.may_have_scope(member, scope))
    require(policies.may_end_on(ends_on))
    require(policies.may_name_token(member, name))
    require(policies.may_make_again(done_lately(verbs.TOKEN_MADE, by=member, within=policies.TOKENS_WITHIN)))
    secret = new_secret(MARK)
    token = Token.objects.create(member=member, name=name, scope=scope, ends_on=ends_on, sha256=hash_of(secret))
    record(verbs.TOKEN_MADE, token, by=member, audience=only(member))
    return token, secret


@transaction.atomic
def end_token(token: Token, *, by: Member) -> Token:
    """From now on it opens nothing; it stays in the list of what was ended. Again: nothing more happens.

    Raises ``Refused`` when it is not one's own.
    """
    token = Token.objects.select_for_update(of=("self",)).get(pk=token.pk)
    require(policies.may_end_token(by, token))
    if token.ended_at is None:
        token.ended_at = clock.now()
        token.save(update_fields=["ended_at"])
        record(verbs.TOKEN_ENDED, token, by=by, audience=only(by))
    return token
