"""Which column of a table holds what: proposed from the words of its header."""

import re
import unicodedata
from collections.abc import Mapping


def folded(words: str) -> str:
    """Without accents, signs and capitals: "N° d’adhérent" is "n d adherent"; as it is where nothing would be left."""
    plain = unicodedata.normalize("NFKD", words.replace("’", " ")).encode("ascii", "ignore").decode().lower()
    return " ".join(re.sub(r"[^a-z0-9]+", " ", plain).split()) or " ".join(words.casefold().split())


def proposed(headers: list[str], synonyms: Mapping[str, str], remembered: list[str] | None = None) -> list[str]:
    """A field for each column, each at most once; "" where the header says nothing we know.

    ``synonyms`` gives the folded words of each field, parted by semicolons. ``remembered`` is what was said of the same
    headers before: it counts more than any word.
    """
    if remembered and len(remembered) == len(headers):
        return remembered
    known = {word: field for field, words in synonyms.items() for word in words.split(";")}
    found: list[str] = []
    for header in headers:
        field = known.get(folded(header), "")
        found.append("" if field in found else field)
    return found
