"""A comment is plain text with a few marks: paragraphs, *strong*, _emphasis_, lists with a dash, links, names.

What is rendered here is for a page: names are filled in as it is sent (``people.named``). For anything else they are
written out first (``marked_names.written_out``).
"""

import re

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from palabre.commons.conversations.marked_names import with_links, with_plain_names
from palabre.commons.texts.html import plain_text

_LINK = re.compile(r"https?://[^\s<>\"'«»]{3,300}")
_STRONG = re.compile(r"(?<![\w*])\*(?=\S)([^*\n]{1,300}?)(?<=\S)\*(?![\w*])")
_EMPHASIS = re.compile(r"(?<![\w_])_(?=\S)([^_\n]{1,300}?)(?<=\S)_(?![\w_])")
_DASH = re.compile(r"^\s*[-–•]\s+")


def render_marks(text: str) -> SafeString:
    """``text`` as safe HTML: everything is escaped first, then only our own few elements are added."""
    return mark_safe(with_links(_rendered(text)))  # nosec B308 B703 # noqa: S308 -- escaped in _inline


def first_words(text: str, most: int) -> str:
    """The words alone, without their marks, on one line: for a list. At most ``most`` characters, cut between words."""
    words = " ".join(plain_text(_rendered(text)).split())
    return with_plain_names(words if len(words) <= most else f"{words[:most].rsplit(' ', 1)[0][:most]}…")


def _rendered(text: str) -> str:
    blocks = re.split(r"\n\s*\n", text.replace("\r\n", "\n").strip())
    return "".join(_block(block) for block in blocks if block.strip())


def _block(block: str) -> str:
    lines = block.split("\n")
    if all(_DASH.match(line) for line in lines):
        return "<ul>" + "".join(f"<li>{_inline(_DASH.sub('', line))}</li>" for line in lines) + "</ul>"
    return "<p>" + "<br>".join(_inline(line) for line in lines) + "</p>"


def inline_marks(line: str) -> SafeString:
    """One line with its strong words, emphasis and links as safe HTML."""
    return mark_safe(_inline(line))  # nosec B308 B703 # noqa: S308 -- escaped in _inline


def _inline(line: str) -> str:
    """Links are cut out first, so that an underscore in an address stays an underscore."""
    parts, last = [], 0
    for found in _LINK.finditer(line):
        address = found.group().rstrip(".,;:!?)")
        parts.append(_marks(line[last : found.start()]))
        parts.append(f'<a href="{escape(address)}" rel="noopener noreferrer nofollow ugc">{escape(address)}</a>')
        last = found.start() + len(address)
    return "".join([*parts, _marks(line[last:])])


def _marks(words: str) -> str:
    return _EMPHASIS.sub(r"<em>\1</em>", _STRONG.sub(r"<strong>\1</strong>", str(escape(words))))
