"""Rules in their versions, and law packs of the cooperative's own."""

from datetime import timedelta

from palabre.rules.models import OwnPack, Rule, Rulebook
from palabre.rules.packs import packs_of_the_house

PACK = """
title = "A country"
[[fact]]
key = "quorum_percent"
bound = "least"
value = {least}
law = "A law, art. 1"
says = "Enough of you."
doubt = "Who counts?"
"""


def rules_that_hold(world):
    """``n`` versions and one of the whole's rules, with ``n`` lines, and ``n`` own packs."""
    facts = [fact.kept() for pack in packs_of_the_house() if pack.slug == "fr_scic" for fact in pack.facts]
    days = [world.cast.today - timedelta(days=ago) for ago in range(300 * world.n + 300, 0, -300)]
    world.rulebooks = [
        Rulebook.objects.create(
            number=number, adopted_by="The assembly", adopted_on=day, in_force_on=day, reason="Why", facts=facts,
            packs=[{"slug": "fr_scic", "version": "1"}], by=world.cast.farid, audience=world.audience("rules"),
        )
        for number, day in enumerate(days, 1)
    ]  # fmt: skip
    world.rulebook = world.rulebooks[-1]
    keys = ("quorum_percent", "agenda_days", "point_supporters")
    for rulebook in world.rulebooks:
        Rule.objects.bulk_create(
            Rule(
                rulebook=rulebook, position=place, key=key, value=10 + rulebook.number, layer="statutes",
                article=world.article,
            )
            for place, key in enumerate(keys[: world.n])
        )  # fmt: skip
    for number in range(world.n):
        OwnPack.objects.create(slug=f"own-{number}", number=1, text=PACK.format(least=1), by=world.cast.farid)


def a_version(world):
    """What the form of a new version is sent."""
    return {
        "rule-TOTAL_FORMS": "1", "rule-INITIAL_FORMS": "0", "rule-0-key": "convocation_days", "rule-0-value": "20",
        "rule-0-kind": "assembly", "rule-0-layer": "house", "adopted_by": "The assembly",
        "adopted_on": world.cast.today.isoformat(), "packs": ["fr_scic"], "reach": "public",
    }  # fmt: skip
