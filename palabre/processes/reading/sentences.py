"""Where sentences end."""

import re

_END = re.compile(r"[.!?…]+[»”\"')\]]{0,2}\s+(?=[«“\"'(\[]{0,2}\s?[A-ZÀ-ÖØ-Þ0-9])|\n")
_LONGEST = 2000
_ABBREVIATIONS = frozenset(
    "p ex etc m mm mme mmes mlle dr cf art nr no n st ste bijv bv enz o.a d.w.z i.v.m vb blz resp max"
    " min env ca dhr mevr mw e.g i.e z.b bzw al vs prof av chap fig vol ed tel".split()
)


def sentences(text: str) -> list[tuple[str, int]]:
    """The sentences of a paragraph, each with its place in it."""
    found: list[tuple[str, int]] = []
    start = 0
    for match in _END.finditer(text):
        if _ends(text, start, match):
            found.append((text[start : match.end()].strip(), start))
            start = match.end()
    if text[start:].strip() or not found:
        found.append((text[start:].strip(), start))
    return found


def first_sentence(text: str) -> tuple[str, str]:
    """The first sentence and the rest, which together keep every word."""
    start = text[:_LONGEST]
    found = next((match for match in _END.finditer(start) if _ends(start, 0, match)), None)
    if found is None and len(text) > _LONGEST:
        found = _END.search(text)  # so long a sentence has lost a bracket
    return (text[: found.end()].strip(), text[found.end() :].strip()) if found else (text.strip(), "")


def _ends(text: str, start: int, match: re.Match[str]) -> bool:
    if match.group() == "\n":
        return True
    before = text[max(start, match.start() - 12) : match.start()]
    word = re.split(r"[\s(«“\"'’]", before)[-1].lower()
    if match.group().startswith(".") and (word in _ABBREVIATIONS or (len(word) == 1 and word.isalpha())):
        return False
    # A sentence inside brackets or quotes does not end the one around it.
    opened = text[start : match.start()]
    return opened.count("(") <= opened.count(")") + match.group().count(")")
