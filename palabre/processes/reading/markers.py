"""The signs typed at the start of a line: bullets and numbers."""

import re
from dataclasses import dataclass

_BULLET = re.compile(
    r"([•◦▪▫■□●○‣⁃∙·➢➤►▶→✓✔❖*+\-–—§]|o(?=\t| {2}))(?:[^\S\n]+|(?<=[•◦▪■●○‣➢➤►])(?=\w))(?:\[[ xX]\] )?(?=\S)"
)
_DOTTED = re.compile(
    r"(\d{1,2}(?:\.\d{1,2}){1,3})[.)]?(?:[^\S\n]*[:–—-])?[^\S\n]+(?!u(?:ur|hr)?\b|h\b)(?=[^\W\d]|[«“\"'‘(])"
)
_NUMBER = re.compile(r"\(?(\d{1,3})(?:[.)°]|[.)]?[^\S\n]*[–—-](?=\s))[^\S\n]*(?=[^\W\d_]|[«“\"'‘(])")
_ROMAN = re.compile(r"([IVX]{1,6})[.)][^\S\n]+(?=\S)|([IVX]{1,6})[^\S\n]+[–—-][^\S\n]+(?=\S)")
_LETTER = re.compile(r"([a-zA-Z])\)[^\S\n]+(?=\S)|([a-z])\.[^\S\n]+(?=\S)")
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10}


@dataclass(frozen=True, slots=True)
class Marker:
    text: str  # as typed: "•", "1.", "1.2"
    style: str  # what makes two markers belong to one list
    number: tuple[int, ...]  # empty for a bullet
    length: int  # characters to drop from the line


def marker_of(line: str) -> Marker | None:
    """The marker a line starts with, or None. ``line`` has no leading space."""
    if match := _BULLET.match(line):
        return Marker(match.group(1), match.group(1), (), match.end())
    if match := _DOTTED.match(line):
        number = tuple(int(part) for part in match.group(1).split("."))
        return Marker(line[: match.end()].strip(), "1." * len(number), number, match.end())
    if match := _NUMBER.match(line):
        return Marker(line[: match.end()].strip(), "1.", (int(match.group(1)),), match.end())
    if match := _ROMAN.match(line):
        return Marker(line[: match.end()].strip(), "I.", (_roman(match.group(1) or match.group(2)),), match.end())
    if match := _LETTER.match(line):
        letter = match.group(1) or match.group(2)
        return Marker(
            line[: match.end()].strip(), "A)" if letter.isupper() else "a)", (ord(letter.lower()) - 96,), match.end()
        )
    return None


def _roman(numeral: str) -> int:
    values = [_ROMAN_VALUES[letter] for letter in numeral]
    return sum(-value if value < max(values[place:]) else value for place, value in enumerate(values))
