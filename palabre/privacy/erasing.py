"""The erasure itself: every chapter takes the person out of what it holds. A building block; actions record."""

from datetime import datetime

from django.contrib.sessions.models import Session

from palabre.people.holdings import Manner, registry
from palabre.people.models import Member
from palabre.people.queries import once_known_as


def erase(member: Member, *, words: str, at: datetime) -> None:
    """In the caller's transaction. From below upwards: what names a person is found by rows that chapters above keep.

    What is only ever added to (entries, versions, decisions, seals) is not touched: there the person is a number.
    The row under which the register knew them before their account was joined to it goes the same way.
    """
    manner = Manner(words=words, at=at)
    rows = [member, *once_known_as(member)]
    for holding in reversed(registry.values()):
        if holding.erase:
            for row in rows:
                holding.erase(row, manner)
    close_sessions(member)


def close_sessions(member: Member) -> int:
    """Sign ``member`` out everywhere. A session does not say whose it is before it is opened: each one is."""
    mine = [
        session.pk
        for session in Session.objects.iterator(chunk_size=500)
        if session.get_decoded().get("_auth_user_id") == str(member.pk)
    ]
    return Session.objects.filter(pk__in=mine).delete()[0]
