"""A meeting while it sits: where it is on its agenda, and who takes part. All is added, nothing is changed."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from palabre.commons.trail.record import record
from palabre.core.verdict import Refused, no, require
from palabre.governance import verbs
from palabre.governance.models import AgendaItem, Headcount, Meeting, Passage, Presence
from palabre.governance.queries.presence import SeatLine, Sheet, sheet_of
from palabre.governance.ruled import rule_at
from palabre.governance.sitting_policies import may_keep_sitting
from palabre.people.models import Member

How = Presence.How


class MovedMeanwhile(Exception):
    """Somebody else has passed to an item since this page was opened; ``passage`` is theirs. Nothing was done."""

    def __init__(self, passage: Passage) -> None:
        super().__init__("moved meanwhile")
        self.passage = passage


@dataclass(frozen=True, slots=True)
class Heads:
    """What was counted of one college; ``college`` is its id."""

    college: int
    entitled: int
    in_room: int
    by_video: int
    represented: int


@transaction.atomic
def pass_to(meeting: Meeting, *, by: Member, item: AgendaItem | None, seen: int) -> Passage:
    """Pass to ``item`` of the agenda; without one, end the sitting. Passing where it already is changes nothing.

    The item is named, never "the next one": of two secretaries who press together the second finds it done, and
    nothing is skipped. Nobody is told. The trail notes that the sitting began and that it ended; the passages
    between stand in their own rows.

    Args:
        seen: the id of the passage that ``by`` saw as the newest; 0 if there was none.
    Raises:
        MovedMeanwhile: the meeting has moved elsewhere since.
        Refused: not the chair or the secretary, or the meeting does not sit. ValueError: no such item there.
    """
    meeting = _locked(meeting)
    require(may_keep_sitting(by, meeting))
    if item and item.meeting_id != meeting.pk:
        raise ValueError(f"item {item.pk} is not on this agenda")
    newest = meeting.passages.last()
    if newest and newest.item_id == (item.pk if item else None):
        return newest
    if newest and seen != newest.pk:
        raise MovedMeanwhile(newest)
    passage = meeting.passages.create(item=item, by=by)
    facts: dict[str, Any] = {"body": meeting.body_id, "body_name": meeting.body.name}
    if newest is None:
        record(verbs.SITTING_BEGUN, meeting, by=by, **facts)
    if item is None:
        record(verbs.SITTING_ENDED, meeting, by=by, **facts)
    return passage


@transaction.atomic
def note_presence(
    meeting: Meeting, *, by: Member, members: Iterable[int], how: str, represented_by: int | None = None
) -> list[Presence]:
    """Write on the attendance sheet how these members take part from now on; what it says already is not written.

    Only who sits on the body that day stands on its sheet. Nobody is told. The trail notes who began the sheet.
    Raises ``Refused`` when ``by`` may not, or the sitting is over; ``ValidationError`` (by field) when it cannot be so:
    leaving without having come, a proxy who is not there or carries too many, somebody without a vote represented.
    """
    meeting = _locked(meeting)
    require(may_keep_sitting(by, meeting))
    _require_open(meeting)
    sheet = sheet_of(meeting)
    seats = {seat.member: seat for seat in sheet.seats}
    chosen = [seats[member] for member in dict.fromkeys(members) if member in seats]
    if not chosen:
        raise ValidationError({"member": _("Please choose somebody who sits on this body.")})
    _require_possible(chosen, seats, how, represented_by)
    proxy = represented_by if how == How.REPRESENTED else None
    _require_few_proxies(meeting, chosen, sheet, proxy)
    if not meeting.presences.exists():
        _record_the_sheet(meeting, by)
    return [
        meeting.presences.create(member_id=seat.member, how=how, represented_by_id=proxy, by=by)
        for seat in chosen
        if not (seat.line and (seat.line.how, seat.line.represented_by_id) == (how, proxy))
    ]


@transaction.atomic
def note_headcounts(meeting: Meeting, *, by: Member, heads: Iterable[Heads]) -> list[Headcount]:
    """Write how many of each college take part from now on; what did not change since is not written.

    For assemblies, where nobody has a seat. Raises ``Refused`` when ``by`` may not, the sitting is over, or the body
    has seats; ``ValidationError`` when more take part than may vote. Nobody is told; the trail notes who began.
    """
    meeting = _locked(meeting)
    require(may_keep_sitting(by, meeting))
    _require_open(meeting)
    sheet = sheet_of(meeting)
    if sheet.by_seat:
        raise Refused(no(_("This body has seats: its sheet is ticked, not counted.")))
    colleges = {each.college.pk: each for each in sheet.colleges}
    changed = [said for said in heads if said.college in colleges and _says_more(said, colleges[said.college].line)]
    for said in changed:
        if said.in_room + said.by_video + said.represented > said.entitled:
            name = colleges[said.college].college.name
            raise ValidationError(_("“%(college)s”: more take part than may vote.") % {"college": name})
    if changed and not meeting.headcounts.exists():
        _record_the_sheet(meeting, by)
    return [
        meeting.headcounts.create(
            college_id=said.college, entitled=said.entitled, in_room=said.in_room, by_video=said.by_video,
            represented=said.represented, by=by,
        )
        for said in changed
    ]  # fmt: skip


def _locked(meeting: Meeting) -> Meeting:
    """The meeting's lock puts two secretaries one after the other."""
    return (
        Meeting.objects.select_for_update(of=("self",), no_key=True)
        .select_related("body", "audience", "rulebook")
        .get(pk=meeting.pk)
    )


