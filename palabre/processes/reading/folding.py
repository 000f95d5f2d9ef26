"""Comparing words whatever their case, accents and typographic signs."""

import re
import unicodedata

_SIGNS = {
    "’": "'",
    "‘": "'",
    "ʼ": "'",
    "\u00a0": " ",
    "\u202f": " ",
    "\u2009": " ",
    "‑": "-",
    "ﬁ": "f",
    "∙": "·",
    "⋅": "·",
    "‧": "·",
}


class _Letters(dict[int, str]):
    def __missing__(self, code: int) -> str:
        character = chr(code)
        plain = _SIGNS.get(character) or unicodedata.normalize("NFD", character.lower())[0]
        self[code] = plain
        return plain


_LETTERS = _Letters()
_WORD = re.compile(r"\w+")


def fold(text: str) -> str:
    """The text in small letters without accents, **of the same length**: places found in it hold in the original."""
    return text.translate(_LETTERS)


def words_of(text: str, limit: int = 0) -> list[str]:
    """The folded words of a text, in order; only the first ``limit`` when given."""
    found: list[str] = []
    for match in _WORD.finditer(fold(text)):
        found.append(match.group())
        if limit and len(found) == limit:
            break
    return found


def first_word(text: str) -> str:
    return next(iter(words_of(text[:200], 1)), "")
