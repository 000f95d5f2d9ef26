"""Minutes approved at a later meeting, and what is corrected beside them."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from palabre.commons.trail.record import record
from palabre.core.verdict import Refused, no, require
from palabre.governance import policies, verbs
from palabre.governance.actions.minutes import differs, in_order
from palabre.governance.models import Approval, Correction, Meeting, Minutes
from palabre.governance.terms import LONGEST
from palabre.people.models import Member


@transaction.atomic
def approve_minutes(minutes: Minutes, *, by: Member, at: Meeting) -> Approval:
    """Record that the body approved ``minutes`` at its meeting ``at``. From then on they never change.

    What was presented last is what holds: its words, who was there and what is held back are kept by the database
    itself. The parts in the making go. Whoever sits on the body is told. A second click finds it done.
    Raises ``Refused`` when ``by`` may not, ``at`` is no later meeting of the same body that has begun, or something
    was written since and nobody has read it.
    """
    minutes = _locked(minutes)
    at = Meeting.objects.select_related("body").get(pk=at.pk)
    done = Approval.objects.filter(minutes=minutes, meeting=at).first()
    if done and policies.holds_mandate(by, at.body, *policies.CONVENERS):
        return done
    require(policies.may_approve_minutes(by, minutes, at))
    if differs(minutes, in_order(minutes, by)):
        raise Refused(
            no(_("Something was written since these minutes were presented. Present them again, or take it out."))
        )
    assert minutes.current is not None
    approval = Approval.objects.create(minutes=minutes, presentation=minutes.current, meeting=at, by=by)
    minutes.parts.all().delete()
    record(verbs.MINUTES_APPROVED, minutes, by=by, approved_at=at.pk, **_facts(minutes))
    return approval


@transaction.atomic
def correct_minutes(minutes: Minutes, *, by: Member, text: str) -> Correction:
    """Add what turned out to be wrong beside approved minutes, with today's date. The minutes stay as they are.

    The same words sent twice are kept once. Raises ``Refused`` when ``by`` may not, ``ValidationError`` (by field)
    without words.
    """
    minutes = _locked(minutes)
    require(policies.may_correct_minutes(by, minutes))
    said = text.strip()
    if not said or len(said) > LONGEST:
        raise ValidationError({"text": _("Please say in %(limit)s characters what is corrected.") % {"limit": LONGEST}})
    newest = minutes.corrections.order_by("-id").first()
    if newest and (newest.text, newest.by_id) == (said, by.pk):
        return newest
    correction = minutes.corrections.create(text=said, by=by)
    record(verbs.MINUTES_CORRECTED, minutes, by=by, correction=correction.pk, **_facts(minutes))
    return correction


def _locked(minutes: Minutes) -> Minutes:
    """Under the meeting's lock first, as whoever writes takes it."""
    Meeting.objects.select_for_update(of=("self",), no_key=True).get(pk=minutes.meeting_id)
    found = Minutes.objects.select_for_update(of=("self",), no_key=True)
    return found.select_related("meeting__body", "current__revision", "audience").get(pk=minutes.pk)


def _facts(minutes: Minutes) -> dict:
    body = minutes.meeting.body
    return {"body": body.pk, "body_name": body.name, "meeting": minutes.meeting_id}
