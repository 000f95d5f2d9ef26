"""What must be true of the settings and the data before the program may serve."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register

from palabre.people.models import Cooperative


@register(Tags.database)
def time_is_not_moved(databases: Sequence[str] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """With live settings an offset in the database stops the program: nobody may vote yesterday."""
    if not databases or settings.CLOCK_MOVABLE:
        return []
    if not Cooperative.objects.exclude(clock_offset_seconds=0).exists():
        return []
    return [
        Error(
            "The clock of this database was moved; only the demo and tests may do that.",
            hint="This is a demo's database. Start with a fresh one, or with PALABRE_MODE=demo.",
            id="palabre.E001",
        )
    ]
