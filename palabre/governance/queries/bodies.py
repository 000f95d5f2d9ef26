"""Bodies as their pages show them: who sits there, when they meet, what waits."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet
from django.utils.translation import gettext as _

from palabre.core import clock
from palabre.core.nouns import said
from palabre.governance.models import AgendaItem, Body, Mandate, Meeting
from palabre.governance.queries.register import Filters, Totals, totals
from palabre.people.models import Duty, Member
from palabre.people.queries import belonging_today, found_by_name

RECENT = 12
_ORDER = {Mandate.Role.CHAIR: 0, Mandate.Role.DIRECTOR: 1, Mandate.Role.SECRETARY: 2}


@dataclass(frozen=True, slots=True)
class Seat:
    member: int
    name: str
    role: str  # in the reader's language
    until_on: date


@dataclass(frozen=True, slots=True)
class BodyCard:
    body: Body
    seats: list[Seat]
    next_meeting: Meeting | None


@dataclass(frozen=True, slots=True)
class BodyPage:
    """``coming`` begins with today; ``past`` holds the twelve last meetings.

    ``waiting`` are the items without a meeting. All as far as the viewer may read.
    """

    body: Body
    seats: list[Seat]
    coming: list[Meeting]
    past: list[Meeting]
    waiting: list[AgendaItem]
    totals: Totals


def body_cards(viewer: Any) -> list[BodyCard]:
    """Every body the viewer may read. Three queries, however many there are."""
    seats = Mandate.objects.on(clock.today()).select_related("holder").order_by("id")
    coming = _coming(viewer)
    found = Body.objects.visible_to(viewer).prefetch_related(
        Prefetch("mandates", seats, to_attr="open_mandates"), Prefetch("meetings", coming, to_attr="coming")
    )
    director = _director()
    return [
        BodyCard(body, _seats(body.open_mandates, director), body.coming[0] if body.coming else None)  # type: ignore[attr-defined]
        for body in found
    ]


def body_page(body: Body, viewer: Any) -> BodyPage:
    today = clock.start_of(clock.today())
    seats = body.mandates.on(clock.today()).select_related("holder").order_by("id")
    counted = Meeting.objects.visible_to(viewer).filter(body=body).annotate(item_count=Count("items"))
    waiting = AgendaItem.objects.visible_to(viewer).filter(body=body, meeting=None, closed_at=None)
    return BodyPage(
        body=body,
        seats=_seats(seats, _director()),
        coming=list(counted.filter(starts_at__gte=today).order_by("starts_at", "id")),
        past=list(counted.filter(starts_at__lt=today).order_by("-starts_at", "-id")[:RECENT]),
        waiting=list(waiting.annotate(point_count=Count("points")).order_by("id")),
        totals=totals(viewer, Filters(body=body.pk)),
    )


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


def _coming(viewer: Any) -> QuerySet[Meeting]:
    return Meeting.objects.visible_to(viewer).filter(starts_at__gt=clock.now()).order_by("starts_at", "id")


def _seats(mandates: Iterable[Mandate], director: str) -> list[Seat]:
    placed = sorted(mandates, key=lambda mandate: _ORDER[Mandate.Role(mandate.role)])
    return [
        Seat(mandate.holder_id, mandate.holder.name, _role(mandate, director), mandate.until_on) for mandate in placed
    ]


def _role(mandate: Mandate, director: str) -> str:
    return director if mandate.role == Mandate.Role.DIRECTOR else str(mandate.get_role_display())


def _director() -> str:
    """In the cooperative's own words, asked once a page: "membre du conseil", "sociétaire du directoire"."""
    return _("%(member)s %(of_the_board)s") % {
        "member": said("member", "bare"),
        "of_the_board": said("board", "of_the"),
    }
