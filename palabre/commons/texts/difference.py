"""What changed between two versions, word by word."""

import re
from dataclasses import dataclass
from html import escape
from typing import Literal

import nh3
from django.utils.safestring import SafeString, mark_safe
from lxml.html.diff import htmldiff

from palabre.commons.texts.html import ELEMENTS, clean_html, without_unseen
from palabre.commons.texts.models import Revision

Change = Literal["same", "changed", "added", "removed"]


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


def words_between(before: str, after: str) -> SafeString:
    """Two pieces of our HTML → one, with ``ins`` and ``del`` around the words that differ."""
    before, after = without_unseen(before), without_unseen(after)
    if before == after:
        return mark_safe(clean_html(after))  # noqa: S308 -- sanitised on this line
    if not before or not after:
        mark = "del" if before else "ins"
        marked = f"<{mark}>{before or after}</{mark}>"
    else:
        marked = re.sub(r"<(ins|del)>\s*</\1>", "", htmldiff(before, after))
    safe = nh3.clean(marked, tags=ELEMENTS | {"ins", "del"}, attributes={"a": {"href"}}, url_schemes={"http", "https"})
    return mark_safe(safe)  # noqa: S308 -- sanitised on the line above
