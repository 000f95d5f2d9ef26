"""People named in a comment, as its text keeps them: a mark with their number, never the name.

So a name is always the one of today, and an erasure, or the person themselves, takes it out of other people's words.
The mark is two signs of Unicode's private use around the number; what members type never keeps such a sign (``typed``).
"""

import re
from collections.abc import Callable, Iterable

from palabre.people.named import UNNAMED, called, name_hole, plain_name_hole, someone_gone

_START, _END = "\ue000", "\ue001"
_MARK = re.compile(f"{_START}(\\d*){_END}")
_PIECE = re.compile(f"{_START}\\d*|{_END}")  # what is left of a mark that was cut
_PRIVATE = re.compile("[\ue000-\uf8ff]")


def mark_of(member: int) -> str:
    return f"{_START}{member}{_END}"


def typed(text: str) -> str:
    """What someone typed, without signs that could pass for a mark of ours."""
    return _PRIVATE.sub("", text)


def has_names(text: str) -> bool:
    return _START in text


def names(text: str, member: int) -> bool:
    return mark_of(member) in text


def with_links(html: str) -> str:
    """For a page: each mark becomes a hole that the name of today fills, as a link for who may follow it."""
    return _replaced(html, name_hole)


def with_plain_names(text: str) -> str:
    """For a line of a page that is a link itself."""
    return _replaced(text, plain_name_hole)


def without_names(text: str) -> str:
    """For what outlives an erasure, such as the trail: an ellipsis for each name."""
    return _PIECE.sub("", _MARK.sub("@…", text))


def written_out(texts: Iterable[str]) -> list[str]:
    """For what is no page of ours (a file, a document): the names as they are today. One query, or none."""
    texts = list(texts)
    stands = called({int(pk) for text in texts for pk in _MARK.findall(text) if pk})
    return [_replaced(text, lambda pk: stands[pk]) for text in texts]


def taken_out(text: str, member: int) -> str:
    """The same words without this person: what an erasure leaves."""
    return text.replace(mark_of(member), f"{_START}{_END}")


def unnamed(text: str, member: int) -> str:
    """The same words with “a member” for this person: what they may ask for while they are here."""
    return text.replace(mark_of(member), mark_of(UNNAMED))


def _replaced(text: str, said: Callable[[int], str]) -> str:
    if not has_names(text):
        return text
    return _PIECE.sub("", _MARK.sub(lambda mark: said(int(mark[1])) if mark[1] else someone_gone(), text))
