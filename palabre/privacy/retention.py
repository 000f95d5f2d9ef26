"""What runs out by itself: each holding forgets what is older than it says."""

from django.contrib.sessions.models import Session

from palabre.core import clock
from palabre.people.holdings import registry

AT_ONCE = 5_000


def forget_all() -> int:
    """Let every holding forget what its time is over for. Gives how many rows went."""
    return sum(holding.forget() for holding in registry.values() if holding.forget)


def forget_sessions() -> int:
    """Sign-ins whose time is over, some thousands at a time."""
    over = Session.objects.filter(expire_date__lt=clock.now()).order_by("pk").values_list("pk", flat=True)[:AT_ONCE]
    return Session.objects.filter(pk__in=list(over)).delete()[0]
