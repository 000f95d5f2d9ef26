"""What can happen in this chapter, and who is told. What members wish is never part of it."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from palabre.commons.trail.models import Entry
from palabre.commons.trail.verbs import Told, Verb, Why
from palabre.wishes.models import Wish


def _who_wishes_it(entry: Entry) -> Told:
    """Whoever wishes a subject that the process was not yet said to be about. Read in pieces: they may be thousands."""
    wished = Wish.objects.filter(subjects__in=entry.details.facts.get("new", []))
    for member in wished.order_by("pk").values_list("pk", flat=True).distinct().iterator(chunk_size=2000):
        yield member, Why.WISH


def _process(entry: Entry) -> str:
    return reverse("processes:process", args=[entry.subject_id])


SUBJECTS_KEPT = Verb(
    key="wishes.subjects_kept", sentence=_("%(actor)s changed the subjects that members may wish (%(count)s in all)")
)
ASKED = Verb(key="wishes.asked", sentence=_("%(actor)s asks everyone what they wish"))
MONTHS_CHOSEN = Verb(
    key="wishes.months_chosen", sentence=_("%(actor)s chose that wishes are asked for every %(months)s months")
)
DESCRIBED = Verb(
    key="wishes.described",
    sentence=_("“%(subject)s” is about what you wish: %(names)s"),
    told=_who_wishes_it,
    address=_process,
)

ALL: list[Verb] = [SUBJECTS_KEPT, ASKED, MONTHS_CHOSEN, DESCRIBED]
