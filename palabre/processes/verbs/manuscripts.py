"""What can happen to a working document and to the seats around it, and who is told."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from palabre.commons.trail.models import Entry
from palabre.commons.trail.verbs import Told, Verb, Why
from palabre.core import clock
from palabre.people.models import Duty
from palabre.processes.models import Seat


def secretariat(entry: Entry) -> Told:
    """Whoever keeps the secretariat today."""
    duties = Duty.objects.on(clock.today()).filter(kind=Duty.Kind.SECRETARIAT, entity=None, branch=None)
    for member in duties.order_by("id").values_list("member", flat=True):
        yield member, Why.SECRETARIAT


def _groups_and_secretariat(entry: Entry) -> Told:
    """Who sits in the process's groups, and the secretariat. A notice to everyone would be noise: home says it."""
    seats = Seat.objects.on(clock.today()).filter(group__process=entry.subject_id)
    for member in seats.order_by("id").values_list("member", flat=True):
        yield member, Why.SEAT
    yield from secretariat(entry)


def _whose_seat(entry: Entry) -> Told:
    if member := entry.details.facts.get("member"):
        yield member, Why.SEAT


def _manuscript(entry: Entry) -> str:
    return reverse("processes:manuscript", args=[entry.subject_id])


def _process(entry: Entry) -> str:
    return reverse("processes:process", args=[entry.subject_id])


def _groups(entry: Entry) -> str:
    return reverse("processes:groups", args=[entry.subject_id])


MANUSCRIPT_BROUGHT_IN = Verb(
    key="processes.manuscript_brought_in",
    sentence=_("%(actor)s brought in the working document “%(subject)s”"),
    told=secretariat,
    address=_manuscript,
)
MANUSCRIPT_CORRECTED = Verb(
    key="processes.manuscript_corrected",
    sentence=_("%(actor)s corrected the working document “%(subject)s”"),
    address=_manuscript,
)
PUBLISHED = Verb(
    key="processes.published",
    sentence=_("%(actor)s published “%(subject)s”, version 1, for public review"),
    told=_groups_and_secretariat,
    address=_process,
)
SEAT_GIVEN = Verb(
    key="processes.seat_given",
    sentence=_("%(actor)s gave %(member_name)s a seat in “%(group_name)s”: %(subject)s"),
    told=_whose_seat,
    address=_groups,
)
SEAT_ENDED = Verb(
    key="processes.seat_ended",
    sentence=_("%(actor)s ended the seat of %(member_name)s in “%(group_name)s”: %(subject)s"),
    told=_whose_seat,
    address=_groups,
)

ALL: list[Verb] = [MANUSCRIPT_BROUGHT_IN, MANUSCRIPT_CORRECTED, PUBLISHED, SEAT_GIVEN, SEAT_ENDED]
