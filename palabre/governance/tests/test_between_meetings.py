"""What becomes of an agenda between pieces: a sitting past midnight, what moves on, what is added afterwards."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from palabre.core import clock
from palabre.core.verdict import Refused
from palabre.governance.actions.agendas import Line, publish_agenda, set_agenda
from palabre.governance.actions.counts import Tally, count_votes
from palabre.governance.actions.items import schedule_item
from palabre.governance.actions.minutes import in_order, present_minutes, save_part
from palabre.governance.actions.sittings import note_presence, pass_to
from palabre.governance.agenda import is_left_over, put_own
from palabre.governance.models import AgendaItem, Minutes, StandingItem
from palabre.governance.queries.agendas import meeting_page
from palabre.governance.queries.minutes import minutes_page
from palabre.governance.queries.publishing import publication_of
from palabre.governance.ruled import rule_at
from palabre.governance.written import Written
from palabre.rules.models import Rule, Rulebook


@pytest.fixture
def at(monkeypatch):
    """``at(2)``: two days later."""
    return lambda days: monkeypatch.setattr(clock, "_offset", lambda: timedelta(days=days))


@pytest.fixture
def ours(sitting):
    """Two items of the body's own on the agenda of a meeting that has begun."""
    said = {"text": "Shall it be mended?", "kind": "decision", "source": "own"}
    return [put_own(sitting, title=title, position=place, **said) for place, title in enumerate(("Roof", "Wall"), 1)]


def line(item, title="", kind="decision", text=""):
    return Line(item.pk if item else None, title, text, kind, None, None, "", False)


def titles(meeting):
    return [item.title for item in meeting.items.order_by("position", "id")]


def test_a_sitting_that_is_kept_keeps_its_items_past_midnight(cast, sitting, ours, at):
    def left_over():
        return set(AgendaItem.objects.filter(is_left_over()))

    at(1)
    assert left_over() == set(ours)
    at(0)
    pass_to(sitting, by=cast.farid, item=ours[0], seen=0)
    at(1)
    assert left_over() == set()
    at(2)
    assert left_over() == set(ours)


def test_nothing_is_moved_from_a_meeting_that_sits(cast, board, sitting, ours):
    schedule_item(ours[1], by=cast.farid, meeting=board.meeting)
    passage = pass_to(sitting, by=cast.farid, item=ours[0], seen=0)
    with pytest.raises(Refused, match="Its meeting is sitting"):
        schedule_item(ours[0], by=cast.farid, meeting=board.meeting)
    pass_to(sitting, by=cast.farid, item=None, seen=passage.pk)
    assert schedule_item(ours[0], by=cast.farid, meeting=board.meeting).meeting == board.meeting


def test_what_was_voted_on_stands_in_its_minutes_though_it_moved_on_undecided(cast, board, sitting, ours):
    passage = pass_to(sitting, by=cast.farid, item=ours[0], seen=0)
    note_presence(sitting, by=cast.farid, members=[cast.chloe.pk], how="room")
    count_votes(ours[0].points.get(), by=cast.farid, tally=Tally(1))
    pass_to(sitting, by=cast.farid, item=None, seen=passage.pk)
    schedule_item(ours[0], by=cast.farid, meeting=board.meeting)
    save_part(sitting, by=cast.farid, anchor=f"i{ours[0].pk}", written=Written("We voted."), saves=0)
    present_minutes(sitting, by=cast.farid)
    shown = minutes_page(Minutes.objects.get(meeting=sitting), cast.awa)
    told = next(part for part in shown.parts if part.item == ours[0])
    assert [(each.decision, each.counted.holds.in_favour) for each in told.decided] == [(None, 1)]


def test_minutes_follow_the_order_of_the_agenda(cast, sitting, ours):
    for place, item in enumerate(reversed(ours), 1):
        AgendaItem.objects.filter(pk=item.pk).update(position=place)
    save_part(sitting, by=cast.farid, anchor="summary", written=Written("Short."), saves=0)
    parts = in_order(Minutes.objects.get(meeting=sitting), cast.farid)
    assert [part.item.title for part in parts] == ["Wall", "Roof"]


def test_what_comes_later_stands_behind(cast, board, ours, refer):
    set_agenda(board.meeting, by=cast.farid, lines=[line(None, "Opening"), line(None, "Accounts")])
    schedule_item(ours[0], by=cast.farid, meeting=board.meeting)
    schedule_item(refer(title="A proposal"), by=cast.farid, meeting=board.meeting)
    assert titles(board.meeting) == ["Opening", "Accounts", "Roof", "A proposal"]


