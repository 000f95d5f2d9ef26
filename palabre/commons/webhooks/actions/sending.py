"""The worker's round that makes the calls: claimed first, made outside any transaction, then marked.

A call is made at least once. A crash between the call and its mark repeats it with the same id, five minutes later.
"""

import logging
import time
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta

from django.contrib.auth.models import AnonymousUser
from django.db import connection, transaction
from django.utils.translation import gettext as _

from palabre import __version__
from palabre.commons.trail.record import record
from palabre.commons.webhooks import verbs
from palabre.commons.webhooks.messages import body_of
from palabre.commons.webhooks.models import Delivery, Webhook
from palabre.commons.webhooks.signing import key_of, signature_of
from palabre.core import clock, outward
from palabre.people.models import Audience

log = logging.getLogger("palabre.webhooks")

CLAIMED_FOR = timedelta(minutes=5)
AT_ONCE = 40  # calls a round claims
TOGETHER = 8  # programs called at the same time
ROUND = 10.0  # seconds after which a round begins no further call
LET_BE = timedelta(minutes=1)  # a program that did not answer is left alone for this long
# After each failure; then the call is given up. About two days, as Standard Webhooks advises.
DELAYS = [timedelta(minutes=m) for m in (1, 5, 30, 120, 360, 720, 1440)]
GONE = 410  # "do not call again" (RFC 9110, section 15.5.11)


@dataclass(frozen=True, slots=True)
class Call:
    """What a thread needs to make one call: it asks the database nothing."""

    delivery: Delivery
    address: str
    body: bytes
    headers: dict[str, str]


@dataclass(frozen=True, slots=True)
class Outcome:
    """``status`` is 0 when nobody answered; ``failure`` is empty when the call was accepted."""

    delivery: Delivery
    status: int
    failure: str


def send_due() -> int:
    """Make the calls that are due; give how many were accepted. Several workers may do it together.

    An entry that is no longer open to everyone is not sent. Who does not answer is left alone for a minute, who has
    answered nothing for two days (or says 410) is paused, and the secretariat told.
    """
    claimed = _claimed()
    calls: dict[int, list[Call]] = defaultdict(list)
    for delivery in claimed:
        calls[delivery.webhook_id].append(_call(delivery))
    if not calls:
        return 0
    until = time.monotonic() + ROUND
    with ThreadPoolExecutor(TOGETHER) as threads:
        outcomes = [out for done in threads.map(lambda some: _make(some, until), calls.values()) for out in done]
    for outcome in outcomes:
        _mark(outcome)
    _give_back(claimed, outcomes)
    return sum(not outcome.failure for outcome in outcomes)


@transaction.atomic
def _claimed() -> list[Delivery]:
    """Calls that are due, the oldest first, put off for the others while they are made."""
    now = clock.now()
    due = (
        Delivery.objects.filter(due_at__lte=now, given_up_at=None, webhook__paused_at=None, webhook__ended_at=None)
        .exclude(webhook__not_before__gt=now)
        .select_related("webhook", "entry__details")
        .order_by("due_at", "id")
    )
    if connection.features.has_select_for_update_skip_locked:
        due = due.select_for_update(of=("self",), skip_locked=True)
    claimed = list(due[:AT_ONCE])
    Delivery.objects.filter(pk__in=[delivery.pk for delivery in claimed]).update(due_at=now + CLAIMED_FOR)
    public = set(Audience.objects.open_to(AnonymousUser()).values_list("pk", flat=True))
    closed = [d.pk for d in claimed if d.entry is not None and d.entry.audience_id not in public]
    Delivery.objects.filter(pk__in=closed).delete()
    return [delivery for delivery in claimed if delivery.pk not in closed]


def _give_back(claimed: list[Delivery], outcomes: list[Outcome]) -> None:
    """What was claimed and not tried is due again."""
    tried = {outcome.delivery.pk for outcome in outcomes}
    left = [delivery.pk for delivery in claimed if delivery.pk not in tried]
    Delivery.objects.filter(pk__in=left).update(due_at=clock.now())


def _call(delivery: Delivery) -> Call:
    message, now, body = f"call_{delivery.pk}", int(time.time()), body_of(delivery)
    headers = {
        "Content-Type": "application/json",
        "User-Agent": f"Palabre/{__version__}",
        "webhook-id": message,
        "webhook-timestamp": str(now),
        "webhook-signature": signature_of(key_of(delivery.webhook), message, now, body),
    }
    return Call(delivery, delivery.webhook.address, body, headers)


def _make(calls: list[Call], until: float) -> list[Outcome]:
    """The calls of one webhook, one after the other; the rest is left for later when nobody answers one."""
    made = []
    for call in calls:
        if time.monotonic() > until:
            break
        try:
            status = outward.post(call.address, call.body, call.headers).status
        except outward.Unreached as fault:
            made.append(Outcome(call.delivery, 0, fault.reason))
            break
        made.append(Outcome(call.delivery, status, _failure(status)))
    return made


def _failure(status: int) -> str:
    if 200 <= status < 300:
        return ""
    if 300 <= status < 400:
        return _("It answers that it moved (%(status)s). Give the new address: redirects are not followed.") % {
            "status": status
        }
    return _("It answers with an error (%(status)s).") % {"status": status}


@transaction.atomic
def _mark(outcome: Outcome) -> None:
    """Write down how a call went; pause a webhook that has answered nothing for two days, and tell the secretariat."""
    now = clock.now()
    webhook = Webhook.objects.select_for_update(of=("self",)).get(pk=outcome.delivery.webhook_id)
    if not outcome.failure:
        Webhook.objects.filter(pk=webhook.pk).update(reached_at=now, not_before=None)
        Delivery.objects.filter(pk=outcome.delivery.pk).delete()
        return
    delivery = outcome.delivery
    attempts = delivery.attempts + 1
    over = attempts > len(DELAYS) or outcome.status == GONE
    Delivery.objects.filter(pk=delivery.pk).update(
        attempts=attempts,
        tried_at=now,
        failure=outcome.failure[:200],
        due_at=now + (timedelta() if over else DELAYS[attempts - 1]),
        given_up_at=now if over else None,
    )
    if not outcome.status:
        Webhook.objects.filter(pk=webhook.pk).update(not_before=now + LET_BE)
    silent = webhook.reached_at is None or webhook.reached_at < delivery.owed_at
    if over and (silent or outcome.status == GONE) and webhook.paused_at is None:
        Webhook.objects.filter(pk=webhook.pk).update(paused_at=now)
        record(verbs.PAUSED, webhook, by=None, audience=Audience.wide("public"))
        log.error("a webhook is paused: it has not answered", extra={"facts": {"webhook": webhook.pk}})
