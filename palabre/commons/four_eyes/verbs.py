"""What can happen in this chapter, and who is told. All of it is for everyone to read."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from palabre.commons.four_eyes.deeds import registry
from palabre.commons.four_eyes.models import Act
from palabre.commons.trail.models import Entry
from palabre.commons.trail.verbs import Told, Verb, Why


def _those_who_confirm(entry: Entry) -> Told:
    for act in Act.objects.filter(pk=entry.subject_id, deed__in=registry):
        yield from registry[act.deed].told(act.facts)


def _who_asked(entry: Entry) -> Told:
    for member in Act.objects.filter(pk=entry.subject_id).values_list("asked_by", flat=True):
        yield member, Why.ASKED


def _page(entry: Entry) -> str:
    return reverse("four_eyes:act", args=[entry.subject_id])


ASKED = Verb(
    key="four_eyes.asked",
    sentence=_("%(actor)s asks for an exceptional act, which somebody else has to confirm: %(subject)s"),
    told=_those_who_confirm,
    address=_page,
)
CONFIRMED = Verb(
    key="four_eyes.confirmed",
    sentence=_("%(actor)s confirmed an exceptional act, and it is done: %(subject)s"),
    told=_who_asked,
    address=_page,
)
REFUSED = Verb(
    key="four_eyes.refused",
    sentence=_("%(actor)s refused an exceptional act: %(subject)s"),
    told=_who_asked,
    address=_page,
)
WITHDRAWN = Verb(
    key="four_eyes.withdrawn",
    sentence=_("%(actor)s withdrew an exceptional act: %(subject)s"),
    address=_page,
)
EXPIRED = Verb(
    key="four_eyes.expired",
    sentence=_("Nobody confirmed an exceptional act in time, and nothing was done: %(subject)s"),
    told=_who_asked,
    address=_page,
)

ALL: list[Verb] = [ASKED, CONFIRMED, REFUSED, WITHDRAWN, EXPIRED]
