"""What this chapter holds of a person."""

from django.utils.translation import gettext_lazy as _

from palabre.people.held import UNDER_A_NUMBER
from palabre.people.holdings import Holding, Source

ALL = [
    Holding(
        key="statutes.adoptions",
        title=_("Versions of the statutes that you wrote down"),
        why=_("A version says who wrote it down."),
        until=_("For good: this is the record of the cooperative."),
        sources=(Source("statutes.Adoption", "by", ("at", "number", "assembly", "adopted_on", "reason")),),
        stays=UNDER_A_NUMBER,
    ),
]
