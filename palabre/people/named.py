"""Names of people on a page: each leads to where that person shows themselves, for who may see it.

A template or a text leaves a hole with a member's id; when the page is sent, one question is asked for all of them
(``core.holes.fill_together``), so that a name is the one of today and a link is this reader's own, on kept pages too.
Where people show themselves is told by a chapter above (``lead_to``), which never is asked for one person alone.
"""

from collections.abc import Callable, Collection
from typing import Any

from django.http import HttpRequest
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from palabre.core.holes import fill_together, hole
from palabre.core.nouns import said
from palabre.people.models import Member

Pages = Callable[[Any, Collection[int]], dict[int, str]]  # reader, member ids -> addresses they may open
HOLE = "person"
START, END, LINKED, PLAIN = "s", "e", "l", "p"
UNNAMED = 0  # the number that stands where somebody took their name out
_pages: list[Pages] = []


def lead_to(pages: Pages) -> None:
    """Let a chapter above say which of these people show this reader a page; called from ``AppConfig.ready``."""
    _pages.append(pages)


def pages_of(reader: Any, members: Collection[int]) -> dict[int, str]:
    """Where each of these shows themselves to ``reader``; without those who do not."""
    return {pk: path for pages in _pages for pk, path in pages(reader, members).items()}


def names_of(members: Collection[int]) -> dict[int, str]:
    """What they are called today. One query; whoever was erased is not among them."""
    found = Member.objects.filter(pk__in=members).exclude(name="")
    return dict(found.values_list("pk", "name")) if members else {}


def called(members: Collection[int]) -> dict[int, str]:
    """What stands for each today: “@Awa”; “a member” for ``UNNAMED``; of whoever was erased, that they left."""
    names = names_of({*members} - {UNNAMED})
    stands = {pk: f"@{names[pk]}" if pk in names else someone_gone() for pk in members}
    return {**stands, UNNAMED: said("member", "a")} if UNNAMED in stands else stands


def name_hole(member: int) -> SafeString:
    """Filled with what this person is ``called``, as a link where the reader may follow it."""
    return hole(HOLE, f"{LINKED}{member}")


def plain_name_hole(member: int) -> SafeString:
    """The same without a link: for a line that is one itself."""
    return hole(HOLE, f"{PLAIN}{member}")


def someone_gone() -> str:
    """Stands for a name that was taken out."""
    return _("@someone who left")


def _fill(request: HttpRequest, words: set[str]) -> dict[str, str]:
    """Two queries at most for the links, one for names if there are any."""
    asked = {word: (word[0], int(word[1:] or 0)) for word in words}
    links = pages_of(request.user, {pk for kind, pk in asked.values() if kind != PLAIN})
    names = called({pk for kind, pk in asked.values() if kind in (LINKED, PLAIN)})
    return {word: _filled(kind, names.get(pk, ""), links.get(pk, "")) for word, (kind, pk) in asked.items()}


def _filled(kind: str, name: str, path: str) -> str:
    if kind == START:
        return format_html('<a href="{}">', path) if path else ""
    if kind == END:
        return "</a>" if path else ""
    return format_html('<a class="named" href="{}">{}</a>', path, name) if path and kind == LINKED else escape(name)


fill_together(HOLE, _fill)
