"""What this chapter holds of a person: who brought in a file, and its lines until it is written."""

from django.utils.translation import gettext_lazy as _

from palabre.people.held import UNDER_A_NUMBER
from palabre.people.holdings import Holding, Source

ALL = [
    Holding(
        key="past.files",
        title=_("Files of past cycles that you brought in"),
        why=_("The register says where what it shows of the years before comes from."),
        until=_("For good. The lines of a file go when it is written or withdrawn, after thirty days at the latest."),
        sources=(
            Source(
                "past.PastImport", "by", ("name", "at", "state", "applied_at"),
                also=("headers", "mapping", "words", "cycles", "level", "reach", "service"),
            ),
        ),
        stays=UNDER_A_NUMBER,
    ),
]  # fmt: skip
