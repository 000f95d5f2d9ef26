"""Who may do what in a body. Everything rests on a mandate open today; running the machine gives nothing."""

from datetime import timedelta
from typing import Any

from django.utils.translation import gettext as _

from palabre.core import clock
from palabre.core.verdict import YES, Verdict, no
from palabre.governance.models import AgendaItem, AgendaPoint, Body, Commitment, Decision, Mandate, Meeting, Minutes
from palabre.people.models import Duty
from palabre.people.policies import holds_duty

CONVENERS = (Mandate.Role.CHAIR, Mandate.Role.SECRETARY)
DECIDERS = (Mandate.Role.CHAIR, Mandate.Role.DIRECTOR)


def holds_mandate(viewer: Any, body: Body, *roles: Mandate.Role) -> bool:
    """Whether ``viewer`` holds one of these roles (any, if none is named) in ``body`` today."""
    if not (viewer.is_authenticated and viewer.is_active):
        return False
    mandates = viewer.mandates.on(clock.today()).filter(body=body)
    return bool(mandates.filter(role__in=roles).exists() if roles else mandates.exists())


def may_set_powers(viewer: Any) -> Verdict:
    """Write down what bodies may do. It gives no power: the statutes do."""
    if holds_duty(viewer, Duty.Kind.SECRETARIAT):
        return YES
    return no(_("The secretariat writes down what bodies may do, after the statutes."))


def may_set_composition(viewer: Any) -> Verdict:
    """Write down how bodies are made up: their limits, the seats of colleges, what does not go together."""
    if holds_duty(viewer, Duty.Kind.SECRETARIAT):
        return YES
    return no(_("The secretariat writes down how bodies are made up, after the statutes."))


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
    if item.source == AgendaItem.Source.MEMBER:
        return no(_("A member’s point stays on the agenda it was answered with; undecided, it moves on by itself."))
    if item.meeting and item.meeting.has_begun and _is_kept(item.meeting):
        return no(_("Its meeting is sitting: what stands on that agenda stays until it is over."))
    if meeting and meeting.body_id != item.body_id:
        return no(_("This meeting is of another body."))
    if meeting and meeting.has_begun:
        return no(_("This meeting has already begun. Please choose one that is still to come."))
    if not holds_mandate(viewer, item.body, *CONVENERS):
        return no(_("Only the chair or the secretary of “%(body)s” sets its agendas.") % {"body": item.body})
    return YES


def _is_kept(meeting: Meeting) -> bool:
    """Whether its sitting is kept, and not over: from its day to the end of the next one (``agenda.is_left_over``)."""
    over = clock.end_of(clock.day_of(meeting.starts_at) + timedelta(days=1))
    newest = meeting.passages.last() if clock.now() < over else None
    return newest is not None and newest.item_id is not None


def may_set_agenda(viewer: Any, meeting: Meeting) -> Verdict:
    """Put the agenda of ``meeting`` in order, and complete it."""
    if not holds_mandate(viewer, meeting.body, *CONVENERS):
        return no(_("Only the chair or the secretary of “%(body)s” sets its agendas.") % {"body": meeting.body})
    if meeting.has_begun:
        return no(_("This meeting has begun: its agenda stays as it is."))
    return YES


def may_keep_templates(viewer: Any, body: Body) -> Verdict:
    """Keep agendas to begin others with."""
    if not holds_mandate(viewer, body, *CONVENERS):
        return no(_("Only the chair or the secretary of “%(body)s” sets its agendas.") % {"body": body})
    return YES


def may_begin_agenda(viewer: Any, meeting: Meeting) -> Verdict:
    """Begin the agenda of ``meeting`` with a template or as last time, while nothing of the body's own was written."""
    if not (verdict := may_set_agenda(viewer, meeting)):
        return verdict
    if meeting.items.filter(source=AgendaItem.Source.OWN).exists() or meeting.published_agendas.exists():
        return no(_("This agenda has begun: please complete it line by line."))
    return YES


