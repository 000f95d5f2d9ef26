"""Law packs: what the law of a country asks of cooperatives of one form, each fact with its source and its doubt.

A pack is a TOML text: those of this house in ``packs/``, and those a cooperative enters itself. No pack is legal
advice, and each says on which day it was last read against the law. Language tables (``fr``, ``en``) are shown in the
reader's language, or else in the first there is.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from palabre.rules.keys import KEYS, Key
from palabre.rules.kinds import BodyKind

FOLDER = Path(__file__).resolve().parent / "packs"
LONGEST = 40_000  # characters of a pack
BOUNDS = ("least", "most")
Words = dict[str, str]
KNOWN = {"title", "country", "checked_on", "fact"}
OF_A_FACT = {"key", "kinds", "bound", "value", "law", "link", "says", "doubt"}
LINK = re.compile(r"https://\S+")


@dataclass(frozen=True, slots=True)
class Fact:
    """What a law asks: of bodies of these ``kinds`` (all if none), a ``key`` is at ``least`` or at ``most`` this.

    ``law`` names article and text; ``doubt`` says what to ask one's lawyer.
    """

    key: str
    kinds: tuple[str, ...]
    bound: str
    value: int
    law: str
    link: str
    says: Words
    doubt: Words

    @property
    def of(self) -> Key:
        return KEYS[self.key]

    def binds(self, kind: str) -> bool:
        return not self.kinds or kind in self.kinds

    def allows(self, value: int) -> bool:
        return value >= self.value if self.bound == "least" else value <= self.value

    @property
    def asked(self) -> str:
        """``at least 15 days``, in the reader's language."""
        words = _("at least %(value)s") if self.bound == "least" else _("at most %(value)s")
        return words % {"value": self.of.said(self.value)}

    @property
    def words(self) -> str:
        return in_language(self.says)

    @property
    def to_ask(self) -> str:
        return in_language(self.doubt)

    def kept(self) -> dict[str, Any]:
        """As a version of the rules keeps it (JSON)."""
        return asdict(self) | {"kinds": list(self.kinds)}


@dataclass(frozen=True, slots=True)
class Pack:
    slug: str
    version: str
    title: Words
    country: str
    checked_on: str
    facts: tuple[Fact, ...]
    own: bool = False

    @property
    def name(self) -> str:
        return in_language(self.title)


def in_language(words: Words) -> str:
    """In the reader's language, or else in the first there is."""
    return words.get((get_language() or "")[:2]) or next(iter(words.values()), "")


def fact_of(kept: Mapping[str, Any]) -> Fact:
    """A fact as a version of the rules kept it."""
    return Fact(**{**kept, "kinds": tuple(kept["kinds"])})


@cache
def packs_of_the_house() -> tuple[Pack, ...]:
    return tuple(pack_in(path.stem, path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.toml")))


def pack_in(slug: str, text: str, *, version: str = "", own: bool = False) -> Pack:
    """Read a pack. Raises ``ValidationError``, a sentence a fault, naming the fact by its place."""
    if len(text) > LONGEST:
        raise ValidationError(_("This is longer than any pack should be: %(most)s characters.") % {"most": LONGEST})
    try:
        told = tomllib.loads(text)
    except tomllib.TOMLDecodeError as wrong:
        raise ValidationError(_("This is not TOML: %(why)s") % {"why": wrong}) from wrong
    faults: list[str] = []
    title = _words(told.get("title"), "title", faults)
    if unknown := sorted(set(told) - KNOWN):
        faults.append(_("Nothing is called “%(name)s” in a pack.") % {"name": unknown[0]})
    listed = told.get("fact")
    if not isinstance(listed, list) or not listed:
        faults.append(_("A pack has at least one [[fact]]."))
        listed = []
    facts = tuple(fact for place, each in enumerate(listed, 1) if (fact := _fact(each, place, faults)))
    if faults:
        raise ValidationError(faults)
    checked = str(told.get("checked_on", ""))
    return Pack(slug, version or checked, title, str(told.get("country", "")), checked, facts, own)


def _fact(told: Any, place: int, faults: list[str]) -> Fact | None:
    before, told = len(faults), told if isinstance(told, dict) else {}
    where = _("Fact %(place)s:") % {"place": place} + " "
    if unknown := sorted(set(told) - OF_A_FACT):
        faults.append(where + _("nothing is called “%(name)s” in a fact.") % {"name": unknown[0]})
    key = KEYS.get(str(told.get("key")))
    if key is None:
        faults.append(where + _("“key” is one of: %(keys)s.") % {"keys": ", ".join(KEYS)})
    kinds = told.get("kinds", [])
    if not isinstance(kinds, list) or not set(map(str, kinds)) <= set(BodyKind.values):
        faults.append(where + _("“kinds” lists some of: %(kinds)s.") % {"kinds": ", ".join(BodyKind.values)})
    if told.get("bound") not in BOUNDS:
        faults.append(where + _("“bound” is “least” or “most”."))
    value = told.get("value")
    if type(value) is not int or not 1 <= value <= (key.most if key else value):
        faults.append(where + _("“value” is a whole number from 1 on."))
    law, link = told.get("law"), told.get("link", "")
    if not isinstance(law, str) or not law.strip():
        faults.append(where + _("“law” names the article and the text it stands in."))
    if not isinstance(link, str) or (link and not LINK.fullmatch(link)):
        faults.append(where + _("“link” is an address that begins with https://."))
    says = _words(told.get("says"), "says", faults, where)
    doubt = _words(told.get("doubt"), "doubt", faults, where)
    if len(faults) > before or key is None:
        return None
    return Fact(key.key, tuple(kinds), told["bound"], told["value"], str(law).strip(), link, says, doubt)


def _words(told: Any, name: str, faults: list[str], where: str = "") -> Words:
    """``{fr = "…", en = "…"}``, or one text."""
    if isinstance(told, str) and told.strip():
        return {"": told.strip()}
    if isinstance(told, dict) and told and all(isinstance(said, str) and said.strip() for said in told.values()):
        return {language: said.strip() for language, said in told.items()}
    faults.append(where + _("“%(name)s” says it in words, at best in each language.") % {"name": name})
    return {}
