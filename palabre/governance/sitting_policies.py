"""Who keeps a sitting: its place on the agenda, its attendance sheet, its counts."""

from datetime import timedelta
from typing import Any

from django.utils.translation import gettext as _

from palabre.core import clock
from palabre.core.verdict import YES, Verdict, no
from palabre.governance.models import AgendaPoint, Count, Meeting
from palabre.governance.policies import CONVENERS, holds_mandate


def may_keep_sitting(viewer: Any, meeting: Meeting) -> Verdict:
    """Say where the meeting is, who takes part, and count: who writes its minutes, while it sits."""
    if not (verdict := _keeps(viewer, meeting)):
        return verdict
    if not meeting.has_begun:
        return no(_("The meeting has not begun. Its sheet opens at the hour it was called for."))
    if not is_sitting(meeting):
        return no(_("This meeting is over. What is still missing goes in its minutes."))
    return YES


def may_count(viewer: Any, point: AgendaPoint, *, corrects: Count | None = None) -> Verdict:
    """Write down the votes on ``point``: while the meeting sits; a slip is mended until the minutes are approved."""
    meeting = point.item.meeting
    if meeting is None:
        return no(_("This item stands on no agenda: nobody votes on it yet."))
    if corrects is None:
        return may_keep_sitting(viewer, meeting)
    if not (verdict := _keeps(viewer, meeting)):
        return verdict
    if hasattr(meeting, "minutes") and meeting.minutes.is_approved:
        return no(_("The minutes are approved: what was counted stands. A correction is added beside them."))
    return YES


def is_sitting(meeting: Meeting) -> bool:
    """From the hour it was called for to the end of the next day: a meeting may go on past midnight."""
    next_day = clock.day_of(meeting.starts_at) + timedelta(days=1)
    return meeting.has_begun and clock.today() <= next_day


def _keeps(viewer: Any, meeting: Meeting) -> Verdict:
    if not holds_mandate(viewer, meeting.body, *CONVENERS):
        return no(_("Only the chair or the secretary of “%(body)s” keeps its sittings.") % {"body": meeting.body})
    return YES
