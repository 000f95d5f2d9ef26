"""The groups that worked on the document, when no line lists them: read from its sentences."""

import re
from collections.abc import Iterable, Sequence

from palabre.processes.reading.folding import fold
from palabre.processes.reading.names import capitalised, names_in
from palabre.processes.reading.words import every

_CAPITAL = r"[A-ZÀ-ÖØ-Þ][\w’'-]{1,30}"
_NAME = rf"{_CAPITAL}(?:[ -](?:(?:sur|sous|le|la|les|aan|de|den|van)[ -])?{_CAPITAL}){{0,3}}"


def _any(words: Iterable[str]) -> str:
    return "|".join(re.escape(word).replace(r"\ ", r"\s") for word in words)


_AND = _any(every("conjunctions"))
_OF = rf"(?:(?:{_any(every('of'))})(?:\s|(?<=')))"
_GROUPS = _any(every("groups"))
# Only words that say "group": an office of a town is not yet one of the groups that wrote.
_GROUP = _any(word for word in every("group") if re.search("group|groep|grupp", word))
# Dutch and German put the name right after the word; French does only after "working group".
_NAMED = _any(word for word in every("group") if re.search(r"travail|groep|working|gruppe", word))
_BEFORE_LIST = re.compile(rf"\b(?:{_GROUPS})\b[^.:;!?\n()]{{0,140}}(?P<mark>[:(])\s{{0,2}}")
_GROUPS_OF = re.compile(rf"\b(?:{_GROUPS})\s{_OF}?")
_GROUP_OF = re.compile(rf"\b(?:(?:{_NAMED})\s{_OF}?|(?:{_GROUP})\s{_OF})")
_LIST = re.compile(rf"{_NAME}(?:(?:,\s|\s(?:{_AND}|&)\s){_OF}?{_NAME}){{1,12}}")
_ONE = re.compile(_NAME)
_END = re.compile(r"[.;!?\n)]")


def groups_in(texts: Sequence[str]) -> list[str]:
    """The groups these paragraphs name: listed after "groups …:", else "groups of A and B", else each "group of A"."""
    for find in (_after_colon, _of_several, _of_one):
        names = list(dict.fromkeys(name for text in texts for name in find(text)))
        if names:
            return names
    return []


def _after_colon(text: str) -> list[str]:
    for match in _BEFORE_LIST.finditer(fold(text)):
        rest = _END.split(text[match.end() : match.end() + 400], maxsplit=1)[0]
        names = [name.split(" :")[0].split(":")[0] for name in names_in(rest)]
        if len(names) > 1 and capitalised(names, 4):
            return names
    return []


def _of_several(text: str) -> list[str]:
    for match in _GROUPS_OF.finditer(fold(text)):
        if found := _LIST.match(text[match.end() : match.end() + 400]):
            of = re.compile(rf"^{_OF}")
            names = [of.sub("", name) for name in names_in(found.group())]
            return [name for name in names if name[0].isupper()]
    return []


def _of_one(text: str) -> list[str]:
    return [
        found.group()
        for match in _GROUP_OF.finditer(fold(text))
        if (found := _ONE.match(text[match.end() : match.end() + 130]))
    ]
