"""Words of the glossary, marked where they are first read, so that a press explains them in place."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from html import escape

from bs4 import BeautifulSoup
from bs4.element import NavigableString
from django.utils.safestring import SafeString, mark_safe

from palabre.commons.texts.html import clean_html
from palabre.statutes.models import GlossaryTerm


@dataclass(frozen=True, slots=True)
class Explained:
    """A word of the glossary, as a page needs it."""

    pk: int
    word: str
    explanation: str


class Glossary:
    """The words of one language. Marks each word once in all the texts it is given, so that a page stays calm."""

    def __init__(self, terms: Iterable[GlossaryTerm]) -> None:
        self._by_form = {form.casefold(): term for term in terms for form in term.written()}
        self.met: list[Explained] = []

    def marked(self, html: str) -> SafeString:
        """``html`` sanitised, its words of the glossary as buttons that open what they mean (``popovertarget``).

        Links and headings are left alone. What was met stands in ``met``, for the page to say it at its foot.
        """
        safe = clean_html(html)
        pattern = _pattern(tuple(self._by_form))
        if pattern and pattern.search(safe):
            soup = BeautifulSoup(safe, "html.parser")
            for words in soup.find_all(string=True):
                if isinstance(words, NavigableString) and not words.find_parent(["a", "h2", "h3"]):
                    self._mark(words, pattern)
            safe = soup.decode(formatter="minimal")
        return mark_safe(safe)  # nosec B308 B703 # noqa: S308 -- sanitised above; what was added is escaped in _button

    def _mark(self, words: NavigableString, pattern: re.Pattern[str]) -> None:
        known = {term.pk for term in self.met}
        pieces, end = [], 0
        for match in pattern.finditer(words):
            term = self._by_form[match[0].casefold()]
            if term.pk not in known:
                known.add(term.pk)
                self.met.append(Explained(term.pk, term.word, term.explanation))
                pieces += [escape(words[end : match.start()], quote=False), _button(term, match[0])]
                end = match.end()
        if pieces:
            pieces.append(escape(words[end:], quote=False))
            words.replace_with(BeautifulSoup("".join(pieces), "html.parser"))


def _button(term: GlossaryTerm, words: str) -> str:
    return f'<button type="button" class="glossed" popovertarget="word-{term.pk:d}">{escape(words)}</button>'


@lru_cache(maxsize=16)
def _pattern(forms: tuple[str, ...]) -> re.Pattern[str] | None:
    """Whole words only, the longest first: "part sociale" before "part"."""
    if not forms:
        return None
    longest_first = sorted(forms, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)", re.IGNORECASE)
