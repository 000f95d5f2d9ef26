"""Counts of votes as pages and papers show them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from palabre.core.components.dates import hour_in_words
from palabre.governance.models import Count


@dataclass(frozen=True, slots=True)
class Counted:
    """The count that holds, and those before it at the same meeting, the oldest first."""

    holds: Count
    before: list[Count]


def counted_of(counts: Iterable[Count]) -> Counted | None:
    """Of the counts of one point at one meeting, the oldest first."""
    found = list(counts)
    return Counted(found[-1], found[:-1]) if found else None


def tally_of(count: Count) -> list[tuple[Any, int]]:
    """(what, how many), as it is read out."""
    return [
        (_("in favour"), count.in_favour),
        (_("against"), count.against),
        (_("abstaining"), count.abstaining),
        (_("not taking part"), count.not_taking_part),
    ]


def in_a_sentence(count: Count) -> str:
    """For paper: "Secret vote, 14:30: 8 in favour, 1 against … 10 present or represented of 12." """
    said = ", ".join(f"{number} {what}" for what, number in tally_of(count))
    facts = {
        "way": count.get_way_display().capitalize(), "hour": hour_in_words(count.at), "said": said,
        "voices": count.voices, "entitled": count.entitled,
    }  # fmt: skip
    words = _("%(way)s, %(hour)s: %(said)s. %(voices)s present or represented, of %(entitled)s.") % facts
    if count.needed is not None:
        reached = _("Quorum reached (%(needed)s).") if count.has_quorum else _("Quorum not reached (%(needed)s).")
        words = f"{words} {reached % {'needed': count.needed}}"
    return words
