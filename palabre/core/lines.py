"""Words as they are typed, without signs that nobody sees and that would deceive whoever reads.

Three kinds are taken out at the edge, by the fields of our forms and by whatever reads a document:
- signs that turn the text around them (U+202E and its kin): "Awa" would read as somebody else, "fdp.exe" as a PDF;
- signs without a shape (zero-width spaces, tags, fillers): two names would look alike and be two;
- in what stands on one line, line breaks and columns of accents.

Kept is what a script or an emoji is written with: the joiners of Persian and of the Indic scripts, those between two
emoji, the variation selector after a sign. Sources: Unicode UAX #9 (bidi), UTS #39 (security), RFC 8265 (nicknames).
"""

import re
import unicodedata
from typing import Any

from django import forms

# Embeddings, overrides and isolates with their ends: only for machines that assemble texts, never needed in one.
TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
# A whole alphabet without shapes, in which one can write to programs past the people who read.
_TAGS = re.compile("[\U000e0000-\U000e007f]")
# Signs of category Cf that do have a shape: Arabic number signs, Syriac and Kaithi abbreviations.
_SEEN = frozenset("\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd")
# Letters, marks and signs that show as nothing.
_BLANK = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180e\u180f\u2800\u3164\uffa0\ufffe\uffff")
_NON_JOINER, _JOINER, _SELECTORS = "\u200c", "\u200d", "\ufe0e\ufe0f"
_VIRAMA = 9  # combining class of the sign that joins consonants in Indic scripts
_MARKS_IN_A_ROW = 4  # a pointed Hebrew or a stacked Vietnamese letter has three
# Alphabets with letters of one shape ("Сос" and "Coc"). In a name they are not mixed (UTS #39, section 5.2).
_ALIKE = ("LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE", "COPTIC", "LISU", "DESERET", "OSAGE", "GLAGOLITIC")


def without_turning(text: str) -> str:
    """``text`` without signs that turn the text around them, and without tags. Nothing else changes."""
    return _TAGS.sub("", TURNING.sub("", text))


def on_one_line(text: str) -> str:
    """``text`` on one line (NFC, spaces folded), without unseen and turning signs."""
    text = unicodedata.normalize("NFC", without_turning(text))
    kept: list[str] = []
    marks = 0
    for place, sign in enumerate(text):
        category = unicodedata.category(sign)
        marks = marks + 1 if category in ("Mn", "Me") else 0
        if category in ("Cc", "Zl", "Zp"):
            kept.append(" ")
        elif marks <= _MARKS_IN_A_ROW and _is_seen(text, place, category):
            kept.append(sign)
    return " ".join("".join(kept).split())


def as_name(text: str) -> str:
    """One line, and letters as everybody types them: "𝐂𝐡𝐥𝐨𝐞" in mathematical bold is "Chloe"."""
    return on_one_line("".join(_as_typed(sign) for sign in text))


def mixes_alphabets(name: str) -> bool:
    """Whether ``name`` has letters of two alphabets that look alike, such as Latin and Cyrillic.

    A name wholly in another alphabet is nobody's business, and may still look like a Latin one: "Сос".
    """
    letters = (unicodedata.name(sign, "").split(" ", 1)[0] for sign in name if sign.isalpha())
    return len({alphabet for alphabet in letters if alphabet in _ALIKE}) > 1


def _as_typed(sign: str) -> str:
    """Only letters of another font or width: the whole of NFKC would take Thai vowels apart."""
    dressed = unicodedata.decomposition(sign).startswith(("<font>", "<wide>", "<narrow>"))
    return unicodedata.normalize("NFKC", sign) if dressed else sign


def _is_seen(text: str, place: int, category: str) -> bool:
    sign = text[place]
    if sign in (_JOINER, _NON_JOINER):
        return _joins(text[:place].rstrip(_SELECTORS), sign, text[place + 1 : place + 2])
    if sign in _SELECTORS or "\ufe00" <= sign < "\ufe0e" or "\U000e0100" <= sign <= "\U000e01ef":
        return _varies(text[place - 1 : place], sign, text[place + 1 : place + 2])
    return sign in _SEEN or (category not in ("Cf", "Cs", "Co") and sign not in _BLANK)


def _joins(before: str, sign: str, after: str) -> bool:
    """Whether a joiner does something here that one sees."""
    last = before[-1:]
    if not last or not after:
        return False
    if unicodedata.combining(last) == _VIRAMA:
        return True
    if sign == _JOINER and unicodedata.category(after) == "So":
        return unicodedata.category(last) in ("So", "Sk")  # Sk: the colours of skin
    return unicodedata.bidirectional(last) == unicodedata.bidirectional(after) == "AL"


def _varies(before: str, sign: str, after: str) -> bool:
    """Whether a variation selector stands after something it varies: a sign, the digit of a keycap, an ideograph."""
    if not before or before.isspace():
        return False
    if sign in _SELECTORS:
        return after == "\u20e3" or not (before.isalnum() or unicodedata.category(before).startswith("M"))
    return unicodedata.category(before) == "Lo" and "CJK" in unicodedata.name(before, "")


class OneLine(forms.CharField):
    """Words that stand on one line: a title, a place, a name to search for."""

    def to_python(self, value: Any) -> str:
        return on_one_line(super().to_python(value) or "")


class Name(OneLine):
    """The name someone is shown by."""

    def to_python(self, value: Any) -> str:
        return as_name(super().to_python(value))


class Lines(forms.CharField):
    """Several lines. A browser sends each line break as two characters and counts it as one: so do we."""

    def to_python(self, value: Any) -> str:
        return super().to_python(without_turning(str(value or "").replace("\r\n", "\n"))) or ""
