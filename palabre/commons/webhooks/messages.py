"""What is sent: one entry of the trail as anybody may read it, without a member's number or an address typed by one."""

import json

from django.conf import settings
from django.utils.translation import override

from palabre.commons.trail.models import Entry
from palabre.commons.trail.verbs import registry, sentence_of
from palabre.commons.webhooks.models import Delivery
from palabre.core import clock

TRIAL = "palabre.trial"


def body_of(delivery: Delivery) -> bytes:
    """JSON (UTF-8): ``type``, ``timestamp`` and ``data``, as Standard Webhooks asks. Reads ``entry.details``.

    ``data`` holds the entry's number, its sentence in the cooperative's language, what it is about and its page. A
    trial holds the address of the site.
    """
    if delivery.entry is None:
        return _as_json(TRIAL, clock.now().isoformat(timespec="seconds"), {"site": settings.SITE_URL})
    return _as_json(delivery.entry.verb, delivery.entry.at.isoformat(timespec="seconds"), _data(delivery.entry))


def _data(entry: Entry) -> dict:
    path = registry[entry.verb].address(entry)
    with override(settings.LANGUAGE_CODE):
        sentence = sentence_of(entry)
    return {
        "entry": entry.pk,
        "sentence": sentence,
        "about": {"kind": entry.subject_kind, "id": entry.subject_id, "label": entry.details.label},
        "page": f"{settings.SITE_URL}{path}" if path else "",
    }


def _as_json(kind: str, at: str, data: dict) -> bytes:
    return json.dumps({"type": kind, "timestamp": at, "data": data}, ensure_ascii=False).encode()
