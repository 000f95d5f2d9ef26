"""The worker's rounds: small work done again and again, each claimed by one conditional UPDATE."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import F

from palabre.commons.trail.models import Round
from palabre.core import clock

log = logging.getLogger("palabre.rounds")


@dataclass(frozen=True, slots=True)
class Walk:
    """A round's work: done every ``seconds``; gives how many things it did."""

    name: str
    seconds: int
    work: Callable[[], int]


registry: dict[str, Walk] = {}


def every(seconds: int, name: str, work: Callable[[], int]) -> None:
    """Ask the worker to do ``work`` every ``seconds``. Called from ``AppConfig.ready``."""
    registry[name] = Walk(name, seconds, work)


def walk_due(*, all_now: bool = False) -> dict[str, int]:
    """Do every round that is due (all of them with ``all_now``); give what each did.

    Two workers may call it together: who moves ``next_at`` first does the work. A round that fails is logged,
    counted, and tried at its next time; it does not stop the others.
    """
    done = {}
    for walk in registry.values():
        if _claim(walk, all_now=all_now):
            done[walk.name] = _do(walk)
    return done


def _claim(walk: Walk, *, all_now: bool) -> bool:
    now = clock.now()
    Round.objects.get_or_create(name=walk.name, defaults={"next_at": now})
    mine = Round.objects.filter(name=walk.name)
    if not all_now:
        # The demo's clock may be moved back: a round set further ahead than its own rhythm is due as well.
        mine = mine.filter(next_at__lte=now) | mine.filter(next_at__gt=now + timedelta(seconds=walk.seconds))
    return bool(mine.update(next_at=now + timedelta(seconds=walk.seconds), last_begun_at=now))


def _do(walk: Walk) -> int:
    try:
        done = walk.work()
    except Exception:
        Round.objects.filter(name=walk.name).update(failures=F("failures") + 1)
        log.exception("a round failed", extra={"facts": {"round": walk.name}})
        return 0
    Round.objects.filter(name=walk.name).update(last_done_at=clock.now(), failures=0)
    return done
