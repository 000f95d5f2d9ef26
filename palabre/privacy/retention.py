"""What runs out by itself: each holding forgets what is older than it says."""

from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session

from palabre.people.holdings import registry


def forget_all() -> int:
    """Let every holding forget what its time is over for. Gives how many rows went."""
    return sum(holding.forget() for holding in registry.values() if holding.forget)


def forget_sessions() -> int:
    """Sign-ins whose time is over, by real time: a moved clock signs nobody out. Gives how many rows went."""
    before = Session.objects.count()
    SessionStore.clear_expired()
    return before - Session.objects.count()
