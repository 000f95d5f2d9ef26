"""What changed between two versions, word by word."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from html import escape
from typing import Literal

import nh3
from django.utils.safestring import SafeString, mark_safe
from lxml.html.diff import htmldiff

from palabre.commons.texts.html import ELEMENTS, clean_html, without_unseen
from palabre.commons.texts.models import Revision

Change = Literal["same", "changed", "added", "removed"]
LONG = 16_000  # characters of both versions together: a second's work for the word-by-word comparison at its worst
_PARAGRAPH = re.compile(r"(?s).+?(?:</(?:p|h2|h3|ul|ol|blockquote)>|$)")


@dataclass(frozen=True, slots=True)
class PartDifference:
    """A part (a measure) in both versions: its words with ``<ins>`` and ``<del>``."""

    anchor: str
    title: SafeString
    html: SafeString
    change: Change


@dataclass(frozen=True, slots=True)
class Difference:
    """Title, text and parts of the newer version, with what was removed kept in its place."""

    title: SafeString
    html: SafeString
    parts: list[PartDifference]
    changed: bool


def difference(older: Revision, newer: Revision) -> Difference:
    """Word-by-word difference as safe HTML with ``ins`` and ``del``. Parts are matched by anchor.

    Parts come in the newer version's order, removed ones last. The marking is lxml's ``htmldiff``; its result
    is sanitised again, so nothing a version does not hold can appear.
    """
    before = {part["anchor"]: part for part in older.parts}
    after = {part["anchor"]: part for part in newer.parts}
    parts = [_part(anchor, before.get(anchor), part) for anchor, part in after.items()]
    parts += [_part(anchor, part, None) for anchor, part in before.items() if anchor not in after]
    return Difference(
        title=words_between(escape(older.title), escape(newer.title)),
        html=words_between(older.html, newer.html),
        parts=parts,
        changed=(older.title, older.html, older.parts) != (newer.title, newer.html, newer.parts),
    )


def _part(anchor: str, old: dict | None, new: dict | None) -> PartDifference:
    change: Change = "changed"
    if old is None or new is None:
        change = "added" if old is None else "removed"
    elif (old["title"], old["html"]) == (new["title"], new["html"]):
        change = "same"
    old, new = old or {"title": "", "html": ""}, new or {"title": "", "html": ""}
    title = words_between(escape(old["title"]), escape(new["title"]))
    return PartDifference(anchor, title, words_between(old["html"], new["html"]), change)


@lru_cache(maxsize=128)
def words_between(before: str, after: str) -> SafeString:
    """Two pieces of our HTML → one, with ``ins`` and ``del`` around the words that differ.

    Versions never change, so what was compared once is remembered. Texts longer than ``LONG`` together are compared
    paragraph by paragraph first, and word by word only where a paragraph changed: the time stays in proportion.
    """
    before, after = without_unseen(before), without_unseen(after)
    if before == after:
        return mark_safe(clean_html(after))  # nosec B308 B703 # noqa: S308 -- sanitised on this line
    if not before or not after:
        mark = "del" if before else "ins"
        marked = f"<{mark}>{before or after}</{mark}>"
    else:
        long = len(before) + len(after) > LONG
        marked = "".join(_by_paragraph(before, after)) if long else _by_word(before, after)
    safe = nh3.clean(marked, tags=ELEMENTS | {"ins", "del"}, attributes={"a": {"href"}}, url_schemes={"http", "https"})
    return mark_safe(safe)  # nosec B308 B703 # noqa: S308 -- sanitised on the line above


def _by_word(before: str, after: str) -> str:
    return re.sub(r"<(ins|del)>\s*</\1>", "", htmldiff(before, after))


def _by_paragraph(before: str, after: str) -> Iterator[str]:
    """Same paragraphs as they are; where as many changed as came, each pair by word if short; else old, then new."""
    old, new = (_PARAGRAPH.findall(html) for html in (before, after))
    for kind, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            yield "".join(new[k:m])
        elif j - i == m - k and sum(map(len, old[i:j] + new[k:m])) <= LONG:
            yield from map(_by_word, old[i:j], new[k:m])
        else:
            yield f"<del>{''.join(old[i:j])}</del>" if j > i else ""
            yield f"<ins>{''.join(new[k:m])}</ins>" if m > k else ""
