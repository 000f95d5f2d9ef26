"""Labels with which a line announces what it is: "Recommendation 1 –", "Maatregel 2:", "R3."."""

import re
from dataclasses import dataclass

from palabre.processes.reading.folding import fold
from palabre.processes.reading.words import LANGUAGES, every


@dataclass(frozen=True, slots=True)
class Label:
    """ "Recommendation 1 – ": its number and how many characters it takes; ``proposal`` for the weaker words."""

    number: tuple[int, ...]
    length: int
    proposal: bool = False


def _words(*names: str) -> str:
    return "|".join(re.escape(word).replace(r"\ ", r"\s") for word in every(*names))


_NUM = rf"(?:(?:{_words('number')})\.?\s?)?(?P<number>\d{{1,3}}(?:\.\d{{1,2}}){{0,2}})\.?"
_SEPARATOR = r"\s{0,3}(?P<mark>[:.)\]–—-]|\n|\||$|(?=[«“\"(]))\s{0,3}"
_BEGIN = r"[\[(«*#\s]{0,3}"


def _label(names: tuple[str, ...], short: str) -> re.Pattern[str]:
    lettered = rf"(?:{_words(*names)})\s(?P<letter>[a-j])(?=\s?[:.)–—-])"
    spelled = rf"(?:{_words(*names)})\s{{0,2}}{_NUM}|{lettered}|(?:{short})\s?(?P<brief>\d{{1,2}}(?:\.\d{{1,2}})*)"
    ordinal = rf"(?:(?:la|le|de|the|die)\s)?(?P<ordinal>{_words('ordinals')})\s(?:{_words(*names)})"
    bare = rf"(?P<bare>{_words(*names)})(?=\s?(?::|$))"
    return re.compile(rf"{_BEGIN}(?:{spelled}|{ordinal}|{bare}){_SEPARATOR}")


_RECOMMENDATION = _label(("recommendation",), "r")
_PROPOSAL = _label(("proposal",), "p")
_MEASURE = _label(("measure",), "m")
_ORDINAL_NUMBERS = {
    word: place + 1 if place < 10 else 2 for words in LANGUAGES.values() for place, word in enumerate(words.ordinals)
}


def labels_of(text: str) -> tuple[Label | None, Label | None]:
    """The label of a recommendation and that of a measure with which a text starts; at most one is there."""
    start = fold(text[:120])
    recommendation = _read(_RECOMMENDATION.match(start))
    proposal = _read(_PROPOSAL.match(start))
    measure = _read(_MEASURE.match(start))
    if measure is not None and not measure.number and ":" not in start[: measure.length]:
        measure = None  # "Measures" may be a title; "Measure:" announces one
    if recommendation is None and proposal is not None:
        recommendation = Label(proposal.number, proposal.length, proposal=True)
    if recommendation is not None and len(recommendation.number) > 1:
        # "Recommendation 2.1" is a part of the second.
        recommendation, measure = None, measure or recommendation
    return recommendation, measure


def _read(match: re.Match[str] | None) -> Label | None:
    if match is None:
        return None
    if letter := match.group("letter"):
        return Label((ord(letter) - 96,), match.end())
    written = match.group("number") or match.group("brief")
    if written:
        return Label(tuple(int(part) for part in written.split(".")), match.end())
    ordinal = match.group("ordinal")
    # "First recommendation:" is a label, "The first recommendation is …" a sentence.
    if ordinal and match.group("mark") in (":", "\n", "–", "—", "-", ""):
        return Label((_ORDINAL_NUMBERS.get(ordinal, 1),), match.end())
    return Label((), match.end()) if match.group("bare") else None
