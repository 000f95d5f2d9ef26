"""What can happen to rules. Whoever may read them reads of it; nobody is written to."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from palabre.commons.trail.models import Entry
from palabre.commons.trail.verbs import Verb


def _rulebook(entry: Entry) -> str:
    return reverse("rules:rulebook", args=[entry.subject_id])


def _packs(entry: Entry) -> str:
    return reverse("rules:packs")


RULES_RECORDED = Verb(
    key="rules.recorded",
    sentence=_("%(actor)s recorded version %(number)s of the rules, adopted by: %(adopted_by)s"),
    address=_rulebook,
)
PACK_ENTERED = Verb(
    key="rules.pack_entered", sentence=_("%(actor)s entered the law pack “%(subject)s”"), address=_packs
)

ALL: list[Verb] = [RULES_RECORDED, PACK_ENTERED]
