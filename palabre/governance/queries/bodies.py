"""Bodies as their pages show them: who sits there, when they meet, what waits."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet, prefetch_related_objects
from django.utils.translation import gettext as _

from palabre.core import clock
from palabre.core.stemming import MOST, stems, words_in
from palabre.governance.models import AgendaItem, Body, Mandate, Meeting, OpenHour
from palabre.governance.queries.composition import Composition, composition_of
from palabre.governance.queries.hours import next_hour
from palabre.governance.queries.minutes import readable_minutes
from palabre.governance.queries.register import Filters, Totals, totals
from palabre.governance.queries.requests import open_requests
from palabre.governance.queries.seats import Seat, seats_of
from palabre.people.models import Duty, Member
from palabre.people.queries import belonging_today, found_by_name

RECENT = 12
SEATS_SHOWN = 8  # on a card of the list; all of them on the page of the body


@dataclass(frozen=True, slots=True)
class BodyCard:
    """``seats`` are the first of those who sit there, ``more`` how many others do."""

    body: Body
    seats: list[Seat]
    more: int
    next_meeting: Meeting | None


@dataclass(frozen=True, slots=True)
class BodyPage:
    """``coming`` begins with today; ``past`` holds the twelve last meetings.

    ``waiting`` are the items without a meeting. All as far as the viewer may read.
    """

    body: Body
    seats: list[Seat]
    composition: Composition
    coming: list[Meeting]
    past: list[Meeting]
    waiting: list[AgendaItem]
    totals: Totals
    open_requests: int
    next_hour: OpenHour | None


def bodies_asked(viewer: Any, words: str = "") -> QuerySet[Body]:
    """The bodies ``viewer`` may read, in their order; with ``words``, those whose name or purpose has them all."""
    readable = Body.objects.visible_to(viewer)
    if not words:
        return readable
    sought = [f" {stem}" for stem in stems(words)[:MOST]]
    named = ((pk, words_in(f"{name} {purpose}")) for pk, name, purpose in readable.values_list("pk", "name", "purpose"))
    return readable.filter(pk__in=[pk for pk, said in named if all(stem in said for stem in sought)])


def body_cards(bodies: Iterable[Body], viewer: Any) -> list[BodyCard]:
    """What is said of each of ``bodies`` in a list, as far as the viewer may read. Two queries, for any number."""
    found = list(bodies)
    seats = Mandate.objects.on(clock.today()).select_related("holder").order_by("id")
    prefetch_related_objects(
        found,
        Prefetch("mandates", seats, to_attr="open_mandates"),
        Prefetch("meetings", _coming(viewer), to_attr="coming"),
    )
    return [_card(body) for body in found]


def _card(body: Any) -> BodyCard:
    seats = seats_of(body.open_mandates)
    shown = seats if len(seats) <= SEATS_SHOWN + 1 else seats[:SEATS_SHOWN]
    return BodyCard(body, shown, len(seats) - len(shown), body.coming[0] if body.coming else None)


def body_page(body: Body, viewer: Any, day: date | None = None) -> BodyPage:
    """With ``day``, who sat there that day; the rest is of today."""
    today = clock.start_of(clock.today())
    seats = body.mandates.on(day or clock.today()).select_related("holder").order_by("id")
    meetings = _with_minutes(Meeting.objects.visible_to(viewer), viewer)
    counted = meetings.filter(body=body).annotate(item_count=Count("items"))
    waiting = AgendaItem.objects.visible_to(viewer).filter(body=body, meeting=None, closed_at=None)
    return BodyPage(
        body=body,
        seats=seats_of(seats),
        composition=composition_of(body, viewer),
        coming=list(counted.filter(starts_at__gte=today).order_by("starts_at", "id")),
        past=list(counted.filter(starts_at__lt=today).order_by("-starts_at", "-id")[:RECENT]),
        waiting=list(waiting.annotate(point_count=Count("points")).order_by("id")),
        totals=totals(viewer, Filters(body=body.pk)),
        open_requests=open_requests(body, viewer),
        next_hour=next_hour(body, viewer),
    )


def own_mandate(body: Body, viewer: Any) -> Mandate | None:
    """What ``viewer`` holds here today. One query, none for whoever is not signed in."""
    if not viewer.is_authenticated:
        return None
    return body.mandates.on(clock.today()).filter(holder=viewer.pk).select_related("body").first()


def _with_minutes(meetings: QuerySet[Meeting], viewer: Any) -> QuerySet[Meeting]:
    """Each with ``minutes_read``: its minutes in a list, if they were presented and the viewer may read them."""
    return meetings.prefetch_related(Prefetch("minutes", readable_minutes(viewer), to_attr="minutes_read"))


def coming_meetings(body: Body) -> QuerySet[Meeting]:
    """Those an item may be put on."""
    return Meeting.objects.filter(body=body, starts_at__gt=clock.now()).order_by("starts_at", "id")


def possible_owners(body: Body) -> list[tuple[str, list[tuple[int, str]]]]:
    """Whom a promise may well be entrusted to, grouped for a select: this body, then other mandates and duties.

    Suggestions: a few dozen people in a cooperative of tens of thousands, of whom a list would be neither usable nor
    discreet. Anyone else is found by name (``owners_named``), or stands behind a service ("the branch of Rennes").
    """
    today = clock.today()
    here = Member.objects.filter(pk__in=Mandate.objects.on(today).filter(body=body).values("holder"), is_active=True)
    elsewhere = _entrusted().exclude(pk__in=here.values("pk"))
    groups = [(_("On this body"), here), (_("Entrusted with something elsewhere"), elsewhere)]
    return [
        (label, named)
        for label, people in groups
        if (named := list(people.order_by("name", "id").values_list("id", "name")))
    ]


def owners_named(words: str) -> list[tuple[int, str]]:
    """The few under these words to whom a promise may be entrusted: members, and who holds a mandate or a duty."""
    return list(found_by_name(words, among=belonging_today() | _entrusted()).values_list("id", "name"))


def _entrusted() -> QuerySet[Member]:
    """Active accounts with a mandate or a duty today; of whoever directs a service, not all belong."""
    today = clock.today()
    held = Q(pk__in=Mandate.objects.on(today).values("holder")) | Q(pk__in=Duty.objects.on(today).values("member"))
    return Member.objects.filter(held, is_active=True)


def coming_of(viewer: Any) -> dict[int, Meeting]:
    """By body, its next meeting, as far as the viewer may read. One query."""
    return {meeting.body_id: meeting for meeting in reversed(_coming(viewer))}


def _coming(viewer: Any) -> QuerySet[Meeting]:
    return Meeting.objects.visible_to(viewer).filter(starts_at__gt=clock.now()).order_by("starts_at", "id")
