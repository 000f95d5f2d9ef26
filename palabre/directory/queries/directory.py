"""People found in the directory: only by what each of them shows to this reader, and only who wishes to be found."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, Value
from django.db.models.functions import MD5, Concat
from django.utils.crypto import salted_hmac

from palabre.core import clock
from palabre.core.folding import fold
from palabre.directory.asked import Asked
from palabre.directory.models import Chosen, Profile, Spoken, Term
from palabre.directory.queries.seen import Person, people_seen
from palabre.people.models import Belonging

MOST_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Found:
    """At most twenty people, in an order drawn for this reader and this day; ``more`` when there are others.

    How many is never said: neither a total nor the size of a small group can be read from it.
    """

    people: list[Person]
    more: bool


def found_people(asked: Asked, viewer: Any) -> Found:
    """Six queries. Whoever asked is not among them."""
    profiles = Profile.objects.with_something_for(viewer).filter(_fits(asked), found=True).exclude(member=viewer)
    people = people_seen(
        profiles.order_by(MD5(Concat("handle", Value(_drawn_today(viewer)))))[: MOST_SHOWN + 1], viewer
    )
    return Found(people=people[:MOST_SHOWN], more=len(people) > MOST_SHOWN)


def _fits(asked: Asked) -> Q:
    fits = Q()
    for word in fold(asked.words).split():
        kept = Chosen.objects.filter(profile=OuterRef("pk"), term__kept_at__isnull=False, term__folded__contains=word)
        trade = Q(Exists(kept.filter(term__kind=Term.Kind.TRADE)), trades_for__gte=F("near"))
        skill = Q(Exists(kept.filter(term__kind=Term.Kind.SKILL)), skills_for__gte=F("near"))
        fits &= trade | skill
    if asked.branch:
        there = Belonging.objects.on(clock.today()).filter(member=OuterRef("member"), branch=asked.branch)
        fits &= Q(Exists(there), branch_for__gte=F("near"))
    if asked.language:
        speaks = Spoken.objects.filter(profile=OuterRef("pk"), language=asked.language)
        fits &= Q(Exists(speaks), languages_for__gte=F("near"))
    for word in fold(asked.name).split():
        fits &= Q(folded_name__contains=word)
    return fits


def _drawn_today(viewer: Any) -> str:
    """What makes the order another one for each reader and each day, and nobody's to foresee."""
    return salted_hmac("palabre.directory.order", f"{clock.today()}|{viewer.pk}").hexdigest()
