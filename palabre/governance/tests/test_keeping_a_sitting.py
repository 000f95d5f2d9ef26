"""A sitting: where it is on the agenda, who takes part, the quorum at each moment, votes that are counted."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from palabre.commons.trail.models import Entry
from palabre.commons.trail.verbs import sentence_of
from palabre.core import clock
from palabre.core.verdict import Refused
from palabre.governance.actions import sittings
from palabre.governance.actions.approving import approve_minutes
from palabre.governance.actions.counts import Tally, count_votes
from palabre.governance.actions.minutes import present_minutes, save_part
from palabre.governance.actions.sittings import Heads, MovedMeanwhile, note_headcounts, note_presence, pass_to
from palabre.governance.models import AgendaItem, Attendance, Body, Count, Mandate, Meeting, Minutes, Presence
from palabre.governance.queries import presence
from palabre.governance.queries.minutes_writing import parts_to_write
from palabre.governance.queries.sitting import where_is
from palabre.governance.sitting_policies import may_count, may_keep_sitting
from palabre.governance.written import Written

ONLY = "Only the chair or the secretary of “The board” keeps its sittings."
HOURS = timedelta(hours=1)


pytestmark = pytest.mark.usefixtures("larger_board")


@pytest.fixture
def at(monkeypatch):
    """``at(2 * HOURS)``: two hours later."""
    return lambda later: monkeypatch.setattr(clock, "_offset", lambda: later)


def quorum_now(sitting, when=None):
    found = presence.quorum_of(sitting, presence.sheet_of(sitting, when))
    return found.voices, found.entitled, found.needed, found.is_reached


@pytest.mark.parametrize("who", ["awa", "bruno", "driss", "greta", "hugo", "zoe"])
def test_others_keep_no_sitting(cast, sitting, before_the_board, who):
    by = getattr(cast, who)
    assert may_keep_sitting(by, sitting).reason == ONLY
    assert may_count(by, before_the_board.points.first()).reason == ONLY
    for deed in (
        lambda: pass_to(sitting, by=by, item=before_the_board, seen=0),
        lambda: note_presence(sitting, by=by, members=[cast.awa.pk], how="room"),
        lambda: note_headcounts(sitting, by=by, heads=[]),
        lambda: count_votes(before_the_board.points.first(), by=by, tally=Tally(1)),
    ):
        with pytest.raises(Refused, match="Only the chair or the secretary"):
            deed()


def test_a_sitting_is_kept_from_its_hour_to_the_end_of_the_next_day(cast, board, sitting, days):
    assert may_keep_sitting(cast.farid, sitting)
    assert may_keep_sitting(cast.chloe, sitting)
    assert may_keep_sitting(cast.farid, board.meeting).reason.startswith("The meeting has not begun.")
    yesterday, before = (clock.start_of(days(-number)) for number in (1, 2))
    Meeting.objects.filter(pk=sitting.pk).update(starts_at=yesterday)
    assert may_keep_sitting(cast.farid, Meeting.objects.get(pk=sitting.pk))
    Meeting.objects.filter(pk=sitting.pk).update(starts_at=before)
    assert may_keep_sitting(cast.farid, Meeting.objects.get(pk=sitting.pk)).reason.startswith("This meeting is over.")


def test_two_who_press_next_together_pass_one_item_and_whoever_is_late_is_told(cast, sitting, refer):
    items = [refer(f"Item {number}", number=number) for number in (1, 2, 3)]
    AgendaItem.objects.update(meeting=sitting)
    first = pass_to(sitting, by=cast.farid, item=AgendaItem.objects.get(pk=items[0].pk), seen=0)
    second = pass_to(sitting, by=cast.farid, item=AgendaItem.objects.get(pk=items[1].pk), seen=first.pk)

    assert pass_to(sitting, by=cast.chloe, item=AgendaItem.objects.get(pk=items[1].pk), seen=first.pk) == second
    with pytest.raises(MovedMeanwhile) as late:
        pass_to(sitting, by=cast.chloe, item=AgendaItem.objects.get(pk=items[2].pk), seen=first.pk)

    assert late.value.passage == second
    where = where_is(sitting, cast.awa)
    assert (where.current.item, where.following.item) == (items[1], items[2])
    assert list(sitting.passages.values_list("item", flat=True)) == [items[0].pk, items[1].pk]


def test_the_time_spent_on_an_item_is_all_its_times_together(cast, sitting, refer, at):
    items = [refer(f"Item {number}", number=number) for number in (1, 2)]
    AgendaItem.objects.update(meeting=sitting)
    one, two = AgendaItem.objects.order_by("pk")
    seen = 0
    for later, item in ((0, one), (10, two), (13, one), (18, None)):
        at(timedelta(minutes=later))
        seen = pass_to(sitting, by=cast.farid, item=item, seen=seen).pk
    at(timedelta(minutes=60))

    where = where_is(sitting, cast.farid)

    assert [stop.spent_minutes for stop in where.stops] == [15, 3]
    assert (where.is_over, where.current, where.following) == (True, None, None)
    said = [sentence_of(entry) for entry in Entry.objects.filter(verb__startswith="governance.sitting").order_by("id")]
    assert said == ["The meeting of “The board” began", "The meeting of “The board” ended"]
    assert items


def test_the_quorum_is_that_of_each_moment(cast, sitting, note, quorum, at):
    assert quorum_now(sitting) == (0, 3, 2, False)
    note(cast.chloe, cast.farid)
    assert quorum_now(sitting) == (1, 3, 2, False), "a secretary keeps the minutes and has no vote"
    at(1 * HOURS)
    note(cast.awa, how="video")
    then = clock.now()
    at(2 * HOURS)
    note(cast.awa, how="left")

    assert quorum_now(sitting) == (1, 3, 2, False)
    assert quorum_now(sitting, then) == (2, 3, 2, True)
    assert Presence.objects.count() == 4


def test_without_a_rule_there_is_no_quorum_to_reach(cast, sitting, note, quorum):
    quorum(None)
    note(cast.chloe)
    assert quorum_now(sitting) == (1, 3, None, False)


def test_whoever_is_represented_counts_while_their_proxy_is_there(cast, sitting, note, quorum):
    note(cast.chloe)
    note(cast.driss, how="represented", proxy=cast.chloe)
    assert quorum_now(sitting) == (2, 3, 2, True)
    note(cast.chloe, how="left")
    assert quorum_now(sitting) == (0, 3, 2, False)
    assert [seat.name for seat in presence.sheet_of(sitting).seats if seat.lost_their_proxy] == ["Driss"]


@pytest.mark.parametrize(
    ("how", "who", "proxy", "sentence"),
    [
        ("left", "driss", None, "Only who is there can leave."),
        ("represented", "driss", "awa", "A proxy sits on this body, has a vote and is there."),
        ("represented", "driss", "farid", "A proxy sits on this body, has a vote and is there."),
        ("represented", "driss", "hugo", "A proxy sits on this body, has a vote and is there."),
        ("represented", "driss", None, "A proxy sits on this body, has a vote and is there."),
        ("represented", "farid", "chloe", "Only who has a vote can be represented."),
        ("represented", "chloe", "chloe", "Nobody represents themselves."),
        ("room", "hugo", None, "Please choose somebody who sits on this body."),
        ("asleep", "driss", None, "Please say how they take part."),
    ],
)
def test_what_cannot_be_is_not_noted(cast, sitting, note, how, who, proxy, sentence):
    note(cast.chloe, cast.farid)
    with pytest.raises(ValidationError, match=sentence):
        note(getattr(cast, who), how=how, proxy=proxy and getattr(cast, proxy))
    assert Presence.objects.count() == 2


def test_nobody_carries_more_proxies_than_the_rules_allow(cast, sitting, note, monkeypatch):
    monkeypatch.setattr(sittings, "rule_at", lambda meeting, name: 1 if name == "proxies_most" else None)
    note(cast.chloe)
    note(cast.driss, how="represented", proxy=cast.chloe)
    assert note(cast.driss, how="represented", proxy=cast.chloe) == []
    with pytest.raises(ValidationError, match="By the rules one person represents at most 1 other"):
        note(cast.awa, how="represented", proxy=cast.chloe)


def test_what_the_sheet_says_already_is_not_written_again(cast, sitting, note):
    assert len(note(cast.chloe, cast.awa)) == 2
    assert note(cast.chloe, by=cast.chloe) == []
    assert Entry.objects.filter(verb="governance.sheet_begun").count() == 1


def test_after_the_end_nobody_comes_leaves_or_votes_until_it_goes_on(cast, sitting, before_the_board, note):
    note(cast.chloe)
    seen = pass_to(sitting, by=cast.farid, item=before_the_board, seen=0).pk
    seen = pass_to(sitting, by=cast.farid, item=None, seen=seen).pk
    for deed in (
        lambda: note(cast.awa),
        lambda: count_votes(before_the_board.points.first(), by=cast.farid, tally=Tally(1)),
    ):
        with pytest.raises(Refused, match="The sitting has ended"):
            deed()
    pass_to(sitting, by=cast.farid, item=before_the_board, seen=seen)
    assert len(note(cast.awa)) == 1


def test_a_count_keeps_who_took_part_and_the_quorum_of_its_moment(cast, sitting, before_the_board, note, quorum):
    point = before_the_board.points.first()
    note(cast.chloe, cast.awa)
    count = count_votes(point, by=cast.farid, tally=Tally(1, 1), way="secret")
    note(cast.awa, how="left")

    count.refresh_from_db()
    assert (count.in_favour, count.against, count.way) == (1, 1, "secret")
    assert (count.voices, count.entitled, count.needed, count.has_quorum) == (2, 3, 2, True)
    assert sentence_of(Entry.objects.get(verb="governance.votes_counted")) == (
        "“The board” voted on “Agendas”: the votes are counted"
    )


@pytest.mark.parametrize(
    ("tally", "sentence"),
    [
        (Tally(2, 1, 0, 0), "3 votes were counted and 2 voices take part at this moment."),
        (Tally(0, 0, 2, 1), "3 votes were counted and 2 voices take part at this moment."),
        (Tally(), "Please count at least one voice"),
        (Tally(3, -2), "none below nought"),
    ],
)
def test_no_more_votes_than_voices(cast, sitting, before_the_board, note, tally, sentence):
    note(cast.chloe, cast.awa)
    with pytest.raises(ValidationError, match=sentence):
        count_votes(before_the_board.points.first(), by=cast.farid, tally=tally)
    assert not Count.objects.exists()


def test_nobody_votes_before_the_sheet_is_begun(cast, sitting, before_the_board):
    with pytest.raises(ValidationError, match="Nobody is on the attendance sheet yet"):
        count_votes(before_the_board.points.first(), by=cast.farid, tally=Tally(1))


def test_a_slip_is_mended_by_who_took_part_then_and_another_vote_by_who_does_now(cast, sitting, before_the_board, note):
    point = before_the_board.points.first()
    note(cast.chloe, cast.awa, cast.driss)
    first = count_votes(point, by=cast.farid, tally=Tally(1, 2))
    note(cast.driss, how="left")
    assert count_votes(point, by=cast.chloe, tally=Tally(1, 2)) == first, "the same figures are one count"
    with pytest.raises(ValidationError, match="Please say why it is counted again"):
        count_votes(point, by=cast.farid, tally=Tally(2, 1))

    mended = count_votes(point, by=cast.farid, tally=Tally(2, 1), because="Taken down the wrong way round.")
    with pytest.raises(ValidationError, match="3 votes were counted and 2 voices"):
        count_votes(point, by=cast.farid, tally=Tally(2, 1), because="Asked again.", anew=True)
    anew = count_votes(point, by=cast.farid, tally=Tally(2), because="Asked again.", anew=True)

    assert [(count.voices, count.corrects, count.because) for count in point.counts.all()] == [
        (3, None, ""),
        (3, first, "Taken down the wrong way round."),
        (2, None, "Asked again."),
    ]
    assert (mended.corrects, anew.corrects) == (first, None)


def test_a_slip_is_mended_after_the_sitting_until_the_minutes_are_approved(
    cast, board, sitting, before_the_board, note, at, days
):
    point = before_the_board.points.first()
    note(cast.chloe, cast.awa)
    count_votes(point, by=cast.farid, tally=Tally(2))
    save_part(sitting, by=cast.farid, anchor="summary", written=Written("We voted."), saves=0)
    present_minutes(sitting, by=cast.farid)
    at(31 * 24 * HOURS)
    with pytest.raises(Refused, match="This meeting is over"):
        count_votes(point, by=cast.farid, tally=Tally(1, 1), because="Asked again.", anew=True)
    count_votes(point, by=cast.farid, tally=Tally(1, 1), because="One was against.")
    approve_minutes(Minutes.objects.get(), by=cast.farid, at=board.meeting)

    with pytest.raises(Refused, match="The minutes are approved"):
        count_votes(point, by=cast.farid, tally=Tally(2), because="No, none was.")
    assert point.counts.count() == 2


def test_an_assembly_is_counted_by_college_and_what_did_not_change_is_not_written(cast, audiences, quorum, days):
    body = Body.objects.create(name="The assembly", audience=audiences.public)
    Mandate.objects.create(body=body, holder=cast.farid, role="secretary", from_on=days(-50), until_on=days(50))
    assembly = Meeting.objects.create(body=body, audience=audiences.public, starts_at=clock.now() - HOURS)
    quorum(25)
    assert quorum_now(assembly) == (0, 7, 2, False)

    note_headcounts(assembly, by=cast.farid, heads=[Heads(cast.college.pk, 7, 1, 0, 0)])
    assert quorum_now(assembly) == (1, 7, 2, False)
    counted = Heads(cast.college.pk, 7, 2, 1, 1)
    note_headcounts(assembly, by=cast.farid, heads=[counted])
    assert note_headcounts(assembly, by=cast.farid, heads=[counted]) == []
    assert quorum_now(assembly) == (4, 7, 2, True)
    with pytest.raises(ValidationError, match="more take part than may vote"):
        note_headcounts(assembly, by=cast.farid, heads=[Heads(cast.college.pk, 7, 5, 5, 5)])
    text = presence.presence_from_the_sheet(assembly).text
    assert "Members : 2 " in text or "Members: 2 " in text
    assert "4" in text.splitlines()[-1]


def test_a_body_with_seats_is_ticked(cast, sitting):
    with pytest.raises(Refused, match="its sheet is ticked"):
        note_headcounts(sitting, by=cast.farid, heads=[Heads(cast.college.pk, 7, 1, 0, 0)])


def test_the_sheet_flows_into_the_minutes_until_somebody_writes_that_part(cast, sitting, note):
    note(cast.chloe, cast.farid)
    note(cast.driss, how="excused")
    note(cast.awa, how="represented", proxy=cast.chloe)
    part = parts_to_write(sitting, cast.farid)[0]
    assert (part.saves, sorted(part.present), part.excused) == (
        0,
        sorted([cast.chloe.pk, cast.farid.pk]),
        [cast.driss.pk],
    )
    assert part.text == ""
    assert presence.said_by_the_sheet(sitting) == ["Awa, represented by Chloé."]

    save_part(sitting, by=cast.farid, anchor="summary", written=Written("We met."), saves=0)
    present_minutes(sitting, by=cast.farid)
    assert {(row.how, row.member and row.member.name) for row in Attendance.objects.all()} == {
        ("present", "Chloé"), ("present", "Farid"), ("excused", "Driss"), ("represented", "Awa"),
    }  # fmt: skip

    save_part(sitting, by=cast.farid, anchor="presence", written=Written("", present=(cast.chloe.pk,)), saves=0)
    note(cast.driss)
    assert parts_to_write(sitting, cast.farid)[0].present == [cast.chloe.pk]


def test_a_slip_on_the_sheet_does_not_make_anybody_present(cast, sitting, note):
    note(cast.awa)
    note(cast.awa, how="absent")
    assert presence.presence_from_the_sheet(sitting).present == []
