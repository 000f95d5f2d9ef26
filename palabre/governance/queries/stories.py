"""The story of one commitment, from the decision to the proof, as knots on the house's thread."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from palabre.core import clock
from palabre.core.components.dates import day_of
from palabre.governance.models import AgendaItem, Commitment, Decision, Meeting, ProgressNote, Proof


@dataclass(frozen=True, slots=True)
class Knot:
    """One step. ``state`` is past, now or future; ``status`` or ``outcome`` is a mark's key, or empty."""

    state: str
    at: date | datetime
    title: str
    text: str = ""
    by: str = ""
    href: str = ""
    status: str = ""
    outcome: str = ""
    proof: bool = False


@dataclass(frozen=True, slots=True)
class Story:
    """``knots`` from the oldest to what is still to come; ``decisions`` all that concern it, the first first."""

    commitment: Commitment
    decisions: list[Decision]
    proofs: list[Proof]
    knots: list[Knot]

    @property
    def note_count(self) -> int:
        return sum(bool(knot.status) for knot in self.knots)

    @property
    def newest_decision(self) -> Decision:
        return self.decisions[-1]


def story(commitment: Commitment, viewer: Any) -> Story:
    """Six queries, however long the story."""
    again = Decision.objects.filter(point__item__commitment=commitment).select_related(
        "point", "meeting", "by", "handed_down"
    )
    decided = [commitment.decision, *again.order_by("at", "id")]
    proofs = list(commitment.proofs.select_related("file", "by"))
    past = [
        *map(_decided, decided),
        *map(_noted, commitment.notes.select_related("by", "telling")),
        *map(_proved, proofs),
    ]
    past.sort(key=lambda knot: knot.at if isinstance(knot.at, datetime) else clock.start_of(knot.at))
    return Story(commitment, decided, proofs, [*past, *_ahead(commitment, viewer)])


def _decided(decision: Decision) -> Knot:
    handed_down = getattr(decision, "handed_down", None)
    source = handed_down and _("The body decided: handed down from %(source)s") % {"source": handed_down.source}
    return Knot(
        state="past",
        at=handed_down.on if handed_down else decision.at,
        title=source or _("The body decided"),
        text="" if handed_down and handed_down.source == decision.reason else decision.reason,
        href=decision.get_absolute_url(),
        outcome=decision.outcome,
    )


def _noted(note: ProgressNote) -> Knot:
    title = _("As told by the file, not checked here") if hasattr(note, "telling") else _("Noted")
    return Knot(state="past", at=note.at, title=title, text=note.text, by=note.by.name, status=note.status)


def _proved(proof: Proof) -> Knot:
    href = reverse("files:file", args=[proof.file_id]) if proof.file_id else proof.url
    return Knot(state="past", at=proof.at, title=proof.title, by=proof.by.name, href=href, proof=True)


def _ahead(commitment: Commitment, viewer: Any) -> list[Knot]:
    """What comes next: the item before the body, the check, the due date. Nothing once done or rejected."""
    if commitment.next_check_on is None:
        return []
    item = (
        AgendaItem.objects.visible_to(viewer)
        .filter(commitment=commitment, closed_at=None, meeting__in=Meeting.objects.visible_to(viewer))
        .select_related("meeting")
        .first()
    )
    late = commitment.is_overdue
    check = Knot(
        "now" if late else "future", commitment.next_check_on, _("Check date passed") if late else _("Next check")
    )
    ahead = [check]
    if item and item.meeting:
        ahead.append(
            Knot("future", item.meeting.starts_at, _("Comes back before the body"), href=item.get_absolute_url())
        )
    if commitment.due_on:
        passed = commitment.due_on < clock.today()
        ahead.append(Knot("past" if passed else "future", commitment.due_on, _("Was due") if passed else _("Due")))
    return sorted(ahead, key=lambda knot: day_of(knot.at))
