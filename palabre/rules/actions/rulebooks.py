"""Write down the rules that were adopted, as a version of their own."""

from collections.abc import Sequence
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from palabre.commons.trail.record import record
from palabre.core import clock
from palabre.core.lines import on_one_line
from palabre.core.verdict import YES, Verdict, no, require
from palabre.people.models import Audience, Cooperative, Entity, Member
from palabre.rules import policies, verbs
from palabre.rules.bounds import faults_in
from palabre.rules.models import Rule, Rulebook
from palabre.rules.queries.packs import packs_named


@transaction.atomic
def record_rules(
    *,
    by: Member,
    entity: Entity | None,
    rules: Sequence[Rule],
    packs: Sequence[str],
    adopted_by: str,
    adopted_on: date,
    in_force_on: date,
    reason: str = "",
    reach: str = Audience.Reach.PUBLIC,
) -> Rulebook:
    """Write down the next version of the rules of ``entity``, or of the whole cooperative.

    ``rules`` (unsaved) is all of it: what is not there is no longer ruled. ``packs`` are the law packs it is held
    against; what they say is kept with the version. What ran under an older version stays under that one.

    Raises ``Refused`` when ``by`` does not keep these rules, what adopted it is still to come, a version is dated
    before the one it follows, or nothing changed; ``ValidationError`` where a rule is against a law, by its place
    (``rule-3``), or a pack is not known.
    """
    _one_at_a_time(entity)
    require(policies.may_keep_rules(by, entity))
    before = Rulebook.objects.filter(entity=entity).order_by("-number").first()
    require(_may_follow(before, adopted_on, in_force_on))
    facts = [fact for pack in packs_named(packs) for fact in pack.facts]
    if wrong := faults_in(rules, facts):
        raise ValidationError({f"rule-{place}": said for place, said in wrong.items()})
    named = [{"slug": pack.slug, "version": pack.version} for pack in packs_named(packs)]
    require(_says_something_new(before, rules, named))
    rulebook = Rulebook.objects.create(
        entity=entity,
        number=before.number + 1 if before else 1,
        adopted_by=on_one_line(adopted_by),
        adopted_on=adopted_on,
        in_force_on=in_force_on,
        reason=reason.strip(),
        packs=named,
        facts=[fact.kept() for fact in facts],
        by=by,
        audience=Audience.wide(reach),
    )
    for position, rule in enumerate(rules):
        rule.rulebook, rule.position = rulebook, position
    Rule.objects.bulk_create(rules)
    record(verbs.RULES_RECORDED, rulebook, by=by, number=rulebook.number, adopted_by=rulebook.adopted_by)
    return rulebook


def _one_at_a_time(entity: Entity | None) -> None:
    """Versions of one owner follow each other: its row is locked (the cooperative's own for the whole)."""
    if entity:
        Entity.objects.select_for_update(no_key=True).get(pk=entity.pk)
    else:
        Cooperative.objects.select_for_update(no_key=True).filter(pk=1).first()


def _may_follow(before: Rulebook | None, adopted_on: date, in_force_on: date) -> Verdict:
    if adopted_on > clock.today():
        return no(_("Rules are written down once they were adopted, not before."))
    if in_force_on < adopted_on:
        return no(_("Rules count from the day they were adopted, or later."))
    if before and (adopted_on < before.adopted_on or in_force_on < before.in_force_on):
        return no(
            _("Version %(number)s is dated later than that. Versions follow each other.") % {"number": before.number}
        )
    return YES


def _says_something_new(before: Rulebook | None, rules: Sequence[Rule], named: list[dict[str, str]]) -> Verdict:
    if before is None:
        return YES
    there = sorted(map(_said, before.rules.all()))
    same = there == sorted(map(_said, rules)) and before.packs == named
    return no(_("Nothing changed since the version before.")) if same else YES


def _said(rule: Rule) -> tuple[str, str, int, str, int]:
    return rule.key, rule.kind, rule.value, rule.layer, rule.article_id or 0
