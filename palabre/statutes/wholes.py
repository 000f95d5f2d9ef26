"""A founding text typed or pasted as a whole, cut into its articles, and back."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from palabre.commons.texts.marked import html_of, marked_of
from palabre.core.lines import on_one_line
from palabre.statutes.models import Clause

MOST_ARTICLES = 400
_NUMBER = r"\**(?:article|artikel|art\.)\s+(?P<number>1er|premier|\d+[\w.\-]*(?:\s(?:bis|ter|quater))?)\**"
_MARKED = re.compile(rf"^#{{1,6}}\s*{_NUMBER}(?:\s*[.:–—-]+\s*|\s+|$)(?P<title>.*?)\**\s*$", re.IGNORECASE)
# Without marks, a number alone or a title after a dash, a colon or a stop: "Article 5 applies to" is a sentence.
_PASTED = re.compile(rf"^{_NUMBER}(?:\s*[.:–—-]+\s*(?P<title>.*?[^.;,])?)?\**\s*$", re.IGNORECASE)
_SECTION = re.compile(r"^#{1,2}\s+(?P<title>.+?)\s*#*$")
_FIRST = {"1er": "1", "premier": "1"}
LONGEST_TITLE = 160


class Unreadable(Exception):
    """The whole cannot be cut into articles; ``args[0]`` says why, in the reader's language."""


@dataclass(frozen=True, slots=True)
class Written:
    """An article as it was typed: the section it opens or stands in, its number, its title, our HTML."""

    section: str
    number: str
    title: str
    html: str


def articles_in(marked: str) -> list[Written]:
    """Cut a whole into articles, in order.

    A line such as ``## Article 12 – Title`` (``Art. 12.``, ``Artikel 12: Title``, with or without ``#``) begins an
    article; another line with one or two ``#`` begins a section; three or more are a heading inside the article.

    Raises:
        Unreadable: no article, a number twice, words before the first article, an article without words or with
            too long a title, or too many.
    """
    found: list[tuple[str, str, str, list[str]]] = []
    section, before = "", []
    for line in marked.splitlines():
        if begun := _MARKED.match(line.strip()) or _PASTED.match(line.strip()):
            number = _FIRST.get(begun["number"].lower(), begun["number"].rstrip(".-"))
            found.append((section, on_one_line(number)[:16], on_one_line(begun["title"] or ""), []))
        elif headed := _SECTION.match(line.strip()):
            section = on_one_line(headed["title"])[:200]
        elif found:
            found[-1][3].append(line)
        elif line.strip():
            before.append(line)
    written = [Written(part, number, title, html_of("\n".join(lines))) for part, number, title, lines in found]
    _see_that_it_holds(written, before)
    return written


def _see_that_it_holds(written: list[Written], before: list[str]) -> None:
    if not written:
        raise Unreadable(_("No article was found. Each begins with a line such as: ## Article 1 – Its title"))
    if before:
        raise Unreadable(_("These words stand before the first article: “%(words)s”") % {"words": before[0][:80]})
    if len(written) > MOST_ARTICLES:
        raise Unreadable(_("These are more than %(most)s articles.") % {"most": MOST_ARTICLES})
    seen: set[str] = set()
    for article in written:
        if article.number in seen:
            raise Unreadable(_("Article %(number)s stands here twice.") % {"number": article.number})
        if len(article.title) > LONGEST_TITLE:
            raise Unreadable(_("The title of article %(number)s is too long.") % {"number": article.number})
        if not article.html:
            raise Unreadable(_("Article %(number)s has no words.") % {"number": article.number})
        seen.add(article.number)


def marked_whole(clauses: Iterable[Clause], word: str) -> str:
    """The marks that give these articles again. ``word`` is "Article" in their language."""
    lines: list[str] = []
    section = ""
    for clause in clauses:
        if clause.section != section:
            section = clause.section
            lines.append(f"# {section}")
        title = f" – {clause.revision.title}" if clause.revision.title else ""
        lines += [f"## {word} {clause.number}{title}", marked_of(clause.revision.html)]
    return "\n\n".join(lines)


def same_words(html: str, there: str) -> bool:
    """Whether ``html`` as typed says what ``there`` says: what was only opened and sent again changed nothing."""
    return html in (there, html_of(marked_of(there)))
