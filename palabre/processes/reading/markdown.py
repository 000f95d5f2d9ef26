"""Markdown: turned into HTML by markdown-it, then read as HTML."""

import re

from markdown_it import MarkdownIt

from palabre.processes.reading.blocks import Block
from palabre.processes.reading.html import read_html
from palabre.processes.reading.plain import meant_breaks, read_plain

# Raw HTML stays text, so nothing visible is lost; indented lines are paragraphs, not code.
_MARKDOWN = (
    MarkdownIt("commonmark", {"html": False, "maxNesting": 40})
    .disable(["code", "html_block", "html_inline"])
    .enable("table")
)
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_TYPED_BULLET = re.compile(r"^([ \t]*)[•●▪‣]([ \t]+)", re.MULTILINE)


_MOST_MARKS = 30_000
_STRUCTURE = re.compile(r"\s*(?:[#>|=`~]|[-*_]{3,}\s*$|[-*+]\s|\d+[.)]\s)")


def read_markdown(text: str) -> list[Block]:
    """The blocks of a Markdown text.

    One made of little else than marks is read as plain text, at a tenth of the cost.
    """
    if text.count("\n") + sum(text.count(mark) for mark in "*_[]`&<!") > _MOST_MARKS:
        return read_plain(text)
    text = _TYPED_BULLET.sub(r"\1*\2", _BREAK.sub("\\\n", text))
    return read_html(_MARKDOWN.render(_with_breaks(text)))


def _with_breaks(text: str) -> str:
    """Keep apart the lines that were typed as lines, such as a pad's header, which Markdown would join."""
    lines = text.split("\n")
    for place, meant in enumerate(meant_breaks(text)):
        if meant and not _STRUCTURE.match(lines[place + 1]) and not re.match(r"\s*[#>|`~]", lines[place]):
            lines[place] += "  "
    return "\n".join(lines)
