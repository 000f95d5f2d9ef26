"""Payloads in every text column of a world, past the forms: what stands there must be harmless wherever it is shown."""

import itertools

from django.apps import apps
from django.db import connection, models

from palabre.commons.trail import append_only

# Columns of words. Others hold codes, hashes, addresses that were checked at the door, or keys of ours.
WORDS = {
    "message", "reason", "name", "title", "summary", "cycle", "purpose", "works", "owner_service", "means", "text",
    "place", "amended_text", "html", "parts", "proposal", "actor_name", "label", "facts", "motto", "pseudonym",
    "reference", "failure", "because", "held_because",
}  # fmt: skip
CODES = {"trail.Round.name", "webhooks.Delivery.failure", "people.Audience.label"}  # looked up by what stands in them


def columns():
    """(model, field) of every column that holds words."""
    for model in apps.get_models():
        if model.__module__.startswith("palabre."):
            for field in model._meta.local_fields:
                is_words = isinstance(field, models.CharField | models.TextField | models.JSONField)
                if is_words and field.name in WORDS and f"{model._meta.label}.{field.name}" not in CODES:
                    yield model, field


def unguarded():
    """Let this test rewrite what the database keeps; its transaction puts the triggers back."""
    with connection.cursor() as cursor:
        for name in append_only.names(connection):
            table = f' ON "{name.rpartition("_kept_")[0]}"' if connection.vendor == "postgresql" else ""
            cursor.execute(f'DROP TRIGGER IF EXISTS "{name}"{table}')


def plant(payloads):
    """Write them into every row and column of words, in turn; long columns hold as many as fit. How many columns."""
    unguarded()
    turn, planted = itertools.cycle(range(len(payloads))), 0
    for model, field in columns():
        planted += 1
        for pk, value in list(model._base_manager.values_list("pk", field.name)):
            if value not in ("", None):
                words = _planted(field, value, payloads, next(turn), pk)
                model._base_manager.filter(pk=pk).update(**{field.name: words})
    return planted


def _planted(field, value, payloads, turn, pk):
    if isinstance(field, models.JSONField):
        return _inside(value, payloads, itertools.count(turn))
    words = _fitting(payloads[turn:] + payloads[:turn], field.max_length or 60_000)
    if field.unique or field.name in ("pseudonym", "reference"):
        return f"{words[: (field.max_length or 99) - 6]}{pk}"
    return words


def _fitting(payloads, room):
    found = ""
    for each in payloads:
        if len(found) + len(each) + 1 > room:
            break
        found += each.replace("\x00", "") + " "
    return found.strip() or payloads[0].replace("\x00", "")[:room]


def _inside(value, payloads, turn):
    """The same JSON with payloads for words; keys, numbers and codes without a space or a mark stay."""
    if isinstance(value, dict):
        return {key: each if key in KEYS else _inside(each, payloads, turn) for key, each in value.items()}
    if isinstance(value, list):
        return [_inside(each, payloads, turn) for each in value]
    if isinstance(value, str) and value:
        return payloads[next(turn) % len(payloads)].replace("\x00", "")
    return value


KEYS = {
    "until_on",
    "anchor", "language", "date", "format", "starts_at", "status", "outcome", "about", "kind", "group", "groups",
    "level",
}  # fmt: skip
