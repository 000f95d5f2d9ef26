"""Text typed with a few marks (Markdown), as the house's one HTML and back."""

from markdown_it import MarkdownIt
from markdownify import markdownify

from palabre.commons.texts.html import clean_html

_MARKS = MarkdownIt("commonmark", {"html": False})


def html_of(marked: str) -> str:
    """Our HTML: paragraphs, two levels of headings, lists, emphasis, links. A page has one title, so # is below it."""
    tokens = _MARKS.parse(marked)
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = "h2" if token.tag in ("h1", "h2") else "h3"
    return clean_html(_MARKS.renderer.render(tokens, _MARKS.options, {}))


def marked_of(html: str) -> str:
    """The marks that give ``html`` again."""
    return markdownify(html, heading_style="ATX", bullets="-").strip()
