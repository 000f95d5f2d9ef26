"""Where a text can be cut, and one kind of piece made of another, word for word."""

import re
from typing import Any

from palabre.processes.corrections.shape import lines, titled
from palabre.processes.reading.sentences import first_sentence

# Offered as places to cut: after a sentence, and where the document broke a line.
_BREAK = re.compile(r"(?<=[.!?;:…»”\")])\s+(?=\S)|\n+")
_WORD = re.compile(r"\w+")


def sentences(line: str) -> list[str]:
    return [part for part in _BREAK.split(line) if part]


def cuts(piece: Any) -> list[tuple[str, str]]:
    """Where a piece can be cut: (address "paragraph.sentence", the sentence that would begin the second half)."""
    own = [piece] if isinstance(piece, str) else [piece["title"], *piece["text"]]
    places = [
        (f"{number}.{place}", sentence)
        for number, line in enumerate(own)
        for place, sentence in enumerate(sentences(line))
    ]
    return places[1:]


def cut(own: list[str], at: str) -> tuple[list[str], list[str]]:
    """The lines before and after the cut; the sentence cut in two lines keeps its words. Raises ``ValueError``."""
    number, place = (int(part) for part in at.split("."))
    if (number, place) == (0, 0) or not (0 <= number < len(own) and 0 <= place < len(sentences(own[number]))):
        raise ValueError(at)
    parts = sentences(own[number])
    before, after = " ".join(parts[:place]), " ".join(parts[place:])
    return [*own[:number], *([before] if before else [])], [after, *own[number + 1 :]]


def as_measure(own: list[str], group: str | None = None) -> dict[str, Any]:
    """A measure of these lines: its title is the first sentence, for a title stands on lists and agendas."""
    title, rest = first_sentence(own[0])
    own = [title, *([rest.strip()] if rest.strip() else []), *own[1:]] if title.strip() else own
    return {**titled(own), "group": group}


def as_measures(piece: Any) -> list[dict[str, Any]]:
    """A recommendation becomes its own words as one measure, followed by its measures."""
    if isinstance(piece, str):
        return [as_measure([piece])]
    if "measures" not in piece:
        return [piece]
    return [as_measure([piece["title"], *piece["text"]]), *piece["measures"]]


def as_recommendation(piece: Any) -> dict[str, Any]:
    if not isinstance(piece, str) and "measures" in piece:
        return piece
    made = as_measure(lines(piece)) if isinstance(piece, str) else piece
    groups = [made["group"]] if made["group"] else []
    return {"title": made["title"], "text": made["text"], "groups": groups, "measures": []}


def gone(old: list[str], new: list[str]) -> list[str]:
    """The old lines of which the new ones keep less than a third of the words: removed, rather than reworded."""
    kept = set(_WORD.findall(" ".join(new).casefold()))
    by_line = [(line, set(_WORD.findall(line.casefold()))) for line in old]
    return [line for line, words in by_line if words and 3 * len(words & kept) < len(words)]
