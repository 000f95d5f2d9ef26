"""Take a person out of what the trail says. Entries, links and seals stay as they are."""

from django.apps import apps
from django.db.models import Q

from palabre.commons.trail.models import EntryDetails
from palabre.people.holdings import Manner
from palabre.people.models import Member

_naming: list[tuple[str, str]] = [("people.member", "pk"), ("people.duty", "member")]


def also_named_in(kind: str, field: str) -> None:
    """Let a chapter say that entries about its ``kind`` name the member in ``field`` of it (a request to join)."""
    _naming.append((kind, field))


def erase_from_trail(member: Member, manner: Manner) -> int:
    """Empty the words of every entry that names ``member``: what they did, what was done to them by name.

    Name, label, facts and the salt go, so that nobody can find them again by guessing; the hash in the sealed entry
    stays, and so does every seal. Gives how many entries.
    """
    named = Q(entry__actor=member) | Q(facts__member=member.pk)
    for kind, field in _naming:
        rows = apps.get_model(kind)._base_manager.filter(**{field: member.pk}).values("pk")
        named |= Q(entry__subject_kind=kind, entry__subject_id__in=rows)
    return EntryDetails.objects.filter(named, erased_at=None).update(
        actor_name="", label="", facts={}, salt="", erased_at=manner.at
    )
