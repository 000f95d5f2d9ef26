"""One internal form for every rich text: sanitised HTML, a dozen elements, nothing that runs or loads."""

import re
from html import escape

import nh3
from bs4 import BeautifulSoup

from palabre.core.lines import without_turning

ELEMENTS = {"p", "h2", "h3", "ul", "ol", "li", "strong", "em", "a", "br", "blockquote"}
# Signs that nobody sees and no XML may hold: lxml, which compares versions, stops at one.
_UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_BLOCKS = ["p", "h2", "h3", "li", "blockquote"]


def clean_html(html: str) -> str:
    """``html`` with only our elements left; the words inside unknown ones stay, scripts and styles go whole.

    Links keep http(s) addresses only, open without passing on who comes, and load nothing by themselves.
    """
    cleaned = nh3.clean(
        without_unseen(html),
        tags=ELEMENTS,
        attributes={"a": {"href"}},
        url_schemes={"http", "https"},
        link_rel="noopener noreferrer nofollow",
        clean_content_tags={"script", "style"},
    )
    return without_unseen(cleaned).strip()  # again: they may have been written as entities


def without_unseen(text: str) -> str:
    """``text`` without control characters and signs that turn what stands around them; tabs and line breaks stay."""
    return _UNSEEN.sub("", without_turning(text))


def plain_text(html: str) -> str:
    """The words alone, one line a paragraph or item."""
    soup = BeautifulSoup(html, "html.parser")
    for mark in soup.find_all("br"):
        mark.replace_with("\n")
    for block in soup.find_all(_BLOCKS):
        block.append("\n")
    lines = (" ".join(line.split()) for line in soup.get_text().splitlines())
    return "\n".join(line for line in lines if line)


def from_paragraphs(paragraphs: list[str]) -> str:
    """Plain paragraphs as HTML, every character escaped."""
    return "".join(f"<p>{escape(paragraph, quote=False)}</p>" for paragraph in paragraphs if paragraph.strip())
