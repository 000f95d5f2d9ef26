"""Three years of assemblies and boards of Estran, with their minutes. Ours to write; invented, and short."""

from datetime import date, datetime, timedelta
from typing import NamedTuple

from palabre.core import clock
from palabre.core.components.dates import day_of
from palabre.governance.actions.approving import approve_minutes, correct_minutes
from palabre.governance.actions.meetings import call_meeting
from palabre.governance.actions.minutes import add_part, present_minutes, save_part
from palabre.governance.models import Body, Mandate, Meeting, Minutes
from palabre.governance.written import Written
from palabre.people.models import Member
from palabre.site.demo.calendar import ago, on, weekday_from
from palabre.site.demo.told_in_minutes import ASSEMBLIES, BOARDS, Sitting

CALLED_BEFORE, PRESENTED_AFTER = 24, 12  # days
SATURDAY, THURSDAY = 5, 3


class Held(NamedTuple):
    """A meeting that was held, and its minutes as they were presented."""

    meeting: Meeting
    minutes: Minutes


def sit_and_tell(cast: dict[str, Member]) -> None:
    """Each assembly approves the minutes of the one before, each board too; the last of each is not approved yet."""
    assembly = Body.objects.get(name="Assemblée générale")
    board = Body.objects.get(name="Conseil d’administration")
    years = _last_junes(len(ASSEMBLIES))
    days = [weekday_from(date(year, 6, 8), SATURDAY) for year in years]
    _one_after_the_other(cast, assembly, zip(days, ASSEMBLIES, strict=True), hour=10)
    days = [weekday_from(ago(days_ago), THURSDAY) for days_ago in (780, 600, 420, 240, 60)]
    _one_after_the_other(cast, board, zip(days, BOARDS, strict=True), hour=14)
    first = Minutes.objects.get(meeting__body=assembly, meeting__starts_at__year=years[0])
    with on(ago(40), 11):
        correct_minutes(
            first, by=cast["farid"],
            text="Le compte des suffrages sur le rapport financier est de 231 pour, et non 213 : deux chiffres avaient "
            "été inversés. Le résultat du vote ne change pas.",
        )  # fmt: skip


def _last_junes(number: int) -> list[int]:
    """The years of the last assemblies, the oldest first; minutes take some weeks to be presented."""
    today = ago(PRESENTED_AFTER)
    newest = today.year if today > date(today.year, 6, 14) else today.year - 1
    return list(range(newest - number + 1, newest + 1))


def _one_after_the_other(cast: dict[str, Member], body: Body, sittings: zip, *, hour: int) -> None:
    before: Held | None = None
    for day, sitting in sittings:
        held = _sit(cast["farid"], body, sitting, clock.start_of(day) + timedelta(hours=hour))
        if before:
            with on(day, hour + 1):
                approve_minutes(before.minutes, by=cast["farid"], at=held.meeting)
        with on(day + timedelta(days=PRESENTED_AFTER), 17):
            present_minutes(held.meeting, by=cast["farid"])
        before = Held(held.meeting, Minutes.objects.get(meeting=held.meeting))


def _sit(by: Member, body: Body, sitting: Sitting, starts_at: datetime) -> Held:
    """Called in time, held, and written down the same evening."""
    day = day_of(starts_at)
    with on(day - timedelta(days=CALLED_BEFORE), 9):
        meeting = call_meeting(body, by=by, starts_at=starts_at, place=sitting.place)
    seats = list(Mandate.objects.on(day).filter(body=body).order_by("id").values_list("holder", flat=True))
    excused = tuple(seats[place] for place in sitting.excused if place < len(seats))  # a small demo has fewer
    present = tuple(pk for pk in seats if pk not in excused)
    with on(day, 20):
        said = Written(sitting.others, present=present, excused=excused)
        save_part(meeting, by=by, anchor="presence", written=said, saves=0)
        for told in sitting.parts:
            part = add_part(meeting, by=by, title=told.title)
            until_on = ago(-told.days_held) if told.because else None
            words = Written(told.text, told.title, held_because=told.because, held_until_on=until_on)
            save_part(meeting, by=by, anchor=part.anchor, written=words, saves=0)
        save_part(meeting, by=by, anchor="summary", written=Written(sitting.summary), saves=0)
    return Held(meeting, Minutes.objects.get(meeting=meeting))
