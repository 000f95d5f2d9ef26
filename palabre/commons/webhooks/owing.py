"""From what happened to the calls that are owed: the reader of the trail for webhooks."""

from datetime import timedelta

from django.contrib.auth.models import AnonymousUser

from palabre.commons.trail.models import Entry
from palabre.commons.trail.pending import read_some
from palabre.commons.webhooks.models import Delivery, Webhook
from palabre.commons.webhooks.topics import topics_of
from palabre.core import clock
from palabre.people.models import Audience

READER = "webhooks"
KEPT = timedelta(days=30)  # how long a call that was given up stays in the list


def owe_some(limit: int = 500) -> int:
    """Read up to ``limit`` entries of the trail and write down which calls they owe; give how many were read."""
    return read_some(READER, owe, limit)


def owe(entries: list[Entry]) -> None:
    """One call for each running webhook that chose the topic of an entry open to everyone.

    Belongs in the transaction of ``read_some``. Reading an entry again owes nothing twice.
    """
    webhooks = list(Webhook.objects.running())
    if not webhooks:
        return
    public = set(Audience.objects.open_to(AnonymousUser()).values_list("pk", flat=True))
    Delivery.objects.bulk_create(
        (
            Delivery(webhook=webhook, entry=entry)
            for entry in entries
            if entry.audience_id in public
            for webhook in webhooks
            if topics_of(entry.verb) & set(webhook.topics)
        ),
        ignore_conflicts=True,
    )


def forget_old() -> int:
    """Remove calls given up long ago, and whatever an ended webhook was owed; give how many."""
    old = Delivery.objects.filter(given_up_at__lt=clock.now() - KEPT)
    return (old | Delivery.objects.filter(webhook__ended_at__isnull=False)).delete()[0]
