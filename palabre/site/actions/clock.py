"""Moving the demo's time."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from palabre.commons.trail.record import record
from palabre.core import clock
from palabre.core.verdict import YES, Verdict, no, require
from palabre.people import moved_clock
from palabre.people.models import Audience, Cooperative, Member
from palabre.site import verbs


def may_move_clock() -> Verdict:
    """Anyone in the demo, nobody elsewhere: with moved time one could vote yesterday."""
    return YES if settings.CLOCK_MOVABLE else no(_("Time can only be moved in the demo."))


@transaction.atomic
def move_clock(cooperative: Cooperative, *, by: Member | None, to: datetime | None) -> timedelta:
    """Let it be ``to`` from now on, for everyone; None goes back to real time. Gives the new offset.

    Only what asks ``core.clock`` moves: sessions, sign-in codes and rate limits keep real time. Nothing that
    becomes due is done here: the worker's rounds do it. What was dated in a future now left keeps its date.
    Raises ``Refused`` outside the demo and tests.
    """
    require(may_move_clock())
    Cooperative.objects.get_or_create(pk=1, defaults={"name": cooperative.name})
    cooperative = Cooperative.objects.select_for_update(of=("self",)).get(pk=1)
    moved_clock.forget()
    real_now = clock.now() - timedelta(seconds=cooperative.clock_offset_seconds)
    offset = to - real_now if to else timedelta()
    cooperative.clock_offset_seconds = round(offset.total_seconds())
    cooperative.save(update_fields=["clock_offset_seconds"])
    moved_clock.forget()
    verb = verbs.CLOCK_MOVED if to else verbs.CLOCK_PUT_BACK
    record(verb, cooperative, by=by, audience=Audience.wide("public"), day=clock.today().isoformat())
    return offset
