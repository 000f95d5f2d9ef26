"""A founding text on paper: the text, its plain words, or both side by side. One printed page of the house."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict
from itertools import groupby
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from palabre.commons.texts.printing.blocks import blocks_of
from palabre.commons.texts.printing.paper import printed
from palabre.core.components.dates import in_words
from palabre.people.models import Cooperative
from palabre.statutes.models import Adoption, Statutes
from palabre.statutes.queries.reading import ArticleLine, TextPage

Words = list[dict[str, Any]]


def pdf_of(statutes: Statutes, shown: TextPage, show: str, seal: tuple[int, str] | None = None) -> bytes:
    """The version as PDF. ``show`` is *text*, *plain* or *both*. The same words give the same bytes (``printed``).

    It speaks the authentic language, whoever prints; plain words are in the language they were read in.
    """
    with translation.override(statutes.language):
        return printed(_data(statutes, shown, show), at=shown.adoption.at, seal=seal)


def fingerprint(shown: TextPage) -> str:
    """What the paper would say, in 32 hex digits: whoever has a print of the same has this one."""
    lines = [(line.number, line.title, line.html, line.plain and line.plain.html) for line in shown.articles]
    return hashlib.sha256(json.dumps([shown.adoption.pk, lines]).encode()).hexdigest()[:32]


def _data(statutes: Statutes, shown: TextPage, show: str) -> dict[str, Any]:
    cooperative = Cooperative.current()
    return {
        "lang": statutes.language,
        "title": statutes.title,
        "subtitle": {"text": "", "plain": _("In plain words"), "both": _("The text, and beside it plain words")}[show],
        "cooperative": cooperative.name,
        "accent": cooperative.accent,
        "authors": [cooperative.name],
        "level": "",
        "level_word": "",
        "facts": _facts(shown.adoption),
        "footer": f"{cooperative.name} · {statutes.title} · {_version(shown.adoption)}",
        "sections": list(_sections(shown, show)),
        "annex": None,
    }


def _version(adoption: Adoption) -> str:
    return _("Version %(number)s") % {"number": adoption.number}


def _facts(adoption: Adoption) -> list[tuple[str, str]]:
    return [
        (_("Version"), str(adoption.number)),
        (_("Adopted"), f"{in_words(adoption.adopted_on)}, {adoption.assembly}"),
        (_("In force from"), in_words(adoption.in_force_on)),
    ]


def _sections(shown: TextPage, show: str) -> Iterator[dict[str, Any]]:
    """Titles of the text with their articles; a text without any has its articles one after the other."""
    section = ""
    named = []
    for article in shown.articles:
        section = article.section or section
        named.append((section, article))
    for title, articles in groupby(named, key=lambda pair: pair[0]):
        inside = [article for _title, article in articles]
        if title:
            yield _part("", title, [], [_article(article, show) for article in inside])
        else:
            for article in inside:
                yield _article(article, show) | {"measures": []}


def _part(number: str, title: str, blocks: Words, inside: Words) -> dict[str, Any]:
    return {"number": number, "title": title, "asked_by": "", "blocks": blocks, "measures": inside}


def _article(article: ArticleLine, show: str) -> dict[str, Any]:
    text, plain = _blocks(article.html), _blocks(article.plain.html) if article.plain else []
    title = article.title or f"{_('Article')} {article.number}"
    part = _part(article.number, title, plain if show == "plain" else text, [])
    if show == "plain" and not plain:
        part["asked_by"] = _("Not said in plain words yet.")
    if show == "both" and article.plain:
        part |= {"beside": plain, "beside_lang": article.plain.language}
    return part


def _blocks(html: str) -> Words:
    return [asdict(block) for block in blocks_of(html)]
