"""The newest of what everyone may read, for feed readers: what opened, what was decided, what became of promises."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import AnonymousUser
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from palabre.core.components.marks import STATUSES
from palabre.governance.models import Body, Commitment
from palabre.governance.queries.decisions import decisions_asked
from palabre.people.queries import readership
from palabre.processes.models import Process

LONGEST = 40
EVERYONE = AnonymousUser()


@dataclass(frozen=True, slots=True)
class Item:
    """One line of a feed. ``path`` is its page, and what it is known by; ``changed_at`` moves when it has news."""

    path: str
    title: str
    text: str
    by: str
    at: datetime
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class Feed:
    """``items`` gives the newest, whoever asks: a feed holds what everyone may read, and nothing else."""

    title: str | Promise
    page: str  # the name of the address whose page shows the same
    items: Callable[[], list[Item]]


def _named(body: Body, readable: frozenset[int]) -> str:
    """Who speaks in the feed; where a body is not for everyone, the cooperative does (empty)."""
    return body.name if body.audience_id in readable else ""


def _processes() -> list[Item]:
    readable = readership(EVERYONE)
    found = Process.objects.visible_to(EVERYONE).select_related("decider").order_by("-opened_at", "-id")[:LONGEST]
    return [
        Item(
            path=each.get_absolute_url(),
            title=each.title,
            text=each.summary,
            by=_named(each.decider, readable),
            at=each.opened_at,
            changed_at=each.opened_at,
        )
        for each in found
    ]


def _decisions() -> list[Item]:
    readable = readership(EVERYONE)
    return [
        Item(
            path=each.get_absolute_url(),
            title=f"{each.point.title} ({each.get_outcome_display()})",
            text=each.reason,
            by=_named(each.point.item.body, readable),
            at=each.at,
            changed_at=each.at,
        )
        for each in decisions_asked(EVERYONE)[:LONGEST]
    ]


def _commitments() -> list[Item]:
    """The last changed first: a note, a proof or a new state brings one back."""
    readable = readership(EVERYONE)
    found = Commitment.objects.visible_to(EVERYONE).select_related("body", "owner").order_by("-changed_at", "-id")
    return [_commitment(each, _named(each.body, readable)) for each in found[:LONGEST]]


def _commitment(each: Commitment, by: str) -> Item:
    facts = {"reference": each.reference, "status": STATUSES[each.status], "owner": each.owner_name}
    sentence = (
        _("%(reference)s, entrusted to %(owner)s: %(status)s.") if each.owner_name else _("%(reference)s: %(status)s.")
    )
    return Item(
        path=each.get_absolute_url(),
        title=f"{each.title} ({facts['status']})",
        text=sentence % facts,
        by=by,
        at=each.opened_at,
        changed_at=each.changed_at,
    )


FEEDS = {
    "processes": Feed(gettext_lazy("Processes"), "processes:processes", _processes),
    "decisions": Feed(gettext_lazy("Decisions"), "governance:decisions", _decisions),
    "commitments": Feed(gettext_lazy("Commitments"), "governance:commitments", _commitments),
}
