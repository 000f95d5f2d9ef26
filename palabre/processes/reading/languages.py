"""Which language a document is written in."""

from collections import Counter

from palabre.processes.reading.folding import words_of
from palabre.processes.reading.words import LANGUAGES

_ENOUGH = 3


def language_of(text: str) -> str:
    """ "fr", "nl", "en" or "de", told by small frequent words; empty when too few of them speak."""
    counts = Counter(words_of(text[:50_000]))
    scores = {code: sum(counts[word] for word in words.frequent) for code, words in LANGUAGES.items()}
    best = max(scores, key=lambda code: scores[code])
    return best if scores[best] >= _ENOUGH else ""
