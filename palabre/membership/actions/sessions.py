"""End sessions: one's own, here or on a device left somewhere."""

from allauth.usersessions.models import UserSession
from django.db import transaction

from palabre.commons.trail.record import record
from palabre.core.verdict import require
from palabre.membership import policies, verbs
from palabre.people.alone import only
from palabre.people.models import Member


@transaction.atomic
def end_session(session: UserSession, *, by: Member) -> None:
    """Sign ``by`` out where this session is. The entry is for them alone, and names no device.

    Raises ``Refused`` when it is not one's own. Ended already: nothing more happens.
    """
    found = UserSession.objects.select_for_update(of=("self",)).filter(pk=session.pk).first()
    if found is None:
        return
    require(policies.may_end_session(by, found))
    found.end()
    record(verbs.SESSIONS_ENDED, by, by=by, audience=only(by), count=1)


@transaction.atomic
def end_other_sessions(*, by: Member, keep: str | None) -> int:
    """Sign ``by`` out everywhere but in the session with the key ``keep``; give how many were ended."""
    Member.objects.select_for_update(of=("self",)).get(pk=by.pk)
    others = list(UserSession.objects.filter(user=by).exclude(session_key=keep or ""))
    for other in others:
        require(policies.may_end_session(by, other))
        other.end()
    if others:
        record(verbs.SESSIONS_ENDED, by, by=by, audience=only(by), count=len(others))
    return len(others)
