"""Whether a text reads easily: it points at long sentences and rare words, and says nothing of whoever wrote them.

How common a word is comes from ``wordfreq`` (counted over books, news, subtitles and the web of each language).
"""

import re
from dataclasses import dataclass

from palabre.commons.texts.html import plain_text
from palabre.core.folding import fold

# Words of a sentence from which on it is called long. "An average of 20 words per sentence" is the advice of the
# European Commission's guide "How to write clearly" (2015); Dutch guides of level B1 ask for 15, and never over 20.
LONG = {"fr": 25, "nl": 20, "en": 25}
# On the scale of Zipf (van Heuven et al. 2014): 3 is once in a million words, 4 ten times. "Procuration" has 3.4.
RARE = 3.4
MOST = 12  # remarks of each kind: more would be scolding

_SENTENCE = re.compile(r"(?<=[.!?…])[\s»”\"]+(?=[«“\"A-ZÀ-ÖØ-Þ0-9])")
_ABBREVIATION = re.compile(r"\b(?:art|al|cf|ex|etc|n|no|nr|p|bijv|enz|M|Mme)\.\s*$", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_ELIDED = re.compile(r"\b(?:[cdjlmnst]|qu|lorsqu|puisqu|jusqu|quoiqu)[’']", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class LongSentence:
    text: str
    words: int


@dataclass(frozen=True, slots=True)
class Remarks:
    """What could read more easily. ``average`` is the words of a sentence, rounded; lists are in reading order."""

    sentences: int
    average: int
    limit: int
    long: list[LongSentence]
    rare: list[str]


def remarks_on(html: str, language: str, explained: list[str]) -> Remarks:
    """Point at sentences above ``LONG`` words and at words below ``RARE``, at most ``MOST`` of each.

    ``explained`` are words of the glossary: they are never called rare. Names (a capital inside a sentence) and
    compounds of common words are not either. A language without a limit has that of English, and no rare words.
    """
    sentences = [sentence for line in plain_text(html).splitlines() for sentence in _sentences(line)]
    counted = [len(_WORD.findall(sentence)) for sentence in sentences]
    limit = LONG.get(language, LONG["en"])
    long = [LongSentence(text, words) for text, words in zip(sentences, counted, strict=True) if words > limit]
    return Remarks(
        sentences=len(sentences),
        average=round(sum(counted) / len(counted)) if counted else 0,
        limit=limit,
        long=long[:MOST],
        rare=_rare(sentences, language, {fold(word) for word in explained})[:MOST] if language in LONG else [],
    )


def _sentences(line: str) -> list[str]:
    found: list[str] = []
    for piece in _SENTENCE.split(line):
        if found and _ABBREVIATION.search(found[-1]):
            found[-1] += f" {piece}"
        elif piece.strip():
            found.append(piece.strip())
    return found


def _rare(sentences: list[str], language: str, explained: set[str]) -> list[str]:
    from wordfreq import zipf_frequency  # noqa: PLC0415 -- 58 MB on disk, 30 in memory: only who writes loads it

    found: dict[str, str] = {}
    for sentence in sentences:
        for place, word in enumerate(_WORD.findall(_ELIDED.sub(" ", sentence))):
            is_name = place > 0 and word[0].isupper()
            if is_name or len(word) < 4 or fold(word) in explained or fold(word) in found:
                continue
            if min(zipf_frequency(part, language, wordlist="small") for part in word.split("-")) < RARE:
                found[fold(word)] = word
    return list(found.values())
