"""A small generated mark for a person: initials in a shape that stays theirs."""

from hashlib import blake2s
from typing import NamedTuple

SHAPES = 5
HUES = 6
SIZES = ("small", "medium", "large")


class Face(NamedTuple):
    initials: str
    shape: int
    hue: int


def face_of(name: str) -> Face:
    """The same name always gets the same mark; two initials at most, the first and the last word's."""
    words = [word for word in name.replace("-", " ").split() if word[0].isalnum()]
    letters = [words[0][0], words[-1][0]] if len(words) > 1 else [words[0][:2]] if words else ["·"]
    number = int.from_bytes(blake2s(name.casefold().encode(), digest_size=4).digest(), "big")
    return Face("".join(letters).upper(), number % SHAPES + 1, number // SHAPES % HUES + 1)
