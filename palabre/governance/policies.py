"""Who may do what in a body. Everything rests on a mandate open today; running the machine gives nothing."""

from typing import Any

from django.utils.translation import gettext as _

from palabre.core import clock
from palabre.core.verdict import YES, Verdict, no
from palabre.governance.models import AgendaItem, AgendaPoint, Body, Commitment, Mandate, Meeting

CONVENERS = (Mandate.Role.CHAIR, Mandate.Role.SECRETARY)
DECIDERS = (Mandate.Role.CHAIR, Mandate.Role.DIRECTOR)


def holds_mandate(viewer: Any, body: Body, *roles: Mandate.Role) -> bool:
    """Whether ``viewer`` holds one of these roles (any, if none is named) in ``body`` today."""
    if not (viewer.is_authenticated and viewer.is_active):
        return False
    mandates = viewer.mandates.on(clock.today()).filter(body=body)
    return bool(mandates.filter(role__in=roles).exists() if roles else mandates.exists())


def may_call_meeting(viewer: Any, body: Body) -> Verdict:
    if not holds_mandate(viewer, body, *CONVENERS):
        return no(_("Only the chair or the secretary of “%(body)s” calls its meetings.") % {"body": body})
    return YES


def may_schedule(viewer: Any, item: AgendaItem, meeting: Meeting | None = None) -> Verdict:
    """Put ``item`` on an agenda; with ``meeting``, on that one."""
    if item.closed_at:
        return no(_("This item has been answered; it stays where it was decided."))
    if item.source == AgendaItem.Source.RECOMMENDATION and item.points.filter(decision__isnull=False).exists():
        return no(_("The body has begun to decide on this item; it stays on its meeting."))
    if meeting and meeting.body_id != item.body_id:
        return no(_("This meeting is of another body."))
    if meeting and meeting.has_begun:
        return no(_("This meeting has already begun. Please choose one that is still to come."))
    if not holds_mandate(viewer, item.body, *CONVENERS):
        return no(_("Only the chair or the secretary of “%(body)s” sets its agendas.") % {"body": item.body})
    return YES


def may_decide(viewer: Any, point: AgendaPoint) -> Verdict:
    """Record the body's decision on one point."""
    if hasattr(point, "decision"):
        return no(
            _("This point has already been decided. A decision is never changed; a new one needs a new referral.")
        )
    return may_decide_on(viewer, point.item)


def may_decide_on(viewer: Any, item: AgendaItem) -> Verdict:
    """Record decisions on the points of ``item`` that have none yet."""
    if not holds_mandate(viewer, item.body, *DECIDERS):
        return no(_("Only the chair or a director of “%(body)s” records its decisions.") % {"body": item.body})
    if item.closed_at:
        return no(_("This item is closed: nothing of it is left to decide."))
    if item.meeting is None:
        return no(_("This item stands on no agenda yet. The secretary chooses the meeting first."))
    if not item.meeting.has_begun:
        return no(_("The meeting has not begun. Decisions are recorded once it sits."))
    return YES


def may_note(viewer: Any, commitment: Commitment) -> Verdict:
    """Say how a commitment goes, or prove that it was kept."""
    if commitment.status == Commitment.Status.REJECTED:
        return no(_("This was refused. Only a new decision of the body can change that."))
    if not (viewer.is_authenticated and viewer.is_active):
        return no(_("Whoever it was entrusted to, or who sits on the body, notes the progress."))
    if viewer.pk == commitment.owner_id or holds_mandate(viewer, commitment.body):
        return YES
    return no(
        _("Only whoever it was entrusted to, or who sits on “%(body)s”, notes the progress.")
        % {"body": commitment.body}
    )


def may_become(commitment: Commitment, status: str, *, proven: bool) -> Verdict:
    """Whether a progress note may say ``status``; ``proven`` when a proof exists or comes with the note."""
    kinds = Commitment.Status
    if commitment.status == kinds.REJECTED:
        return no(_("This was refused. Only a new decision of the body can change that."))
    if status == kinds.REJECTED:
        return no(_("Only a decision of the body rejects a measure; a note cannot."))
    if was_deferred(commitment) and status != kinds.POSTPONED:
        return no(
            _(
                "The body deferred this measure and has promised nothing yet. A note may set another check; "
                "the rest needs a decision."
            )
        )
    if status == kinds.DONE and not proven:
        return no(_("“Done” needs a proof: please add a file or a link that shows it."))
    return YES


def was_deferred(commitment: Commitment) -> bool:
    """Postponed by a decision and never promised: the database lets only those have no owner."""
    return commitment.status == Commitment.Status.POSTPONED and not commitment.owner_id and not commitment.owner_service
