"""How well something fits what a member wishes: it orders what they see, and hides nothing."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils import timezone

from palabre.wishes.models import Described, Wish

Moment, Format, Reach = Wish.Moment, Wish.Format, Wish.Reach
NOON, EVENING = 12, 17  # hours
TOGETHER = {Reach.DRAFTING, Reach.CARRYING, Reach.HOSTING}


@dataclass(frozen=True, slots=True)
class Taste:
    """A member's wishes as sets; all empty where nothing was answered, and then everything fits alike."""

    subjects: frozenset[int] = frozenset()
    branches: frozenset[str] = frozenset()  # names
    reach: frozenset[str] = frozenset()
    formats: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()
    moments: frozenset[str] = frozenset()
    about: dict[int, frozenset[int]] = field(default_factory=dict)  # what processes are about, of my subjects only

    def of_process(self, pk: int | None, language: str = "") -> int:
        """2 for a subject I wish, 1 for a language I read."""
        return 2 * bool(self.about.get(pk or 0)) + (language in self.languages)

    def of_coming(self, *, process: int | None, place: str, at: datetime, video: bool) -> int:
        """Of a session (with its process) or a meeting: subject, branch, format, hour, and how far I want to go."""
        words = place.casefold()
        return (
            self.of_process(process)
            + 2 * any(name.casefold() in words for name in self.branches)
            + ((Format.VIDEO if video else Format.PRESENCE) in self.formats)
            + (moment_of(at) in self.moments)
            + bool(process and self.reach & TOGETHER)
        )


def taste_of(member: Any) -> Taste:
    """Four queries, or one where nothing was answered."""
    wish = Wish.objects.filter(member=member).exclude(answered_at=None).first()
    if wish is None:
        return Taste()
    subjects = frozenset(wish.subjects.values_list("pk", flat=True))
    return Taste(
        subjects=subjects,
        branches=frozenset(wish.branches.values_list("name", flat=True)),
        reach=frozenset(wish.reach),
        formats=frozenset(wish.formats),
        languages=frozenset(wish.languages),
        moments=frozenset(wish.moments),
        about=_about(subjects) if subjects else {},
    )


def moment_of(at: datetime) -> str:
    """In which part of the week an instant lies, in the cooperative's time."""
    local = timezone.localtime(at)
    if local.weekday() >= 5:
        return Moment.WEEKEND
    if local.hour < NOON:
        return Moment.MORNING
    return Moment.AFTERNOON if local.hour < EVENING else Moment.EVENING


def _about(subjects: Iterable[int]) -> dict[int, frozenset[int]]:
    found: dict[int, set[int]] = {}
    for process, subject in Described.objects.filter(subject__in=subjects).values_list("process", "subject"):
        found.setdefault(process, set()).add(subject)
    return {process: frozenset(about) for process, about in found.items()}
