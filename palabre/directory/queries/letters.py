"""One's own messages of the last thirty days, and those one no longer hears."""

from dataclasses import dataclass
from datetime import datetime

from palabre.directory.models import Letter, Refusal
from palabre.people.models import Member

MOST_LISTED = 60


@dataclass(frozen=True, slots=True)
class Line:
    """A message in a list: whose, which way, how it begins."""

    letter: Letter
    name: str
    is_mine: bool
    begins: str
    at: datetime


def letters_of(member: Member) -> list[Line]:
    """The newest first. One query."""
    found = Letter.objects.of(member).select_related("writer", "reader")[:MOST_LISTED]
    return [_line(letter, member) for letter in found]


def no_longer_heard(member: Member) -> list[Member]:
    """By name. One query."""
    refused = Refusal.objects.filter(member=member).select_related("writer").order_by("writer__name", "id")
    return [refusal.writer for refusal in refused]


def _line(letter: Letter, member: Member) -> Line:
    is_mine = letter.writer_id == member.pk
    begins = " ".join(letter.text.split())
    begins = begins if len(begins) <= 90 else f"{begins[:88].rstrip()}…"
    other = letter.reader if is_mine else letter.writer
    return Line(letter=letter, name=other.name, is_mine=is_mine, begins=begins, at=letter.written_at)
