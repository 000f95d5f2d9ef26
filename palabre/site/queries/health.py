"""How the machine is doing, read from the worker's own rounds."""

from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Count, Max, Q

from palabre.commons.notices.mailing.mail import ALARM
from palabre.commons.notices.models import Rhythm
from palabre.commons.notices.rounds import MAIL
from palabre.commons.trail.clocks import disagrees, went_back
from palabre.commons.trail.models import Round
from palabre.commons.trail.pending import parked
from palabre.core import clock

# The slowest reader of the trail walks every 20 seconds: after two minutes without any round, nobody is walking.
LATE = timedelta(minutes=2)


@dataclass(frozen=True, slots=True)
class Health:
    """``database`` ok or down, ``worker`` ok, late or never, ``mail`` ok or failing, ``clock`` ok or off.

    ``parked`` and ``put_off`` need a person: entries that no reader could read, members whose mail failed five times.
    """

    database: str
    worker: str
    mail: str
    parked: int | None
    put_off: int | None = None
    clock: str = "unknown"

    def words(self) -> dict[str, Any]:
        return asdict(self)


def health_now() -> Health:
    """A few small queries. Raises ``django.db.Error`` when the database does not answer."""
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
        parked=parked().count(),
        put_off=Rhythm.objects.filter(failures__gte=ALARM).count(),
        clock="off" if disagrees() or went_back() else "ok",
    )
