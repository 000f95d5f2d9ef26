"""What can happen in this chapter, and who is told."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from palabre.commons.trail.models import Entry
from palabre.commons.trail.verbs import Told, Verb, Why
from palabre.core import clock
from palabre.people.models import Duty


def _secretariat(entry: Entry) -> Told:
    duties = Duty.objects.on(clock.today()).filter(kind=Duty.Kind.SECRETARIAT).over()
    for member in duties.values_list("member", flat=True):
        yield member, Why.SECRETARIAT


def _page(entry: Entry) -> str:
    return reverse("webhooks:webhooks")


def _nothing(entry: Entry) -> tuple[()]:
    return ()


ADDED = Verb(
    key="webhooks.added",
    sentence=_("%(actor)s lets the program at %(subject)s be called when something public happens"),
    address=_page,
    touches=_nothing,
)
PAUSED = Verb(
    key="webhooks.paused",
    sentence=_("The program at %(subject)s does not answer any more: it is no longer called"),
    told=_secretariat,
    address=_page,
    touches=_nothing,
)
RESUMED = Verb(
    key="webhooks.resumed",
    sentence=_("%(actor)s lets the program at %(subject)s be called again"),
    address=_page,
    touches=_nothing,
)
TRIED = Verb(
    key="webhooks.tried",
    sentence=_("%(actor)s asked for a trial call to %(subject)s"),
    address=_page,
    touches=_nothing,
)
RETRIED = Verb(
    key="webhooks.retried",
    sentence=_("%(actor)s asked for the calls that %(subject)s missed (%(count)s)"),
    address=_page,
    touches=_nothing,
)
ENDED = Verb(
    key="webhooks.ended",
    sentence=_("%(actor)s ended the calls to %(subject)s"),
    address=_page,
    touches=_nothing,
)

ALL: list[Verb] = [ADDED, PAUSED, RESUMED, TRIED, RETRIED, ENDED]
