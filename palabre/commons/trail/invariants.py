"""What must always be true of the data, registered by the chapter that knows; `palabre check` asks them all."""

from collections.abc import Callable, Iterable, Iterator

from django.db import DataError, OperationalError

from palabre.commons.trail import against_seals
from palabre.commons.trail.models import Entry, EntryDetails, Link
from palabre.commons.trail.record import hash_of
from palabre.commons.trail.verbs import registry as verbs

Check = Callable[[], Iterable[str]]
registry: dict[str, Check] = {}


def register(name: str, check: Check) -> None:
    """Have ``check`` asked by `palabre check`: it gives a sentence for each thing that is not as it must be.

    Sentences name things by kind and number, never by their words. Called from ``AppConfig.ready``.
    """
    registry[name] = check


def broken() -> Iterator[tuple[str, str]]:
    """Every check's name and sentence, in the order they were registered. Nothing given means all holds.

    Data that makes a check stumble is a finding too: the others are still asked.
    """
    for name, check in registry.items():
        try:
            for sentence in check():
                yield name, sentence
        except (ValueError, TypeError, LookupError, AttributeError, DataError, OperationalError) as fault:
            yield name, f"This could not be looked at to the end: {type(fault).__name__}."


def words_are_as_written() -> Iterator[str]:
    """The words of each entry still have the hash it was made with, unless an erasure emptied them."""
    there = EntryDetails.objects.select_related("entry").order_by("pk")
    for details in there.iterator(chunk_size=500):
        now = hash_of(details.salt, details.actor_name, details.label, details.facts)
        if details.erased_at is None and now != details.entry.details_sha256:
            yield f"The words of entry {details.pk} were changed: they no longer have its hash."
        if details.erased_at is not None and (details.label or details.facts or details.actor_name):
            yield f"Entry {details.pk} was erased and still has words."
    for pk in Entry.objects.filter(details=None).order_by("pk").values_list("pk", flat=True):
        yield f"Entry {pk} has lost its words; an erasure empties them, it does not remove the row."


def verbs_are_known() -> Iterator[str]:
    """Each entry says something that this version of the program can say."""
    for verb in Entry.objects.order_by("verb").values_list("verb", flat=True).distinct():
        if verb not in verbs:
            yield f"The trail has entries of an unknown verb, {verb}."


def links_follow_their_entry() -> Iterator[str]:
    """No link ties a thing to itself: a thread that bites its tail would never end."""
    for link in Link.objects.order_by("pk").iterator(chunk_size=500):
        if (link.from_kind, link.from_id) == (link.to_kind, link.to_id):
            yield f"Link {link.pk} ties {link.from_kind} {link.from_id} to itself."


def register_own() -> None:
    register("trail: words", words_are_as_written)
    register("trail: verbs", verbs_are_known)
    register("trail: links", links_follow_their_entry)
    register("trail: seals", against_seals.seals_hold)
