"""What a law refuses: each rule held against each fact, in sentences."""

from collections.abc import Iterable, Iterator, Sequence

from django.utils.translation import gettext as _

from palabre.rules.keys import KEYS
from palabre.rules.kinds import BodyKind
from palabre.rules.models import Rule
from palabre.rules.packs import Fact


def faults_in(rules: Sequence[Rule], facts: Iterable[Fact]) -> dict[int, str]:
    """By the rule's place, why it cannot stand: no such thing, said twice, or against a law."""
    facts, wrong = list(facts), {}
    seen: set[tuple[str, str]] = set()
    for place, rule in enumerate(rules):
        if fault := next(_faults(rule, facts, seen), ""):
            wrong[place] = fault
        seen.add((rule.key, rule.kind))
    return wrong


def _faults(rule: Rule, facts: list[Fact], seen: set[tuple[str, str]]) -> Iterator[str]:
    key = KEYS.get(rule.key)
    if key is None or key.register:
        yield _("Nothing of this name can be ruled.")
        return
    if (rule.key, rule.kind) in seen:
        yield _("This is ruled twice for the same bodies: “%(what)s”.") % {"what": key.words}
    if not 1 <= rule.value <= key.most:
        yield _("“%(what)s”: from 1 to %(most)s.") % {"what": key.words, "most": key.most}
    for fact in facts:
        # A rule for every body binds those of each kind: the law of one kind refuses it as well.
        if fact.key == rule.key and (not rule.kind or fact.binds(rule.kind)) and not fact.allows(rule.value):
            kinds = ", ".join(str(BodyKind(kind).label) for kind in fact.kinds)
            words = _("“%(what)s”: the law asks for %(asked)s%(kinds)s (%(law)s).")
            of = f" ({kinds})" if kinds else ""
            yield words % {"what": key.words, "asked": fact.asked, "kinds": of, "law": fact.law}
