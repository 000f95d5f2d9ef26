"""What nobody confirmed in time."""

from django.db import transaction
from django.db.models import QuerySet

from palabre.commons.four_eyes import verbs
from palabre.commons.four_eyes.models import Act
from palabre.commons.trail.record import record
from palabre.core import clock
from palabre.people.models import Audience


def expire_due() -> int:
    """Close what waited too long; nothing of it is done, who asked is told. Gives how many."""
    with transaction.atomic():
        return close_expired(Act.objects.all())


def close_expired(among: QuerySet[Act]) -> int:
    """A building block, in the caller's transaction: each that is over is closed, and recorded once."""
    over = among.filter(outcome="", expires_at__lte=clock.now())
    acts = list(over.order_by("pk").select_for_update(of=("self",)))
    for act in acts:
        act.outcome, act.answered_at = Act.Outcome.EXPIRED, act.expires_at
        act.save(update_fields=["outcome", "answered_at"])
        record(verbs.EXPIRED, act, by=None, audience=Audience.wide("public"), deed=act.deed)
    return len(acts)
