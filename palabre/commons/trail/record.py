"""Write down what happened, in the transaction that made it happen."""

import secrets
from typing import Any

from django.db import transaction
from django.db.models import Model

from palabre.commons.trail.models import Entry, EntryDetails, Link, Pending
from palabre.commons.trail.verbs import Verb, registry
from palabre.commons.trail.verify import sha256_of_words
from palabre.people.models import Audience, Member

readers: list[str] = []  # who reads the trail; registered from AppConfig.ready


def record(
    verb: Verb,
    subject: Model,
    *,
    by: Member | None,
    audience: Audience | None = None,
    actor_name: str = "",
    **facts: Any,
) -> Entry:
    """Write down that ``by`` did ``verb`` to ``subject``, in the caller's transaction.

    Args:
        verb: a registered verb.
        subject: what it was done to; its ``str()`` (200 characters) becomes the label.
        by: who did it; None for the software itself (a round of the worker).
        audience: who may read the entry; the subject's own audience unless given.
        actor_name: the name shown, where it is not the member's own (a pseudonym).
        facts: JSON values for the verb's sentence: ids and short texts, never an address.
    Returns:
        The entry, never to be changed. One ``Pending`` row per reader is left beside it.
    Raises:
        RuntimeError: outside a transaction, or the verb is not registered: an entry without its change, or
            a change without its entry, would be a lie.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError(f"{verb.key}: record() belongs inside the action's transaction")
    if registry.get(verb.key) is not verb:
        raise RuntimeError(f"{verb.key} is not a registered verb")
    words: dict[str, Any] = {
        "actor_name": actor_name or (by.name if by else ""),
        "label": str(subject)[:200],
        "facts": facts,
    }
    salt = secrets.token_hex(16)
    entry = Entry.objects.create(
        actor=by,
        verb=verb.key,
        subject_kind=subject._meta.label_lower,
        subject_id=subject.pk,
        audience_id=audience.pk if audience else subject.audience_id,  # type: ignore[attr-defined]
        details_sha256=hash_of(salt, **words),
    )
    EntryDetails.objects.create(entry=entry, salt=salt, **words)
    Pending.objects.bulk_create(Pending(entry=entry, reader=reader) for reader in readers)
    return entry


def hash_of(salt: str, actor_name: str, label: str, facts: dict) -> str:
    """SHA-256 (hex) of an entry's words with their salt, over canonical JSON (sorted keys, UTF-8)."""
    return sha256_of_words(salt, actor_name, label, facts)


def link(entry: Entry, kind: Link.Kind, *, from_: Model, to: Model) -> Link:
    """Tie ``from_`` to ``to`` in the thread, as ``entry`` made it true. Only ever added."""
    return Link.objects.create(
        entry=entry,
        kind=kind,
        from_kind=from_._meta.label_lower,
        from_id=from_.pk,
        to_kind=to._meta.label_lower,
        to_id=to.pk,
    )
