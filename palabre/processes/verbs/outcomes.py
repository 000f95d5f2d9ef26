"""Who is told of what a body did with what was asked: whoever spoke of it. Governance cannot know them; we add them."""

from palabre.commons.trail.models import Entry
from palabre.commons.trail.verbs import Told, tell_also
from palabre.governance import verbs
from palabre.governance.models import AgendaItem, AgendaPoint
from palabre.processes.models import Measure
from palabre.processes.verbs.voices import concerned_by, referrals


def told_of_the_decision(entry: Entry) -> Told:
    """Whose words led to the point, who supported them, who follows the measure, the recommendation or the whole."""
    yield from _told_of_the_commitment(entry, whole=True)


def told_of_what_became(entry: Entry) -> Told:
    """The same people, at every note and proof and when it comes back overdue; not who follows the whole only."""
    yield from _told_of_the_commitment(entry, whole=False)


def told_of_the_meeting(entry: Entry) -> Told:
    """Those whom anything asked there concerns, when the secretary chooses the meeting of an agenda item."""
    for referral in referrals().filter(item=entry.subject_id):
        yield from concerned_by(referral, whole=True)
    came_back = AgendaItem.objects.filter(pk=entry.subject_id, commitment__isnull=False)
    for point in AgendaPoint.objects.filter(decision__commitment__items__in=came_back):
        yield from _told_of_the_point(point.pk, whole=False)


def _told_of_the_commitment(entry: Entry, *, whole: bool) -> Told:
    """By way of the point first decided: what was deferred and came back has others, and the same voices."""
    commitment = entry.details.facts.get("commitment")
    for point in AgendaPoint.objects.filter(decision__commitment=commitment):
        yield from _told_of_the_point(point.pk, whole=whole)


def _told_of_the_point(point: int, *, whole: bool) -> Told:
    for referral in referrals().filter(item__points=point):
        yield from concerned_by(referral, Measure.objects.filter(point=point).first(), whole=whole)


def add() -> None:
    followed_up = [*verbs.PROGRESS_NOTED.values(), verbs.PROOF_ADDED, verbs.OVERDUE_RETURNED, verbs.OVERDUE_SCHEDULED]
    tell_also(verbs.POINT_DECIDED.values(), told_of_the_decision)
    tell_also(followed_up, told_of_what_became)
    tell_also([verbs.ITEM_SCHEDULED], told_of_the_meeting)
