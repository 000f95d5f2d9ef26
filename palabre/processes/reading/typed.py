"""A block as a secretary types it: *strong*, _emphasis_, a dash before an item, ## before a heading.

The same few marks as in a comment (``conversations.plain_marks``, which renders them), so that what a document said
with its looks is still there when its words are corrected as plain text. Links keep their words, not their address.
"""

import re

from bs4 import BeautifulSoup, NavigableString, PageElement, Tag

from palabre.processes.reading.blocks import Block, Kind

_SIGNS = {"strong": "*", "em": "_"}
_MARK = re.compile(
    r"(?<![\w*])\*(?=\S)([^*\n]{1,300}?)(?<=\S)\*(?![\w*])|(?<![\w_])_(?=\S)([^_\n]{1,300}?)(?<=\S)_(?![\w_])"
)


def typed(block: Block) -> str:
    """The block's words with their marks. Where marks would not read back as the same words, the words alone."""
    words = marked(block.html, block.text) if block.html else block.text
    if block.kind == Kind.HEADING:
        return f"{'#' * min(max(block.level, 2), 3)} {block.text}"
    if block.numbered:
        return f"{block.marker} {words}"
    return f"- {words}" if block.kind == Kind.ITEM else words


def marked(html: str, text: str) -> str:
    """Our own safe HTML (em, strong, a, br) as typed words; ``text`` itself where it would not say the same."""
    said = "".join(_said(node) for node in BeautifulSoup(html, "html.parser").contents)
    return said if " ".join(unmarked(said).split()) == " ".join(text.split()) else text


def unmarked(words: str) -> str:
    """The words alone, as they are read once the marks are shown as looks."""
    before = None
    while before != words:
        before, words = words, _MARK.sub(lambda found: found[1] or found[2], words)
    return words


def _said(node: PageElement) -> str:
    if isinstance(node, NavigableString):
        return str(node)
    if not isinstance(node, Tag):
        return ""
    if node.name == "br":
        return "\n"
    inside = "".join(_said(child) for child in node.contents)
    sign = _SIGNS.get(node.name, "")
    return "\n".join(_signed(line, sign) for line in inside.split("\n")) if sign else inside


def _signed(line: str, sign: str) -> str:
    """The sign stands at the words, not at the spaces around them."""
    words = line.strip()
    if not words or sign in words:
        return line
    before, _, after = line.partition(words)
    return f"{before}{sign}{words}{sign}{after}"
