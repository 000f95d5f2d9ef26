"""What this chapter holds of a person."""

from django.utils.translation import gettext_lazy as _

from palabre.people.held import UNDER_A_NUMBER
from palabre.people.holdings import Holding, Source

ALL = [
    Holding(
        key="rules.rulebooks",
        title=_("Versions of the rules, and law packs, that you wrote down"),
        why=_("A version says who wrote it down."),
        until=_("For good: this is the record of the cooperative."),
        sources=(
            Source("rules.Rulebook", "by", ("at", "number", "adopted_by", "adopted_on", "reason", "packs", "facts")),
            Source("rules.OwnPack", "by", ("at", "slug", "number", "text")),
        ),
        stays=UNDER_A_NUMBER,
    ),
]
