"""The rules as their pages show them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _

from palabre.core import clock
from palabre.people.models import College, Entity
from palabre.people.models.register import weights_on
from palabre.rules import keys
from palabre.rules.keys import KEYS, Key
from palabre.rules.kinds import BodyKind
from palabre.rules.models import Rule, Rulebook
from palabre.rules.packs import Fact
from palabre.rules.queries.in_force import facts_of, rulebook_on
from palabre.statutes.queries.in_force import Named, articles_named


@dataclass(frozen=True, slots=True)
class Line:
    """One value: ``rule`` says it, or no rule does and a law stands alone. ``kinds`` is in words."""

    kinds: str
    said: str
    rule: Rule | None
    article: Named | None


@dataclass(frozen=True, slots=True)
class Ruled:
    """One thing that is ruled, its lines, and what laws ask of it."""

    key: Key
    lines: list[Line]
    facts: list[Fact]


@dataclass(frozen=True, slots=True)
class RulesPage:
    """One version: its things by group, and what nothing rules."""

    rulebook: Rulebook
    is_in_force: bool
    groups: list[tuple[str, list[Ruled]]]
    silent: list[Key]
    packs: list[str]
    differs: list[tuple[str, str, str]]  # since the version before: what, before, now


def rules_page(rulebook: Rulebook, viewer: Any) -> RulesPage:
    """Everything of one version. Seven queries at most, however many rules there are."""
    rules = list(rulebook.rules.all())
    named = articles_named(viewer, [rule.article_id for rule in rules if rule.article_id])
    facts = facts_of(rulebook)
    ruled = [found for key in keys.ALL if (found := _ruled(key, rules, facts, named)).lines]
    shown = {each.key.key for each in ruled}
    counts = rulebook_on(clock.today(), rulebook.entity_id)
    before = Rulebook.objects.filter(entity=rulebook.entity_id, number=rulebook.number - 1).first()
    return RulesPage(
        rulebook=rulebook,
        is_in_force=counts is not None and counts.pk == rulebook.pk,
        groups=[(str(group), list(each)) for group, each in groupby(ruled, key=lambda found: found.key.group)],
        silent=[key for key in keys.ALL if key.key not in shown and not key.register],
        packs=[f"{pack['slug']} ({pack['version']})" for pack in rulebook.packs],
        differs=_differing(list(before.rules.all()) if before else [], rules) if before else [],
    )


def _ruled(key: Key, rules: Iterable[Rule], facts: Sequence[Fact], named: dict[int, Named]) -> Ruled:
    laws = [fact for fact in facts if fact.key == key.key]
    its = [rule for rule in rules if rule.key == key.key]
    said = {rule.kind for rule in its}
    others = _("every other body") if said > {""} else ""
    lines = [
        Line(_kinds([rule.kind]) or others, rule.said, rule, named.get(rule.article_id or 0))
        for rule in sorted(its, key=lambda rule: (not rule.kind, rule.position))
    ]
    if "" not in said:  # what the law asks of kinds that no rule speaks of
        alone = [fact for fact in laws if not (fact.kinds and set(fact.kinds) <= said)]
        lines += [Line(_kinds(fact.kinds), fact.asked, None, None) for fact in alone]
    return Ruled(key, lines, laws)


def _kinds(kinds: Iterable[str]) -> str:
    """The kinds in words; nothing for every body."""
    return ", ".join(str(BodyKind(kind).label) for kind in kinds if kind)


def _differing(before: list[Rule], now: list[Rule]) -> list[tuple[str, str, str]]:
    old, new = ({(rule.key, rule.kind): rule for rule in rules} for rules in (before, now))
    there = sorted({*old, *new}, key=lambda at: (list(KEYS).index(at[0]) if at[0] in KEYS else 0, at[1]))
    return [
        (_called(at), _said(old.get(at)), _said(new.get(at)))
        for at in there
        if _said(old.get(at)) != _said(new.get(at))
    ]


def _called(at: tuple[str, str]) -> str:
    key, kind = at
    return " · ".join(filter(None, [str(KEYS[key].words) if key in KEYS else key, _kinds([kind])]))


def _said(rule: Rule | None) -> str:
    return rule.said if rule and rule.key in KEYS else ""


def owners(viewer: Any) -> list[Entity | None]:
    """Whose rules the viewer may read: the whole (None), and each legal entity that has some of its own."""
    seen = set(Rulebook.objects.visible_to(viewer).order_by().values_list("entity", flat=True))
    whole: list[Entity | None] = [None] if None in seen else []
    return [*whole, *Entity.objects.filter(pk__in=seen - {None}).order_by("name")]


@dataclass(frozen=True, slots=True)
class Weight:
    """A college whose weight the law refuses."""

    college: College
    percent: int
    fact: Fact


def weights_against_the_law(rulebook: Rulebook) -> list[Weight]:
    """Colleges whose weight today is against a fact of this version. Three queries."""
    facts = [fact for fact in facts_of(rulebook) if fact.key == "college_percent"]
    if not facts:
        return []
    of = {"entity": rulebook.entity_id} if rulebook.entity_id else {}
    weights = weights_on(clock.today(), **of)
    colleges = College.objects.in_bulk(list(weights))
    return [
        Weight(colleges[pk], percent, fact)
        for pk, percent in sorted(weights.items())
        for fact in facts
        if not fact.allows(percent)
    ]
