"""What became of a message to many: figures that add up to the register, and a line for each member."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Count
from django.utils.translation import gettext as _

from palabre.commons.notices.broadcasts.listing import how_many
from palabre.commons.notices.models import Broadcast, BroadcastMail
from palabre.core.cells import harmless

State = BroadcastMail.State
# In the order in which one reads it: who had it by mail, who here, who by neither.
ORDER = (State.SENT, State.OWED, State.WISH, State.READ, State.REFUSED, State.BOUNCED, State.NO_ADDRESS, State.CLOSED)
AT_ONCE = 2_000


@dataclass(frozen=True, slots=True)
class Proof:
    """``rows`` are (what, how many) of the mails. ``members`` is asked of the register, not of the mails.

    ``here``: who finds it on their page of notices, since they have an open account. ``unlisted``: whom the worker has
    still to write down. ``unreached``: those whom neither reaches: somebody has to tell them otherwise.
    """

    members: int
    rows: list[tuple[str, int]]
    unlisted: int
    here: int
    unreached: int

    @property
    def adds_up(self) -> bool:
        return sum(count for _what, count in self.rows) == self.members

    @property
    def is_done(self) -> bool:
        return not self.unlisted


def proof_of(broadcast: Broadcast) -> Proof:
    """Two queries. Every member it was for stands in exactly one row."""
    members = how_many(broadcast)
    there = BroadcastMail.objects.filter(broadcast=broadcast).order_by()
    counted = dict(there.values_list("state").annotate(count=Count("pk")))
    listed = sum(counted.values())
    rows = [(str(state.label), counted[state]) for state in ORDER if counted.get(state)]
    unlisted = members - listed if broadcast.listed_at is None else 0
    if unlisted:
        rows.append((_("being written down"), unlisted))
    closed = counted.get(State.CLOSED, 0)
    return Proof(members=members, rows=rows, unlisted=unlisted, here=members - closed, unreached=closed)


def as_csv(broadcast: Broadcast) -> Iterator[str]:
    """A line for each member: name, what became of the mail, since when (ISO 8601). Never an address.

    It begins with a byte order mark, for spreadsheets; a few thousand lines are in memory at a time.
    """
    yield "\ufeff" + _line([_("member"), _("name"), _("mail"), _("since")])
    words = {state.value: str(state.label) for state in State}
    mails = BroadcastMail.objects.filter(broadcast=broadcast).order_by("member")
    rows = mails.values_list("member", "member__name", "state", "at")
    for member, name, state, at in rows.iterator(chunk_size=AT_ONCE):
        yield _line([member, name, words[state], at.isoformat()])


def _line(cells: list[Any]) -> str:
    out = io.StringIO()
    csv.writer(out).writerow([harmless(cell) for cell in cells])
    return out.getvalue()