def _require_open(meeting: Meeting) -> None:
    if is_over(meeting):
        raise Refused(no(_("The sitting has ended. Pass to an item again if it goes on.")))


def is_over(meeting: Meeting) -> bool:
    """Whether its end was noted, and nothing since."""
    newest = meeting.passages.last()
    return newest is not None and newest.item_id is None


def _require_possible(chosen: list[SeatLine], seats: dict[int, SeatLine], how: str, represented_by: int | None) -> None:
    if how not in How.values:
        raise ValidationError({"how": _("Please say how they take part.")})
    if how == How.LEFT and not all(seat.is_here for seat in chosen):
        raise ValidationError({"how": _("Only who is there can leave.")})
    if how != How.REPRESENTED:
        return
    proxy = seats.get(represented_by or 0)
    if proxy is None or not (proxy.is_here and proxy.votes):
        raise ValidationError({"represented_by": _("A proxy sits on this body, has a vote and is there.")})
    if not all(seat.votes for seat in chosen):
        raise ValidationError({"how": _("Only who has a vote can be represented.")})
    if proxy in chosen:
        raise ValidationError({"represented_by": _("Nobody represents themselves.")})


def _require_few_proxies(meeting: Meeting, chosen: list[SeatLine], sheet: Sheet, proxy: int | None) -> None:
    """The rules the meeting runs under may say how many one person represents at most."""
    most = rule_at(meeting, "proxies_most") if proxy else None
    carried = {seat.member for seat in sheet.seats if seat.line and seat.line.represented_by_id == proxy}
    if most is not None and len(carried | {seat.member for seat in chosen}) > most:
        sentence = ngettext(
            "By the rules one person represents at most %(most)s other.",
            "By the rules one person represents at most %(most)s others.",
            most,
        )
        raise ValidationError({"represented_by": sentence % {"most": most}})


def _says_more(said: Heads, line: Headcount | None) -> bool:
    if line is None:
        return True
    was = Heads(line.college_id, line.entitled, line.in_room, line.by_video, line.represented)
    return was != said


def _record_the_sheet(meeting: Meeting, by: Member) -> None:
    record(verbs.SHEET_BEGUN, meeting, by=by, body=meeting.body_id, body_name=meeting.body.name)


def sheet_under_lock(meeting: Meeting) -> tuple[Meeting, Sheet]:
    """For a count: nobody comes or leaves while it is written down."""
    meeting = _locked(meeting)
    return meeting, sheet_of(meeting)