def may_publish_agenda(viewer: Any, meeting: Meeting, *, changed: bool = True) -> Verdict:
    """Publish the agenda of ``meeting`` as it stands; ``changed``: it has something that was not published yet."""
    if not (verdict := may_set_agenda(viewer, meeting)):
        return verdict
    if not changed:
        return no(_("There is nothing to publish: the agenda is empty, or published as it stands."))
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


def may_add_opinion(viewer: Any, decision: Decision) -> Verdict:
    """Write down a minority opinion beside a decision, until the minutes of its meeting are approved."""
    body = decision.point.item.body
    if not holds_mandate(viewer, body):
        return no(_("Only who sits on “%(body)s” writes down a minority opinion.") % {"body": body})
    if decision.meeting is None:
        return no(_("This was decided before Palabre, and is kept as it was handed down."))
    minutes = getattr(decision.meeting, "minutes", None)
    if minutes and minutes.is_approved:
        return no(_("The minutes of this meeting are approved: what was said against it stands there."))
    return YES


def may_note(viewer: Any, commitment: Commitment) -> Verdict:
    """Say how a commitment goes, or prove that it was kept."""
    if commitment.status == Commitment.Status.REJECTED:
        return no(_("This was refused. Only a new decision of the body can change that."))
    if not (viewer.is_authenticated and viewer.is_active):
        return no(_("Whoever it was entrusted to, or who sits on the body, notes the progress."))
    owns = viewer.pk == commitment.owner_id and not viewer.has_left()
    if owns or holds_mandate(viewer, commitment.body):
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


def may_write_minutes(viewer: Any, meeting: Meeting) -> Verdict:
    """Write the minutes of ``meeting``, and present them."""
    if not holds_mandate(viewer, meeting.body, *CONVENERS):
        return no(_("Only the chair or the secretary of “%(body)s” writes its minutes.") % {"body": meeting.body})
    if not meeting.has_begun:
        return no(_("The meeting has not begun. Its minutes are written once it sits."))
    if hasattr(meeting, "minutes") and meeting.minutes.is_approved:
        return no(_("These minutes are approved and never change. A correction is added beside them."))
    return YES


def may_present_minutes(viewer: Any, meeting: Meeting) -> Verdict:
    """Present what is written so far to the meeting's readers."""
    if not (verdict := may_write_minutes(viewer, meeting)):
        return verdict
    minutes = getattr(meeting, "minutes", None)
    if minutes is None or not minutes.parts.exclude(text="").exists():
        return no(_("Nothing is written yet: there is nothing to present."))
    return YES


def may_approve_minutes(viewer: Any, minutes: Minutes, at: Meeting | None = None) -> Verdict:
    """Record that the body approved ``minutes``; with ``at``, at that meeting."""
    body = minutes.meeting.body
    if not holds_mandate(viewer, body, *CONVENERS):
        return no(_("Only the chair or the secretary of “%(body)s” records that it approved minutes.") % {"body": body})
    if minutes.is_approved:
        return no(_("These minutes are approved already."))
    if minutes.current is None:
        return no(_("These minutes were not presented yet. Whoever approves them must have read them."))
    if at and (at.body_id != body.pk or at.starts_at <= minutes.meeting.starts_at):
        return no(_("Minutes are approved at a later meeting of the same body."))
    if at and not at.has_begun:
        return no(_("This meeting has not begun: it has approved nothing yet."))
    return YES


def may_correct_minutes(viewer: Any, minutes: Minutes) -> Verdict:
    """Add a correction beside approved minutes."""
    body = minutes.meeting.body
    if not holds_mandate(viewer, body, *CONVENERS):
        return no(_("Only the chair or the secretary of “%(body)s” corrects its minutes.") % {"body": body})
    if not minutes.is_approved:
        return no(_("These minutes are not approved yet: they are still written, and presented again."))
    return YES


def may_read_held_back(viewer: Any, body: Body) -> bool:
    """Read what is held back before its day: who sits on the body today, whatever the seat."""
    return holds_mandate(viewer, body)
