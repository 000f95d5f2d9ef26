"""Templates of mails, rendered once for many: what differs from one mail to the next is filled into the holes.

A template of Django costs a millisecond; filling in, some microseconds. A pattern holds whatever was the same for all
(a language, the cooperative's name, how often one wants mail); its holes are filled with words that are safe there:
``fill_html`` escapes, ``fill`` does not. Nothing of a member is in a pattern.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from palabre.core.holes import cut, hole

MOST_KEPT = 512


@dataclass(frozen=True, slots=True)
class Pattern:
    """Text as it stands, and between the names of holes."""

    pieces: tuple[str | tuple[str, str], ...]

    def fill(self, words: Mapping[str, str]) -> str:
        return "".join([words[piece[0]] if isinstance(piece, tuple) else piece for piece in self.pieces])

    def fill_html(self, words: Mapping[str, str]) -> SafeString:
        """What is not marked safe is escaped."""
        safe = {name: word if isinstance(word, SafeString) else escape(word) for name, word in words.items()}
        return mark_safe(self.fill(safe))  # nosec B308 B703 # noqa: S308 -- escaped in the line above


def pattern(template: str, holes: tuple[str, ...], language: str, **same: Any) -> Pattern:
    """``template`` in ``language``, the active one, with ``same`` filled in (it has to be hashable) and these holes."""
    return _pattern(template, holes, language, tuple(same.items()))


@lru_cache(MOST_KEPT)
def _pattern(template: str, holes: tuple[str, ...], language: str, same: tuple[tuple[str, Any], ...]) -> Pattern:
    words = {**dict(same), **{name: hole(name) for name in holes}}
    return Pattern(tuple(cut(render_to_string(template, words))))
