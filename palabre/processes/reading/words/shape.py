"""The shape of a word list: what a language calls the parts of a working document."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """What one language calls the parts of a working document. ``months`` and ``weekdays`` are in calendar order."""

    recommendation: tuple[str, ...]
    recommendations: tuple[str, ...]
    proposal: tuple[str, ...]  # a recommendation where no other word is used, a measure otherwise
    proposals: tuple[str, ...]
    measure: tuple[str, ...]
    measures: tuple[str, ...]
    finding: tuple[str, ...]  # headings of what argues
    introduction: tuple[str, ...]
    closing: tuple[str, ...]
    contents: tuple[str, ...]
    ordinals: tuple[str, ...]
    number: tuple[str, ...]
    articles: tuple[str, ...]
    title: tuple[str, ...]
    dated: tuple[str, ...]  # labels and phrases before the date of a version
    drafted: tuple[str, ...]  # labels of the drafters
    drafted_by: tuple[str, ...]  # phrases followed by their names
    group: tuple[str, ...]
    groups: tuple[str, ...]
    of: tuple[str, ...]
    secretary: tuple[str, ...]
    facilitator: tuple[str, ...]
    participant: tuple[str, ...]
    event: tuple[str, ...]
    video: tuple[str, ...]
    conjunctions: tuple[str, ...]
    months: tuple[tuple[str, ...], ...]
    weekdays: tuple[str, ...]
    frequent: tuple[str, ...]  # small words by which the language is told


def words(text: str) -> tuple[str, ...]:
    """The words of a list written with commas."""
    return tuple(part.strip() for part in text.split(",") if part.strip())


def months(text: str) -> tuple[tuple[str, ...], ...]:
    """The twelve months, each with its short forms."""
    return tuple(tuple(part.split()) for part in text.split(","))
