"""What this chapter holds of a person."""

from django.utils.translation import gettext_lazy as _

from palabre.commons.trail.erasing import erase_from_trail
from palabre.people.holdings import Holding, Source

ALL = [
    Holding(
        key="trail.entries",
        title=_("What you did here"),
        why=_("The trail of what happened lets anyone follow a word to the decision and its proof."),
        until=_("For good: the trail is only ever added to, and sealed."),
        sources=(
            Source("trail.Entry", "actor", ("at", "verb", "subject_kind", "subject_id")),
            Source("trail.EntryDetails", "entry__actor", ("actor_name", "label", "facts")),
        ),
        erase=erase_from_trail,
        stays=_("Names and words are emptied. When something happened, and of which kind, stays under a number."),
    ),
]
