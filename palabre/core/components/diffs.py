"""A difference one can hear: each addition and removal is announced, not only coloured."""

import re

from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import pgettext

_OPENING = re.compile(r"<(ins|del)\b[^>]*>")
_CLOSING = re.compile(r"</(ins|del)>")


def announced(html: str) -> SafeString:
    """Add hidden words around ``<ins>`` and ``<del>``. A plain string is escaped first, so it has neither."""
    words = {
        "ins": pgettext("read aloud before added words", "added:"),
        "del": pgettext("read aloud before removed words", "removed:"),
    }
    end = pgettext("read aloud after added or removed words", "end of change")
    text = str(conditional_escape(html))
    text = _OPENING.sub(lambda tag: f"{tag[0]}{_hidden(words[tag[1]])}", text)
    text = _CLOSING.sub(lambda tag: f"{_hidden(end)}{tag[0]}", text)
    return mark_safe(text)  # nosec B308 B703 # noqa: S308 -- escaped above, or already safe


def _hidden(words: str) -> str:
    return f'<span class="visually-hidden"> {conditional_escape(words)} </span>'