def test_what_is_added_or_changed_after_publication_says_so_to_everyone(cast, board, client):
    set_agenda(board.meeting, by=cast.farid, lines=[line(None, "Roof"), line(None, "Wall")])
    publish_agenda(board.meeting, by=cast.farid)
    roof, wall = AgendaItem.objects.order_by("position")
    set_agenda(board.meeting, by=cast.farid, lines=[line(wall, "Wall"), line(roof, "The roof"), line(None, "Door")])
    published = publication_of(board.meeting, cast.awa)
    shown = meeting_page(board.meeting, cast.awa, published).items
    assert [(each.item.title, each.added, each.otherwise) for each in shown] == [
        ("Wall", False, False),
        ("The roof", False, True),
        ("Door", True, False),
    ]
    assert published.reordered
    page = client.get(board.meeting.get_absolute_url()).content.decode()
    for words in ("Added since", "Changed since", "The order changed since"):
        assert words in page


def test_a_new_order_alone_is_a_change_that_is_published(cast, board):
    set_agenda(board.meeting, by=cast.farid, lines=[line(None, "Roof"), line(None, "Wall")])
    publish_agenda(board.meeting, by=cast.farid)
    roof, wall = AgendaItem.objects.order_by("position")
    set_agenda(board.meeting, by=cast.farid, lines=[line(wall, "Wall"), line(roof, "Roof")])
    assert publication_of(board.meeting, cast.awa).has_changed
    publish_agenda(board.meeting, by=cast.farid)
    assert not publication_of(board.meeting, cast.awa).has_changed


def test_an_item_the_secretary_may_not_read_keeps_its_title_and_is_not_arranged(cast, board, refer, audiences, client):
    secret = schedule_item(refer(title="Secret"), by=cast.farid, meeting=board.meeting)
    AgendaItem.objects.filter(pk=secret.pk).update(audience=audiences.listing("Others", cast.awa))
    client.force_login(cast.farid)
    page = client.get(f"/governance/meetings/{board.meeting.pk}/agenda/").content.decode()
    assert "Secret" not in page
    set_agenda(board.meeting, by=cast.farid, lines=[line(None, "Roof")])
    assert titles(board.meeting) == ["Roof", "Secret"]
    with pytest.raises(ValidationError, match="no longer on this agenda"):
        set_agenda(board.meeting, by=cast.farid, lines=[line(secret)])


def test_what_others_ask_to_be_decided_is_not_made_into_information(cast, board, refer):
    item = schedule_item(refer(), by=cast.farid, meeting=board.meeting)
    set_agenda(board.meeting, by=cast.farid, lines=[line(item, kind="information")])
    item.refresh_from_db()
    assert item.kind == "decision"


def test_a_standing_item_that_is_renamed_is_not_doubled(cast, board):
    standing = Line(None, "Questions", "", "discussion", None, None, "", True)
    set_agenda(board.meeting, by=cast.farid, lines=[standing])
    renamed = Line(AgendaItem.objects.get().pk, "Open questions", "", "discussion", None, None, "", True)
    set_agenda(board.meeting, by=cast.farid, lines=[renamed])
    assert [each.title for each in StandingItem.objects.all()] == ["Open questions"]


def test_what_was_voted_on_keeps_its_question(cast, board, sitting, ours):
    passage = pass_to(sitting, by=cast.farid, item=ours[0], seen=0)
    note_presence(sitting, by=cast.farid, members=[cast.chloe.pk], how="room")
    count_votes(ours[0].points.get(), by=cast.farid, tally=Tally(1))
    pass_to(sitting, by=cast.farid, item=None, seen=passage.pk)
    schedule_item(ours[0], by=cast.farid, meeting=board.meeting)
    for kind, text in (("discussion", ""), ("decision", "Shall it be torn down?")):
        with pytest.raises(ValidationError, match="was voted on already"):
            set_agenda(board.meeting, by=cast.farid, lines=[line(ours[0], "Roof", kind, text)])
    set_agenda(board.meeting, by=cast.farid, lines=[line(ours[0], "Roof", text="Shall it be mended?")])
    assert ours[0].points.get().counts.count() == 1


def test_a_meeting_called_without_rules_is_not_judged_by_later_ones(cast, board, audiences):
    rulebook = Rulebook.objects.create(
        number=1, adopted_by="The board", adopted_on=cast.today, in_force_on=cast.today, by=cast.farid,
        audience=audiences.public,
    )  # fmt: skip
    Rule.objects.create(rulebook=rulebook, position=0, key="quorum_percent", value=50, layer="house")
    assert rule_at(board.meeting, "quorum_percent") is None
    board.meeting.rulebook = rulebook
    assert rule_at(board.meeting, "quorum_percent") == 50
