"""Which rule holds, and what it rests on: for the chapters whose bodies meet and vote."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from palabre.rules.keys import KEYS, Key
from palabre.rules.models import Rule, Rulebook
from palabre.rules.packs import Fact, fact_of


@dataclass(frozen=True, slots=True)
class Held:
    """A value that holds: what a rule says, or where rules are silent, what the law asks."""

    key: str
    value: int
    rule: Rule | None
    fact: Fact | None

    @property
    def of(self) -> Key:
        return KEYS[self.key]

    @property
    def said(self) -> str:
        return self.of.said(self.value)


def rulebook_on(day: date, entity: int | None = None) -> Rulebook | None:
    """The version that counts on ``day`` for bodies of this legal entity, or of the whole cooperative (None).

    An entity without rules of its own stands under those of the whole; with some, under those alone.
    """
    if entity is not None and (own := Rulebook.objects.filter(entity=entity).on(day).first()):
        return own
    return Rulebook.objects.filter(entity__isnull=True).on(day).first()


def held(rulebook: Rulebook, kind: str, keys: Iterable[str]) -> dict[str, Held]:
    """By key, what holds under this version for bodies of ``kind``. What nothing rules is not there. One query.

    A rule for the kind goes before one for every body; the law's bound stands where no rule does, of several laws the
    strictest.
    """
    keys = list(keys)
    found = rulebook.rules.filter(key__in=keys, kind__in=["", kind]).select_related("article").order_by("kind")
    rules = {rule.key: rule for rule in found}  # "" comes first: the kind's own overwrites it
    laws = [fact for fact in facts_of(rulebook) if fact.binds(kind) and not fact.of.register]
    there = {}
    for key in keys:
        law = strictest([fact for fact in laws if fact.key == key])
        if key in rules:
            there[key] = Held(key, rules[key].value, rules[key], law)
        elif law:
            there[key] = Held(key, law.value, None, law)
    return there


def strictest(facts: list[Fact]) -> Fact | None:
    """Of what several laws ask of one thing: the greatest "at least"; without any, the smallest "at most"."""
    least = [fact for fact in facts if fact.bound == "least"]
    if least:
        return max(least, key=lambda fact: fact.value)
    return min(facts, key=lambda fact: fact.value, default=None)


def facts_of(rulebook: Rulebook) -> list[Fact]:
    """What the laws asked when this version was written down."""
    return [fact_of(kept) for kept in rulebook.facts if kept["key"] in KEYS]
