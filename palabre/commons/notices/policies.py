"""Who may write to many in the cooperative's name."""

from typing import Any

from django.utils.translation import gettext as _

from palabre.commons.notices.broadcasts.circles import name_of, offered_to
from palabre.commons.notices.models import Broadcast
from palabre.core.verdict import YES, Verdict, no
from palabre.people.models import Duty
from palabre.people.policies import holds_duty

MOST_DRAFTS = 20  # waiting at once, for one person


def may_broadcast(viewer: Any) -> Verdict:
    """Whoever keeps the secretariat somewhere. To whom: ``may_write_to`` says."""
    if offered_to(viewer):
        return YES
    return no(_("The secretariat writes to members in the cooperative’s name."))


def may_write_to(viewer: Any, circle: str, circle_id: int | None) -> Verdict:
    if name_of(viewer, circle, circle_id):
        return YES
    return no(_("You do not keep the secretariat there: someone else writes to these members."))


def may_begin(viewer: Any, circle: str, circle_id: int | None) -> Verdict:
    if not (may := may_write_to(viewer, circle, circle_id)):
        return may
    if Broadcast.objects.drafts().filter(written_by=viewer).count() >= MOST_DRAFTS:
        return no(_("You have twenty drafts. Send one, or throw one away, then begin another."))
    return YES


def may_change(viewer: Any, broadcast: Broadcast) -> Verdict:
    """A draft, by whoever keeps the secretariat there: they share the work."""
    if not (may := may_write_to(viewer, broadcast.circle, broadcast.circle_id)):
        return may
    if broadcast.discarded_at:
        return no(_("This draft was thrown away."))
    if broadcast.sent_at:
        return no(_("This message was sent. What was sent stays as it is; write another one to correct it."))
    return YES


def may_send(viewer: Any, broadcast: Broadcast, seen: str) -> Verdict:
    """``seen`` is the state of the draft that the page showed: nobody sends words they have not read."""
    if not (may := may_change(viewer, broadcast)):
        return may
    if seen != broadcast.changed_at.isoformat():
        return no(_("Someone changed this message meanwhile. Read it again, then send it."))
    return YES


def may_see_addresses(viewer: Any) -> Verdict:
    """Whose mail comes back: for whoever keeps the secretariat of the whole. Never an address."""
    if holds_duty(viewer, Duty.Kind.SECRETARIAT):
        return YES
    return no(_("The secretariat sees to whom no mail goes any more."))
