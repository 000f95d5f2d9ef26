"""What this chapter holds of a person."""

from django.utils.translation import gettext_lazy as _

from palabre.people.held import UNDER_A_NUMBER
from palabre.people.holdings import Holding, Source

ALL = [
    Holding(
        key="four_eyes.acts",
        title=_("Exceptional acts you asked for or answered"),
        why=_("Everyone may read who did what takes two people."),
        until=_("For good: it is the log of what nobody does alone."),
        sources=(
            Source("four_eyes.Act", "asked_by", ("deed", "asked_at", "outcome"), also=("facts", "same")),
            Source("four_eyes.Act", "answered_by", ("deed", "answered_at", "outcome", "reason")),
        ),
        stays=UNDER_A_NUMBER,
    ),
]
