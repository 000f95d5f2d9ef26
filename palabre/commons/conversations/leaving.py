"""What becomes of someone's words when they leave: as they choose, unless where they stand it was decided otherwise.

A chapter above says which of its discussions do (``decide``); what these belong to is not known here.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass

from django.db.models import Count

from palabre.commons.conversations.models import Comment
from palabre.people.models import Member

KEPT, WITHDRAWN = "kept", "withdrawn"


@dataclass(frozen=True, slots=True)
class Place:
    """Some discussions that belong together, and what was declared there beforehand: ``KEPT`` or ``WITHDRAWN``."""

    title: str
    rule: str
    discussions: frozenset[int]


Decided = Callable[[Collection[int]], list[Place]]  # ids of discussions -> the places among them that decide
_chapters: list[Decided] = []


def decide(places: Decided) -> None:
    """Let a chapter above say what it declared; called from ``AppConfig.ready``."""
    _chapters.append(places)


def places_for(member: Member) -> list[tuple[Place, int]]:
    """Where it is not for ``member`` to choose, and how many comments of theirs stand there."""
    mine = Comment.objects.filter(author=member).order_by().values_list("discussion")
    said = dict(mine.annotate(comments=Count("pk")))
    places = [place for decided in _chapters for place in decided(said.keys())] if said else []
    return [(place, sum(said[pk] for pk in place.discussions)) for place in places]


def rules_for(member: Member) -> dict[int, str]:
    """The discussions in which ``member`` spoke and where it is not for them to choose: id -> rule."""
    return {pk: place.rule for place, _count in places_for(member) for pk in place.discussions}
