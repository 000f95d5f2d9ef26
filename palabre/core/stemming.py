"""The words one searches by: folded, without small words and without endings, the same everywhere one may search."""

import re

from palabre.core.folding import fold

# Words that say nothing of a subject, folded: French and English.
SMALL = frozenset("a au aux d de des du en et l la le les of on or ou par pour sur the un une".split())
MOST = 12  # words of a search that count
SHORTEST = 3  # letters of a word that an ending leaves
# What number, gender and tense put behind a word, and what is left of it: « locaux », « locale » and « local » are one.
_ENDINGS = {
    "ations": "", "ements": "", "ation": "", "ement": "", "ants": "", "ales": "a", "aux": "a", "ale": "a", "al": "a",
    "ees": "", "ant": "", "ent": "", "ee": "", "es": "", "er": "", "ez": "", "e": "", "s": "", "x": "",
}  # fmt: skip
_WORD = re.compile(r"\w+")


def words_in(text: str) -> str:
    """The folded words of ``text``, a space before each: ``contains=f" {stem}"`` then finds words that begin so."""
    return "".join(f" {word}" for word in _WORD.findall(fold(text)))


def stems(text: str, small: frozenset[str] = SMALL) -> list[str]:
    """The words of ``text`` that count, in their order, each once, without its ending."""
    found = (stem(word) for word in _WORD.findall(fold(text)) if word not in small)
    return list(dict.fromkeys(found))


def stem(word: str) -> str:
    """A folded word without its ending; as it is where little would be left of it, or it is a number."""
    fitting = (word.removesuffix(ending) + left for ending, left in _ENDINGS.items() if word.endswith(ending))
    return next((short for short in fitting if len(short) >= SHORTEST), word)
