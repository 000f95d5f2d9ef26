"""Where someone is signed in."""

from dataclasses import dataclass
from datetime import datetime

from allauth.usersessions.models import UserSession
from django.contrib.auth import HASH_SESSION_KEY
from django.contrib.sessions.models import Session
from django.utils.translation import gettext as _
from ua_parser import parse

from palabre.people.models import Member


@dataclass(frozen=True, slots=True)
class SignedIn:
    """One session that is open: the device in words, since when, and whether it is the one that asks."""

    pk: int
    device: str
    since: datetime
    here: bool


def signed_in(member: Member, current: str | None) -> list[SignedIn]:
    """The open sessions of ``member``, the newest first; ``current`` is the key of the one that asks. Two queries.

    Sessions that began before the house kept count of them are not in it; changing the password ends those as well.
    """
    kept = list(UserSession.objects.filter(user=member).order_by("-created_at", "-pk"))
    # Those that are over, by real time, are gone within the hour (``ended_sessions``).
    open_ones = Session.objects.filter(session_key__in=[each.session_key for each in kept])
    good = {each.session_key for each in open_ones if _still_good(each, member)}
    return [
        SignedIn(each.pk, device(each.user_agent), each.created_at, each.session_key == current)
        for each in kept
        if each.session_key in good
    ]


def _still_good(session: Session, member: Member) -> bool:
    """A password changed since ends a session without deleting it."""
    return session.get_decoded().get(HASH_SESSION_KEY) == member.get_session_auth_hash()


def device(user_agent: str) -> str:
    """“Firefox, Android”: what a browser says of itself, in two words."""
    found = parse(user_agent)
    browser = found.user_agent.family if found.user_agent else ""
    system = found.os.family if found.os else ""
    return ", ".join(filter(None, (browser, system))) or _("a browser that does not say its name")
