"""What can happen. A message to many tells itself; of an address that stopped the secretariat is told."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from palabre.commons.trail.models import Entry
from palabre.commons.trail.verbs import Told, Verb, Why
from palabre.people.models import Listed


def _page(entry: Entry) -> str:
    return reverse("notices:news", args=[entry.subject_id])


def _nothing(entry: Entry) -> tuple[()]:
    return ()


def _listed(entry: Entry) -> Told:
    """Whoever may read it: they keep the secretariat."""
    for member in Listed.objects.filter(audience=entry.audience_id).values_list("member", flat=True):
        yield member, Why.SECRETARIAT


BEGUN = Verb(
    key="notices.broadcast_begun",
    sentence=_("%(actor)s began a message to the members of %(subject)s"),
    touches=_nothing,
)
CHANGED = Verb(
    key="notices.broadcast_changed",
    sentence=_("%(actor)s changed the draft of a message to the members of %(subject)s"),
    touches=_nothing,
)
TRIED = Verb(
    key="notices.broadcast_tried",
    sentence=_("%(actor)s had the draft of a message to the members of %(subject)s sent to themselves"),
    touches=_nothing,
)
DISCARDED = Verb(
    key="notices.broadcast_discarded",
    sentence=_("%(actor)s threw away the draft of a message to the members of %(subject)s"),
    touches=_nothing,
)
SENT = Verb(
    key="notices.broadcast_sent",
    sentence=_("%(actor)s wrote to the members of %(subject)s"),
    address=_page,
)

ADDRESS_STOPPED = Verb(
    key="notices.address_stopped",
    sentence=_("Mails to %(subject)s come back: nothing more is mailed there"),
    told=_listed,
    address=lambda entry: reverse("notices:addresses"),
    touches=lambda entry: [("people.member", entry.subject_id)],
)

ALL: list[Verb] = [BEGUN, CHANGED, TRIED, DISCARDED, SENT, ADDRESS_STOPPED]
