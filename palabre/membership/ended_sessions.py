"""What is left of sessions that are over, forgotten by a round of the worker."""

from importlib import import_module

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session


def forget_ended_sessions() -> int:
    """Delete sessions past their end, and the note of where they were. Give how many notes went.

    Nothing of it is in the trail: no one's session ends by it.
    """
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
    return UserSession.objects.exclude(session_key__in=Session.objects.values("session_key")).delete()[0]
