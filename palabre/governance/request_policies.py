"""Who may put a point on an agenda, support it, answer it."""

from typing import Any

from django.utils.translation import gettext as _

from palabre.core import clock
from palabre.core.components.dates import in_words
from palabre.core.verdict import YES, Verdict, no
from palabre.governance.models import AgendaRequest, Body
from palabre.governance.policies import CONVENERS, holds_mandate
from palabre.governance.request_terms import terms_of


def may_propose(viewer: Any, body: Body) -> Verdict:
    """Propose a point to ``body``: any member who may read it, up to the number the rules set."""
    if not (member := _member(viewer, body)):
        return member
    most = terms_of(body).most_each
    if most is not None and AgendaRequest.objects.open().filter(author=viewer, body=body).count() >= most:
        return no(
            _("The rules allow each member %(most)s open points before “%(body)s”. Once one is answered, go on.")
            % {"most": most, "body": body}
        )
    return YES


def may_support(viewer: Any, asked: AgendaRequest) -> Verdict:
    if not asked.is_open:
        return no(_("This point has its answer: it no longer gathers support."))
    if asked.is_over:
        day = in_words(asked.closes_on) if asked.closes_on else ""
        return no(_("It gathered support until %(day)s, included. That day has passed.") % {"day": day})
    if not (member := _member(viewer, asked.body)):
        return member
    if viewer.pk == asked.author_id:
        return no(_("These are your own words: you already count among those who support them."))
    return YES


def may_withdraw(viewer: Any, asked: AgendaRequest) -> Verdict:
    """Take one's own point back, before it is answered."""
    if not _is_author(viewer, asked):
        return no(_("Only its author withdraws a point."))
    if not asked.is_open:
        return no(_("This point has its answer; it can no longer be withdrawn."))
    if asked.merged.filter(state=AgendaRequest.State.MERGED).exists():
        return no(_("Others have joined their point to this one; it can no longer be withdrawn."))
    return YES


def may_add_to(viewer: Any, asked: AgendaRequest) -> Verdict:
    """Correct one's own point, beside its words, or say how one wishes to speak."""
    if not _is_author(viewer, asked):
        return no(_("Only its author adds to a point."))
    if asked.is_open:
        return YES
    if asked.item is None:
        return no(_("This point has its answer; nothing is added to it any more."))
    if asked.item.meeting and asked.item.meeting.has_begun:
        return no(_("The meeting has begun; nothing is added to this point any more."))
    return YES


def may_answer(viewer: Any, asked: AgendaRequest) -> Verdict:
    if not holds_mandate(viewer, asked.body, *CONVENERS):
        return no(
            _("Only the chair or the secretary of “%(body)s” answers the points put to it.") % {"body": asked.body}
        )
    if asked.state == AgendaRequest.State.GATHERING:
        return no(_("This point still gathers support. Once it has found it, an answer is owed."))
    if not asked.is_open:
        return no(_("This point has its answer already."))
    return YES


def may_answer_merger(viewer: Any, asked: AgendaRequest) -> Verdict:
    """Agree that one's own point is merged with another, or not."""
    if not _is_author(viewer, asked):
        return no(_("Only its author may agree that a point is merged with another."))
    if not (asked.is_open and asked.merge_into_id):
        return no(_("Nobody asks to merge this point any more."))
    return YES


def may_be_merged(takes_in: bool) -> Verdict:
    """Whether the other point can still take this one in."""
    return YES if takes_in else no(_("The other point can no longer take this one in. It waits for another answer."))


def _is_author(viewer: Any, asked: AgendaRequest) -> bool:
    """Whoever has left answers for it no more: it goes its way."""
    signed_in = viewer.is_authenticated and viewer.is_active
    return bool(signed_in and viewer.pk == asked.author_id and not viewer.has_left())


def _member(viewer: Any, body: Body) -> Verdict:
    """Who counts before ``body``: a member of today; before a body of one legal entity, a member of that one."""
    if not (viewer.is_authenticated and viewer.is_active):
        return no(_("Members put points on the agenda and support them. Please sign in."))
    belongs = viewer.belongings.on(clock.today())
    if not (belongs.filter(entity=body.entity_id) if body.entity_id else belongs).exists():
        return no(_("Members put points on this agenda and support them; you are not one of them today."))
    return YES
