"""Lists of names: "A, B & C" taken apart."""

import re

from palabre.processes.reading.addresses import without_addresses
from palabre.processes.reading.folding import fold, words_of
from palabre.processes.reading.words import every

_CONJUNCTION = "|".join(re.escape(word) for word in every("conjunctions"))
_BETWEEN = re.compile(rf"\s*[,;/&+•|\n]\s*|\s+(?:{_CONJUNCTION})\s+|\s+[–—-]\s+")
_COMMAS_ONLY = re.compile(r"\s*[,;•|\n]\s*")
_BRACKETS = re.compile(r"\s*[(\[][^()\[\]]{0,120}[)\]]")
_LEADING = re.compile(r"^(?:par|door|by|von|et|en|and|und|avec|met|with)\s+", re.IGNORECASE)
_LONGEST_NAME = 6


def names_in(text: str, *, conjunctions: bool = True) -> list[str]:
    """The names of a list, in order, without addresses, roles in brackets or doubles.

    ``conjunctions=False`` cuts at commas only: one group may be called "Work and pay".
    """
    text = _BRACKETS.sub("", without_addresses(text)).strip(" .:")
    parts = (_BETWEEN if conjunctions else _COMMAS_ONLY).split(text)
    found = [_LEADING.sub("", part.strip(" .:*_«»\"“”'")).strip() for part in parts]
    return list(dict.fromkeys(name for name in found if any(map(str.isalnum, name))))


def look_like_names(names: list[str]) -> bool:
    """Whether these could all be names of people: short, each beginning with a capital and not a sentence."""
    return bool(names) and all(_is_name(name) for name in names)


def _is_name(name: str) -> bool:
    parts = name.split()
    if len(parts) > _LONGEST_NAME or any(character.isdigit() for character in name):
        return False
    small = sum(part[0].islower() for part in parts)
    return parts[0][0].isupper() and small <= max(0, len(parts) - 1) and small < 4


def capitalised(names: list[str], longest: int = 5) -> bool:
    """Whether these could be names of groups: short and beginning with a capital or a figure."""
    return bool(names) and all(
        (name[0].isupper() or name[0].isdigit()) and len(name.split()) <= longest and len(name) <= 60 for name in names
    )


def same_words(one: str, other: str) -> bool:
    """Whether nearly all words of ``one`` stand in ``other``."""
    left, right = set(words_of(one)), set(words_of(other))
    return len(left) >= 3 and len(left & right) >= 0.8 * len(left)


def folded_label(label: str) -> str:
    """A label without inclusive endings, numbers and ornaments: "Facilitateur·rice·s (2)" is "facilitateur"."""
    text = fold(label).strip(" *_#>•-–\t")
    text = re.sub(r"\s*[(\[][^)\]]{0,20}[)\]]\s*\w{0,2}", "", text)
    text = re.sub(r"(?<=\w)[·.](?=\w)\w{1,8}", "", text)
    text = re.sub(r"\s*/\s*-?\w+(?=$|\s)|(?<=\w)-(?:e|s|es|ice|trice|rice|ne|in|innen)(?:-s)?$", "", text)
    return re.sub(r"\s+", " ", text).strip(" :.")
