"""The published word list: the only words, per language, on which the reader leans.

Everything is written folded (small letters, no accents); a plural is listed beside its singular where both serve.
A name of a place, a person or an organisation has no business here.
"""

from dataclasses import fields

from palabre.processes.reading.words.dutch import DUTCH
from palabre.processes.reading.words.english import ENGLISH
from palabre.processes.reading.words.french import FRENCH, INFINITIVE_ENDINGS, NOT_INFINITIVES
from palabre.processes.reading.words.german import GERMAN
from palabre.processes.reading.words.shape import Words

__all__ = ["INFINITIVE_ENDINGS", "LANGUAGES", "NOT_INFINITIVES", "Words", "every"]

LANGUAGES = {"fr": FRENCH, "nl": DUTCH, "en": ENGLISH, "de": GERMAN}


def every(*names: str) -> tuple[str, ...]:
    """The words of all languages under these names.

    The longest come first, so that a pattern tries "working group" before "group".
    """
    known = {field.name for field in fields(Words)}
    unknown = set(names) - known
    if unknown:
        raise KeyError(f"no such list of words: {sorted(unknown)}")
    found = {word for words in LANGUAGES.values() for name in names for word in getattr(words, name)}
    return tuple(sorted(found, key=lambda word: (-len(word), word)))
