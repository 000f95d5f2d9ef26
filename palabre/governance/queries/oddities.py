"""What does not fit in the mandates, the composition and the powers of all bodies, for the secretariat."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from palabre.core import clock
from palabre.core.components.dates import in_words
from palabre.governance.compatibility import held_together
from palabre.governance.limits import longest_until, months_after
from palabre.governance.models import Body, CollegeSeats, Mandate, Meeting, Power

LATELY = timedelta(days=60)  # whoever should have followed by then is missed by somebody else than this page


@dataclass(frozen=True, slots=True)
class Oddity:
    """Something that does not fit, and where it is mended."""

    said: str
    href: str


@dataclass(frozen=True, slots=True)
class Oddities:
    title: str
    lines: list[Oddity]


def inconsistencies(viewer: Any) -> list[Oddities]:
    """What does not fit in the bodies the viewer may read, by kind; kinds without anything are left out.

    A dozen queries, however many there are of each.
    """
    bodies = Body.objects.visible_to(viewer)
    rows = Mandate.objects.filter(body__in=bodies.values("pk")).select_related("body", "holder")
    found = [
        Oddities(str(title), list(lines(bodies, rows.order_by("body", "from_on", "id")))) for title, lines in KINDS
    ]
    return [oddities for oddities in found if oddities.lines]


def _empty(bodies: QuerySet[Body], rows: QuerySet[Mandate]) -> Iterator[Oddity]:
    today = Mandate.objects.on(clock.today())
    for body in bodies.exclude(Exists(today.filter(body=OuterRef("pk")))):
        href = reverse("governance:body_mandates", args=[body.pk])
        yield Oddity(_("“%(body)s”: nobody holds a mandate there today.") % {"body": body}, f"{href}#open")


def _unfollowed(bodies: QuerySet[Body], rows: QuerySet[Mandate]) -> Iterator[Oddity]:
    """Each that ended lately is matched with one that began after it in the same role, its own replacement first."""
    today = clock.today()
    seats = list(rows.filter(until_on__gte=today - LATELY))
    replaced = {mandate.replaces_id for mandate in seats}
    begun = [mandate for mandate in seats if mandate.replaces_id is None]
    for ended in sorted(seats, key=lambda mandate: mandate.until_on):
        if ended.until_on >= today or ended.pk in replaced:
            continue
        follows = next((mandate for mandate in begun if _follows(mandate, ended)), None)
        if follows:
            begun.remove(follows)
            continue
        words = _("“%(body)s”: %(mandate)s. It ended on %(day)s, and nobody has followed.")
        yield _odd(words, ended, day=in_words(ended.until_on))


def _follows(mandate: Mandate, ended: Mandate) -> bool:
    same = (mandate.body_id, mandate.role) == (ended.body_id, ended.role)
    return same and mandate.from_on > ended.until_on


def _unconfirmed(bodies: QuerySet[Body], rows: QuerySet[Mandate]) -> Iterator[Oddity]:
    """Co-opted, still there, and the body that confirms has met on a later day."""
    met = Meeting.objects.filter(
        body=OuterRef("body__confirmed_by"), starts_at__date__gt=OuterRef("from_on"), starts_at__lt=clock.now()
    )
    for mandate in rows.unconfirmed().filter(Exists(met), until_on__gte=clock.today()):  # type: ignore[attr-defined]
        words = _("“%(body)s”: %(mandate)s. The assembly has met since this co-option, which is not confirmed.")
        yield _odd(words, mandate)


def _too_long(bodies: QuerySet[Body], rows: QuerySet[Mandate]) -> Iterator[Oddity]:
    limited = rows.filter(until_on__gte=clock.today(), body__mandate_months_most__isnull=False)
    for mandate in limited:
        last = longest_until(mandate.body, mandate.from_on)
        if last and mandate.until_on > last:
            words = _("“%(body)s”: %(mandate)s. It runs until %(until)s; by the statutes %(last)s is its last day.")
            yield _odd(words, mandate, until=in_words(mandate.until_on), last=in_words(last))


def _left(bodies: QuerySet[Body], rows: QuerySet[Mandate]) -> Iterator[Oddity]:
    """Their row runs on and gives no right any more (``HeldQuerySet``): it wants an end that says why."""
    today = clock.today()
    runs = Q(from_on__lte=today, until_on__gte=today)
    for mandate in rows.filter(runs).exclude(pk__in=Mandate.objects.on(today).values("pk")):
        yield _odd(_("“%(body)s”: %(mandate)s. They have left the cooperative."), mandate)


def _without_article(bodies: QuerySet[Body], rows: QuerySet[Mandate]) -> Iterator[Oddity]:
    for power in Power.objects.filter(body__in=bodies.values("pk"), article=None).select_related("body"):
        words = _("“%(body)s”: “%(power)s” names no article.")
        yield Oddity(words % {"body": power.body, "power": power}, reverse("governance:powers", args=[power.body_id]))


def _odd(words: str, mandate: Mandate, **facts: str) -> Oddity:
    return Oddity(words % {"body": mandate.body, "mandate": mandate, **facts}, mandate.get_absolute_url())


def _too_many(bodies: QuerySet[Body], rows: QuerySet[Mandate]) -> Iterator[Oddity]:
    """More seats taken today than there are, in all or for a college. What is written down since is the reason."""
    seated = list(Mandate.objects.on(clock.today()).filter(body__in=bodies.values("pk")).values_list("body", "college"))
    for body in bodies.filter(seats_most__isnull=False):
        taken = sum(body.pk == each for each, _college in seated)
        if taken > (body.seats_most or 0):
            words = _("“%(body)s”: %(taken)s seats are taken, and there are %(most)s.")
            yield _made_up(words, body, taken=taken, most=body.seats_most)
    for row in CollegeSeats.objects.filter(body__in=bodies.values("pk")).select_related("body", "college"):
        taken = seated.count((row.body_id, row.college_id))
        if taken > row.most:
            words = _("“%(body)s”: %(taken)s seats of the college “%(college)s” are taken, and there are %(most)s.")
            yield _made_up(words, row.body, taken=taken, most=row.most, college=row.college.name)


def _of_no_college(bodies: QuerySet[Body], rows: QuerySet[Mandate]) -> Iterator[Oddity]:
    """Where seats are by college, whoever belonged to none of them when that was written down."""
    by_college = CollegeSeats.objects.filter(body=OuterRef("body"))
    for mandate in rows.filter(Exists(by_college), college=None, until_on__gte=clock.today()):
        words = _("“%(body)s”: %(mandate)s. Seats are by college here, and this one counts for none.")
        yield _odd(words, mandate)


def _together(bodies: QuerySet[Body], rows: QuerySet[Mandate]) -> Iterator[Oddity]:
    for mandate, other in held_together(bodies):
        words = _("“%(body)s”: %(mandate)s. It does not go together with: %(other)s.")
        yield _odd(words, mandate, other=other)


def _not_by_parts(bodies: QuerySet[Body], rows: QuerySet[Mandate]) -> Iterator[Oddity]:
    """Seats whose ends lie within half the time between two renewals are renewed at once: one part of all, at most.

    Half, because no assembly is held on the same day of each year. It is the end that was foreseen that counts.
    """
    renewed = Mandate.objects.on(clock.today()).filter(body__in=bodies.values("pk"), body__renewal_parts__isnull=False)
    ends: dict[Body, list[date]] = {}
    for mandate in renewed.select_related("body").order_by("body__position", "id"):
        ends.setdefault(mandate.body, []).append(mandate.planned_until_on or mandate.until_on)
    for body, days in ends.items():
        at_once = -(-max(body.seats_most or 0, len(days)) // (body.renewal_parts or 1))
        first, count = _most_at_once(days, (body.renewal_months or 0) // 2)
        if count > at_once:
            words = _("“%(body)s”: %(count)s seats end around %(day)s; renewed by %(parts)s, %(most)s would at most.")
            parts = body.get_renewal_parts_display()
            yield _made_up(words, body, count=count, day=in_words(first), parts=parts, most=at_once)


def _most_at_once(days: list[date], months: int) -> tuple[date, int]:
    """The most of ``days`` that lie within so many months, and the first of them."""
    counted = [(sum(day <= each <= months_after(day, months) for each in days), day) for day in days]
    count, first = max(counted, key=lambda found: (found[0], -found[1].toordinal()))
    return first, count


def _made_up(words: str, body: Body, **facts: Any) -> Oddity:
    return Oddity(words % {"body": body, **facts}, reverse("governance:composition", args=[body.pk]))


KINDS = (
    (gettext_lazy("Bodies without members"), _empty),
    (gettext_lazy("Mandates that are over, with nobody following"), _unfollowed),
    (gettext_lazy("Co-options that an assembly has not confirmed"), _unconfirmed),
    (gettext_lazy("Mandates longer than the statutes allow"), _too_long),
    (gettext_lazy("Mandates of people who have left"), _left),
    (gettext_lazy("More seats taken than there are"), _too_many),
    (gettext_lazy("Seats that count for no college"), _of_no_college),
    (gettext_lazy("Held by one person, though it does not go together"), _together),
    (gettext_lazy("Seats that do not end by parts"), _not_by_parts),
    (gettext_lazy("Powers without an article"), _without_article),
)
