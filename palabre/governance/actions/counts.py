"""The votes on a point, counted."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from palabre.commons.trail.record import record
from palabre.core.lines import on_one_line
from palabre.core.verdict import Refused, no, require
from palabre.governance import verbs
from palabre.governance.actions.sittings import is_over, sheet_under_lock
from palabre.governance.models import AgendaPoint, Count, Meeting
from palabre.governance.queries.presence import quorum_of
from palabre.governance.sitting_policies import may_count
from palabre.people.models import Member

LONGEST_BECAUSE = 300


@dataclass(frozen=True, slots=True)
class Tally:
    """What was counted, each a number of voices."""

    in_favour: int = 0
    against: int = 0
    abstaining: int = 0
    not_taking_part: int = 0

    @property
    def all(self) -> int:
        return self.in_favour + self.against + self.abstaining + self.not_taking_part


@transaction.atomic
def count_votes(
    point: AgendaPoint, *, by: Member, tally: Tally, way: str = Count.Way.OPEN, because: str = "", anew: bool = False
) -> Count:
    """Write down the votes on ``point``, with who takes part at this moment and the quorum the rules ask for.

    Counted again, the new count is the one that holds and says why: it corrects a slip in the one before, measured
    by who took part then; ``anew``, it is another vote, measured by who takes part now. The same figures sent twice
    are one count. It decides nothing: whoever may records the decision.
    Raises ``Refused`` when ``by`` may not, or the sitting is over; ``ValidationError`` (by field) when more voted
    than take part, nobody voted, or a second count does not say why.
    """
    if point.item.meeting is None:
        raise Refused(may_count(by, point))
    meeting, sheet = sheet_under_lock(point.item.meeting)
    point = AgendaPoint.objects.select_related("item__body", "item__meeting__body", "item__audience").get(pk=point.pk)
    before = Count.objects.filter(point=point, meeting=meeting).last()
    if before and not anew and _same(before, tally, way):
        require(may_count(by, point, corrects=before))
        return before
    corrects = None if anew else before
    require(may_count(by, point, corrects=corrects))
    if corrects is None and is_over(meeting):
        raise Refused(no(_("The sitting has ended. Pass to an item again if it goes on.")))
    if before and not on_one_line(because):
        raise ValidationError({"because": _("Please say why it is counted again.")})
    now = quorum_of(meeting, sheet)
    voices, entitled, needed = (
        (corrects.voices, corrects.entitled, corrects.needed) if corrects else (now.voices, now.entitled, now.needed)
    )
    _require_plausible(tally, voices)
    count = Count.objects.create(
        point=point, meeting=meeting, in_favour=tally.in_favour, against=tally.against, abstaining=tally.abstaining,
        not_taking_part=tally.not_taking_part, way=way, voices=voices, entitled=entitled, needed=needed,
        corrects=corrects, because=on_one_line(because)[:LONGEST_BECAUSE] if before else "", by=by,
    )  # fmt: skip
    _record(count, meeting, point, by)
    return count


def _same(before: Count, tally: Tally, way: str) -> bool:
    was = Tally(before.in_favour, before.against, before.abstaining, before.not_taking_part)
    return (was, before.way) == (tally, way)


def _require_plausible(tally: Tally, voices: int) -> None:
    if min(tally.in_favour, tally.against, tally.abstaining, tally.not_taking_part) < 0 or not tally.all:
        raise ValidationError({"in_favour": _("Please count at least one voice, and none below nought.")})
    if not voices:
        raise ValidationError(
            {"in_favour": _("Nobody is on the attendance sheet yet. Please note who is there first.")}
        )
    if tally.all > voices:
        sentence = ngettext(
            "%(all)s votes were counted and %(voices)s voice takes part at this moment. Please count again, or "
            "complete the attendance sheet.",
            "%(all)s votes were counted and %(voices)s voices take part at this moment. Please count again, or "
            "complete the attendance sheet.",
            voices,
        )
        raise ValidationError({"in_favour": sentence % {"all": tally.all, "voices": voices}})


def _record(count: Count, meeting: Meeting, point: AgendaPoint, by: Member) -> None:
    verb = verbs.VOTES_CORRECTED if count.corrects_id else verbs.VOTES_COUNTED
    facts: dict[str, Any] = {
        "body": meeting.body_id,
        "body_name": meeting.body.name,
        "item": point.item_id,
        "count": count.pk,
    }
    record(verb, point, by=by, audience=point.item.audience, **facts)
