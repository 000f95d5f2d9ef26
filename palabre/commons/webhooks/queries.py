"""What the page of programs shows."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from palabre.commons.trail.verbs import sentence_of
from palabre.commons.webhooks.models import Delivery, Webhook, WebhookQuerySet
from palabre.commons.webhooks.signing import key_of
from palabre.commons.webhooks.topics import registry

MOST_FAILURES = 50


@dataclass(frozen=True, slots=True)
class Failure:
    """One call that did not arrive: what it was about, why not, and when it is tried again (None: given up)."""

    sentence: str
    delivery: Delivery


@dataclass(frozen=True, slots=True)
class Program:
    """One webhook as the secretariat sees it; ``facts`` are terms and what they are."""

    webhook: Webhook
    key: str
    missed: int
    facts: list[tuple[str, str]]


def programs() -> list[Program]:
    """Those that were not ended, the oldest first. One query."""
    return [_program(webhook) for webhook in _counted(Webhook.objects.there())]


def program_of(webhook: Webhook) -> Program:
    """One of them."""
    return _program(_counted(Webhook.objects.filter(pk=webhook.pk)).get())


def _counted(webhooks: WebhookQuerySet) -> WebhookQuerySet:
    return webhooks.annotate(
        waiting=Count("deliveries", filter=Q(deliveries__given_up_at=None)),
        missed=Count("deliveries", filter=Q(deliveries__attempts__gt=0)),
    )


def _program(webhook: Any) -> Program:
    return Program(
        webhook=webhook,
        key=key_of(webhook),
        missed=webhook.missed,
        facts=[
            (_("Address"), webhook.address),
            (
                _("It hears of"),
                ", ".join(str(topic.label) for topic in registry.values() if topic.key in webhook.topics),
            ),
            (_("Calls that wait"), str(webhook.waiting)),
        ],
    )


def failures_of(webhook: Webhook) -> list[Failure]:
    """The newest calls that did not arrive. One query."""
    failed = webhook.deliveries.filter(attempts__gt=0).select_related("entry__details")[:MOST_FAILURES]
    return [Failure(sentence_of(row.entry) if row.entry else "", row) for row in failed]
