"""Let another program be called, try it, pause and resume it, end it."""

import secrets
from collections.abc import Collection
from typing import Any

from django.db import transaction

from palabre.commons.trail.record import record
from palabre.commons.webhooks import policies, verbs
from palabre.commons.webhooks.models import Delivery, Webhook
from palabre.core import clock
from palabre.core.verdict import require
from palabre.people.models import Audience, Member


@transaction.atomic
def add_webhook(*, by: Member, address: str, topics: Collection[str]) -> Webhook:
    """From now on ``address`` is called for public entries of ``topics``. There already: that one, as it is.

    The trail tells everyone which host is called, never the whole address. Nothing of the past is sent. Raises
    ``Refused`` when ``by`` does not keep the secretariat, or there are too many.
    """
    require(policies.may_add_webhook(by))
    salt = secrets.token_hex(16)
    webhook, new = Webhook.objects.get_or_create(
        address=address, ended_at=None, defaults={"topics": sorted(topics), "salt": salt, "added_by": by}
    )
    if new:
        _record(verbs.ADDED, webhook, by)
    return webhook


@transaction.atomic
def try_webhook(webhook: Webhook, *, by: Member) -> None:
    """Owe the program a trial call; one that still waits is enough. Raises ``Refused``."""
    webhook = _locked(webhook)
    require(policies.may_change(by, webhook))
    if not webhook.deliveries.filter(entry=None, given_up_at=None).exists():
        Webhook.objects.filter(pk=webhook.pk).update(not_before=None)
        Delivery.objects.create(webhook=webhook)
        _record(verbs.TRIED, webhook, by)


@transaction.atomic
def resume_webhook(webhook: Webhook, *, by: Member) -> None:
    """Call the program again; what waited is due now. Nothing of the pause is sent. Raises ``Refused``."""
    webhook = _locked(webhook)
    require(policies.may_change(by, webhook))
    if webhook.paused_at:
        Webhook.objects.filter(pk=webhook.pk).update(paused_at=None, not_before=None)
        webhook.deliveries.filter(given_up_at=None).update(due_at=clock.now())
        _record(verbs.RESUMED, webhook, by)


@transaction.atomic
def retry_missed(webhook: Webhook, *, by: Member) -> int:
    """Make what did not arrive due again, with all its attempts; give how many calls. Raises ``Refused``."""
    webhook = _locked(webhook)
    require(policies.may_change(by, webhook))
    missed = webhook.deliveries.filter(attempts__gt=0)
    count = missed.update(attempts=0, given_up_at=None, failure="", tried_at=None, due_at=clock.now())
    if count:
        Webhook.objects.filter(pk=webhook.pk).update(not_before=None)
        _record(verbs.RETRIED, webhook, by, count=count)
    return count


@transaction.atomic
def end_webhook(webhook: Webhook, *, by: Member) -> None:
    """Never call it again; what it was owed is forgotten. The row stays, so that the trail has what it names.

    Ended already: nothing happens. Raises ``Refused`` when ``by`` does not keep the secretariat.
    """
    webhook = _locked(webhook)
    require(policies.may_keep_webhooks(by))
    if webhook.ended_at is None:
        Webhook.objects.filter(pk=webhook.pk).update(ended_at=clock.now())
        webhook.deliveries.all().delete()
        _record(verbs.ENDED, webhook, by)


def _locked(webhook: Webhook) -> Webhook:
    return Webhook.objects.select_for_update(of=("self",)).get(pk=webhook.pk)


def _record(verb: verbs.Verb, webhook: Webhook, by: Member, **facts: Any) -> None:
    record(verb, webhook, by=by, audience=Audience.wide("public"), **facts)
