"""Who puts papers before a meeting, takes them away, and has them."""

from typing import Any

from django.utils.translation import gettext as _

from palabre.core.verdict import YES, Verdict, no
from palabre.governance.models import Meeting, Paper
from palabre.governance.policies import CONVENERS, holds_mandate, may_read_held_back
from palabre.governance.sitting_policies import is_sitting


def may_add_papers(viewer: Any, meeting: Meeting) -> Verdict:
    """Put papers before ``meeting``, or a new version of one: until its sitting is over."""
    if not (verdict := _convenes(viewer, meeting)):
        return verdict
    if meeting.has_begun and not is_sitting(meeting):
        return no(_("This meeting is over: nothing is put before it any more."))
    return YES


def may_replace_paper(viewer: Any, paper: Paper) -> Verdict:
    if not (verdict := may_add_papers(viewer, paper.meeting)):
        return verdict
    return _still_there(paper)


def may_withdraw_paper(viewer: Any, paper: Paper) -> Verdict:
    """Take a paper away, at any time: what should not have been put there is not left because the meeting is over."""
    if not (verdict := _convenes(viewer, paper.meeting)):
        return verdict
    return _still_there(paper)


def may_have_paper(viewer: Any, paper: Paper) -> Verdict:
    """Have the versions of a paper one reads of."""
    if paper.is_withdrawn:
        return no(_("This paper was withdrawn: its title stays, and nobody has it any more."))
    if paper.is_open(sits=paper.is_held() and may_read_held_back(viewer, paper.meeting.body)):
        return YES
    return no(_("This paper is held back: only who sits on the body has it until then."))


def _still_there(paper: Paper) -> Verdict:
    if paper.is_withdrawn:
        return no(_("This paper is withdrawn already. You may put another there."))
    return YES


def _convenes(viewer: Any, meeting: Meeting) -> Verdict:
    if not holds_mandate(viewer, meeting.body, *CONVENERS):
        return no(
            _("Only the chair or the secretary of “%(body)s” puts papers before its meetings.") % {"body": meeting.body}
        )
    return YES
