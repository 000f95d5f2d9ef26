"""What must always be true of rules; `palabre check` asks."""

from collections.abc import Iterator

from django.db.models import Count, Max

from palabre.commons.trail.invariants import register
from palabre.rules.bounds import faults_in
from palabre.rules.models import Rulebook
from palabre.rules.queries.in_force import facts_of


def versions_have_no_gap() -> Iterator[str]:
    """Versions of the rules of one owner are numbered 1, 2, 3 …"""
    counted = Rulebook.objects.order_by().values("entity").annotate(last=Max("number"), there=Count("pk"))
    for row in counted.order_by("entity"):
        if row["last"] != row["there"]:
            owner = f"legal entity {row['entity']}" if row["entity"] else "the whole cooperative"
            yield f"The rules of {owner} have {row['there']} versions and the last is number {row['last']}."


def rules_keep_the_law() -> Iterator[str]:
    """No rule says what the law packs of its version refused."""
    for rulebook in Rulebook.objects.order_by("pk").prefetch_related("rules"):
        for said in faults_in(list(rulebook.rules.all()), facts_of(rulebook)).values():
            yield f"Rulebook {rulebook.pk}: {said}"


def register_own() -> None:
    register("rules: numbers", versions_have_no_gap)
    register("rules: law", rules_keep_the_law)
