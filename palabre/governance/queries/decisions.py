"""The register of decisions: those asked for, and what stands beside one."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from palabre.core.stemming import MOST, stems
from palabre.governance.models import Body, Decision, DecisionNumber, MinorityOpinion, Succession
from palabre.governance.numbering import read_number


@dataclass(frozen=True, slots=True)
class Asked:
    """Which decisions to show; empty means all."""

    words: str = ""
    body: int | None = None
    outcome: str = ""
    year: int | None = None

    def __bool__(self) -> bool:
        return self != Asked()


def decisions_asked(viewer: Any, wanted: Asked = Asked()) -> QuerySet[Decision]:
    """What the viewer may read, the newest first. Words are those of the number, title, text decided and reason."""
    found = Decision.objects.visible_to(viewer).select_related(
        "point__item__body", "meeting", "commitment", "number", "handed_down"
    )
    if wanted.words and not (asked := stems(wanted.words)[:MOST]):
        return found.none()
    for word in asked if wanted.words else ():
        found = found.filter(number__words__contains=f" {word}")
    if wanted.body:
        found = found.filter(number__body=wanted.body)
    if wanted.outcome:
        found = found.filter(outcome=wanted.outcome)
    if wanted.year:
        found = found.filter(number__year=wanted.year)
    return found.order_by("-number__on", "-id")


def years_of_decisions(viewer: Any) -> list[int]:
    """The years in which the decisions were taken that the viewer may read, the last first."""
    numbers = DecisionNumber.objects.filter(decision__in=Decision.objects.visible_to(viewer))
    return list(numbers.order_by("-year").values_list("year", flat=True).distinct())


def numbered(viewer: Any, body: Body, said: str) -> Decision | None:
    """The decision of ``body`` that the viewer means by its number, if they may read it."""
    if not (read := read_number(said)):
        return None
    code, year, number = read
    found = Decision.objects.visible_to(viewer).filter(number__body=body).select_related("number", "point")
    return found.filter(number__code=code, number__year=year, number__number=number).first()


@dataclass(frozen=True, slots=True)
class Standing:
    """What stands beside a decision. ``later``: by which it was amended or replaced, the last last.

    ``holds`` is the decision whose words hold today where this one was replaced, at the end of all replacements.
    """

    opinions: list[MinorityOpinion]
    earlier: Succession | None
    later: list[Succession]
    holds: Decision | None


def standing(decision: Decision, viewer: Any) -> Standing:
    """Four queries, and one more for each time what replaced it was replaced again."""
    readable = Decision.objects.visible_to(viewer)
    seen = Succession.objects.select_related("decision__number", "earlier__number", "decision__point", "earlier__point")
    later = list(seen.filter(earlier=decision, decision__in=readable).order_by("id"))
    return Standing(
        opinions=list(decision.opinions.select_related("by")),
        earlier=seen.filter(decision=decision, earlier__in=readable).first(),
        later=later,
        holds=_holds(later, readable),
    )


def _holds(later: list[Succession], readable: QuerySet[Decision]) -> Decision | None:
    """Follow what replaced it to the last. It ends: a decision follows one that is older, and is replaced once."""
    replaces = Succession.Kind.REPLACES
    last = next((found.decision for found in later if found.kind == replaces), None)
    newer = Decision.objects.filter(pk__in=readable).select_related("number", "point")
    while last and (next_one := newer.filter(succeeds__earlier=last, succeeds__kind=replaces).first()):
        last = next_one
    return last
