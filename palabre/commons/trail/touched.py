"""What has been touched lately: how a page that was rendered once learns that it is no longer true.

Whatever changes leaves an entry in the trail, in the same transaction. Each process remembers up to which entry it has
read, and asks at each request for those that came since: one small query, mostly without a row. An entry touches what
its verb says (a comment: one recommendation and its process), or everything, where the verb says nothing.

On PostgreSQL, numbers are drawn before transactions end: entry 8 may appear after entry 9. Numbers that were not there
are asked for again until they come, or for ten minutes (then they were rolled back).
"""

import threading
import time
from collections.abc import Collection

from django.db import connection
from django.db.models import Max, Q

from palabre.commons.trail.models import Entry
from palabre.commons.trail.verbs import About, registry

GIVEN_UP_AFTER = 600.0  # seconds
MOST_AT_ONCE = 500  # more came since the last request: everything counts as touched
MOST_REMEMBERED = 50_000  # things


class Watch:
    """What was touched, counted in turns: a turn begins each time entries are found that were not known.

    Turns and not the entries' own numbers, because an entry that appears late is news as well. Safe between threads.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._place: object = None
        self._turn = self._everything = self._newest = 0
        self._missing: dict[int, float] = {}
        self._touched: dict[About, int] = {}

    def turn(self) -> int:
        """Read on in the trail; the present turn. One query."""
        place = (connection.alias, str(connection.settings_dict["NAME"]))
        with self._lock:
            if self._place != place:  # a test's own database
                self._place, self._newest = place, Entry.objects.aggregate(newest=Max("pk"))["newest"] or 0
                self._everything_touched()
            else:
                self._read_on()
            return self._turn

    def untouched(self, things: Collection[About], since: int) -> bool:
        """Whether nothing touched any of ``things`` after turn ``since``, as far as ``turn`` has read. No query."""
        with self._lock:
            return self._everything <= since and all(self._touched.get(thing, 0) <= since for thing in things)

    def _read_on(self) -> None:
        new = Entry.objects.filter(
            Q(pk__gt=self._newest) | Q(pk__in=list(self._missing)) if self._missing else Q(pk__gt=self._newest)
        )
        found = list(new.select_related("details").order_by("pk")[: MOST_AT_ONCE + 1])
        if not found:
            return
        self._turn += 1
        if len(found) > MOST_AT_ONCE or len(self._touched) > MOST_REMEMBERED:
            self._newest = Entry.objects.aggregate(newest=Max("pk"))["newest"]
            self._everything_touched()
            return
        for entry in found:
            self._note(entry)
        now = time.monotonic()
        self._missing = {pk: until for pk, until in self._missing.items() if until > now}

    def _note(self, entry: Entry) -> None:
        self._missing.pop(entry.pk, None)
        for skipped in range(self._newest + 1, entry.pk):
            self._missing[skipped] = time.monotonic() + GIVEN_UP_AFTER
        self._newest = max(self._newest, entry.pk)
        verb = registry.get(entry.verb)
        if verb is None or verb.touches is None:
            self._everything = self._turn
            return
        for thing in verb.touches(entry):
            self._touched[thing] = self._turn

    def _everything_touched(self) -> None:
        self._turn += 1
        self._everything = self._turn
        self._missing, self._touched = {}, {}


watch = Watch()
