"""How the machine is doing, read from the worker's own rounds."""

from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Count, Max, Q

from palabre.commons.notices.rounds import MAIL
from palabre.commons.trail.models import Pending, Round
from palabre.core import clock

# The slowest reader of the trail walks every 20 seconds: after two minutes without any round, nobody is walking.
LATE = timedelta(minutes=2)


@dataclass(frozen=True, slots=True)
class Health:
    """``database`` ok or down, ``worker`` ok, late or never, ``mail`` ok or failing; ``parked`` needs a person."""

    database: str
    worker: str
    mail: str
    parked: int | None

    def words(self) -> dict[str, Any]:
        return asdict(self)


def health_now() -> Health:
    """Two small queries. Raises ``django.db.Error`` when the database does not answer."""
    rounds = Round.objects.aggregate(
        begun=Max("last_begun_at"), failing=Count("name", filter=Q(name=MAIL, failures__gt=0))
    )
    begun = rounds["begun"]
    # In the demo the clock may be moved back: a round begun later than now was begun just now.
    worker = "never" if begun is None else "ok" if clock.now() - begun < LATE else "late"
    return Health(
        database="ok",
        worker=worker,
        mail="failing" if rounds["failing"] else "ok",
        parked=Pending.objects.filter(parked_at__isnull=False).count(),
    )
