"""Words as they are compared: « Graphisme », « graphisme » and « GRAPHISME » are one, « œuvre » and « oeuvre » too."""

import unicodedata

_APART = str.maketrans({"’": " ", "'": " ", "-": " ", "‑": " ", "–": " ", "œ": "oe", "æ": "ae", "ø": "o", "ł": "l"})


def fold(words: str) -> str:
    """``words`` without case, accents, apostrophes and hyphens, single-spaced. For comparing, never for showing."""
    plain = unicodedata.normalize("NFKD", words).casefold().translate(_APART)
    return " ".join("".join(sign for sign in plain if not unicodedata.combining(sign)).split())
