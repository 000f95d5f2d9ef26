"""Texts of the cooperative's own, in the reader's language or the nearest there is."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from palabre.commons.texts.html import clean_html
from palabre.commons.texts.models import Revision
from palabre.core import clock
from palabre.core.components.dates import day_of
from palabre.membership.models import HouseText

NEW_FOR = timedelta(days=60)  # how long someone is welcomed


@dataclass(frozen=True, slots=True)
class Shown:
    """A version of a text: what it says, since when, and which others there were (number and day, newest first)."""

    title: str
    html: SafeString
    number: int
    at: date
    is_newest: bool
    language: str
    others: list[Revision]


@dataclass(frozen=True, slots=True)
class Listed:
    """A text that may be written: of which kind, in which language, and since when it stands (None: not written)."""

    kind: str
    label: str
    language: str
    language_name: str
    at: date | None


def house_text(kind: str, number: int | None = None) -> Shown | None:
    """The version in force, or that ``number``; None where there is none, or the text was taken back. Two queries."""
    texts = list(HouseText.objects.filter(kind=kind))
    wanted = (get_language() or "", settings.LANGUAGE_CODE)
    texts.sort(key=lambda each: wanted.index(each.language) if each.language in wanted else len(wanted))
    for found in texts:
        versions = list(Revision.objects.filter(text=found.text_id).order_by("-number"))
        shown = versions[0] if number is None else next((each for each in versions if each.number == number), None)
        if shown and (shown.html or number is not None):
            others = [each for each in versions if each != shown]
            return _shown(shown, found.language, is_newest=shown == versions[0], others=others)
    return None


def welcome_for(since: date) -> Shown | None:
    """What the cooperative says to someone who is a member since then; None once they are no longer new."""
    return house_text(HouseText.Kind.WELCOME) if clock.today() - since < NEW_FOR else None


def texts_listed() -> list[Listed]:
    """Every text in every language, written or not. Two queries."""
    there = {(each.kind, each.language): each.text_id for each in HouseText.objects.all()}
    newest = {each.text_id: each for each in Revision.objects.filter(text__in=there.values()).order_by("number")}
    return [
        Listed(kind, str(label), language, str(name), _day(newest.get(there.get((kind, language), 0))))
        for kind, label in HouseText.Kind.choices
        for language, name in settings.LANGUAGES
    ]


def public_texts() -> list[tuple[str, str]]:
    """(kind, label) of the legal pages that are in force in any language. Two queries."""
    written = {each.kind for each in texts_listed() if each.at}
    return [(kind, str(HouseText.Kind(kind).label)) for kind in HouseText.PUBLIC if kind in written]


def _day(revision: Revision | None) -> date | None:
    return day_of(revision.at) if revision and revision.html else None


def _shown(revision: Revision, language: str, *, is_newest: bool, others: list[Revision]) -> Shown:
    safe = mark_safe(clean_html(revision.html))  # nosec B308 B703 # noqa: S308 -- sanitised on this line
    return Shown(revision.title, safe, revision.number, day_of(revision.at), is_newest, language, others)


def newest_of(kind: str, language: str) -> Revision | None:
    """The newest version in exactly this language, be it in force or taken back. One query."""
    of_text = HouseText.objects.filter(kind=kind, language=language).values("text")
    return Revision.objects.filter(text__in=of_text).order_by("-number").first()
