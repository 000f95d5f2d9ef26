"""A meeting is convened in time: calendar days, whatever the clocks do."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from palabre.core import clock
from palabre.governance.actions.meetings import call_meeting
from palabre.governance.convening import agenda_due_on, notice_for
from palabre.governance.models import Body, Meeting, StandingItem
from palabre.rules.models import Rule, Rulebook
from palabre.rules.packs import packs_of_the_house

BEFORE_SUMMER = datetime(
    2027, 3, 27, 22, 30, tzinfo=UTC
)  # 23:30 in Brussels, the night on which the clock goes forward
BEFORE_WINTER = datetime(2027, 10, 30, 21, 30, tzinfo=UTC)  # 23:30 in Brussels, on the eve of the day with 25 hours


@pytest.fixture
def ruled(cast, board, audiences):
    """``ruled(convocation_days=15)``: rules that hold for the board since years."""

    def rule_it(layer="house", facts=(), **values):
        then = date(2020, 1, 1)
        rulebook = Rulebook.objects.create(
            number=1, adopted_by="The assembly", adopted_on=then, in_force_on=then, facts=list(facts), by=cast.farid,
            audience=audiences.public,
        )  # fmt: skip
        for position, (key, value) in enumerate(values.items()):
            Rule.objects.create(rulebook=rulebook, position=position, key=key, value=value, layer=layer)
        return rulebook

    return rule_it


def at(instant, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: instant)


@pytest.mark.parametrize("now", [BEFORE_SUMMER, BEFORE_WINTER])
@pytest.mark.parametrize(
    ("days", "hours", "in_time"), [(15, 0, True), (15, -23, True), (14, 0, False), (14, 0.4, False)]
)
def test_days_are_those_of_the_calendar_not_of_24_hours(ruled, board, cast, monkeypatch, now, days, hours, in_time):
    ruled(convocation_days=15, layer="statutes")
    at(now, monkeypatch)
    starts_at = clock.start_of(clock.today() + timedelta(days=days)) + timedelta(hours=23.5 + hours)
    if in_time:
        assert call_meeting(board.body, by=cast.farid, starts_at=starts_at).starts_at == starts_at
    else:
        with pytest.raises(ValidationError, match="at least 15 days ahead"):
            call_meeting(board.body, by=cast.farid, starts_at=starts_at)


def test_half_an_hour_after_midnight_is_another_day(ruled, board, cast, monkeypatch):
    ruled(convocation_days=1, layer="statutes")
    at(BEFORE_SUMMER, monkeypatch)
    assert notice_for(board.body).first_day == date(2027, 3, 28)
    call_meeting(board.body, by=cast.farid, starts_at=datetime(2027, 3, 27, 23, 1, tzinfo=UTC))


def test_the_statutes_know_no_urgency(ruled, board, cast):
    ruled(convocation_days=15, layer="statutes")
    with pytest.raises(ValidationError) as refused:
        call_meeting(board.body, by=cast.farid, starts_at=clock.now() + timedelta(days=9), urgent_because="Fire")
    assert list(refused.value.message_dict) == ["starts_at"]
    assert Meeting.objects.get() == board.meeting


def test_a_house_rule_gives_way_to_a_reason_that_everyone_reads(ruled, board, cast, client):
    ruled(convocation_days=15)
    soon = clock.now() + timedelta(days=9)
    with pytest.raises(ValidationError, match="please say why") as refused:
        call_meeting(board.body, by=cast.farid, starts_at=soon)
    assert list(refused.value.message_dict) == ["urgent_because"]
    meeting = call_meeting(board.body, by=cast.farid, starts_at=soon, urgent_because="The roof fell in.")
    page = client.get(meeting.get_absolute_url()).content.decode()
    assert "Called at short notice" in page
    assert "The roof fell in." in page


def test_a_reason_that_was_not_needed_is_not_kept(ruled, board, cast):
    ruled(convocation_days=15)
    later = clock.now() + timedelta(days=30)
    assert call_meeting(board.body, by=cast.farid, starts_at=later, urgent_because="Fire").urgent_because == ""


def test_a_law_stands_where_no_rule_speaks_and_is_named(ruled, board, cast):
    Body.objects.filter(pk=board.body.pk).update(kind="assembly")
    ruled(facts=[fact.kept() for pack in packs_of_the_house() if pack.slug == "fr_scic" for fact in pack.facts])
    with pytest.raises(ValidationError, match=r"at least 15 days ahead.*R\. 225-69"):
        call_meeting(board.body, by=cast.farid, starts_at=clock.now() + timedelta(days=9), urgent_because="Fire")


def test_a_refused_call_keeps_what_was_typed_and_says_from_when_on(ruled, board, cast, client):
    ruled(convocation_days=15)
    client.force_login(cast.farid)
    soon = (clock.now() + timedelta(days=9)).strftime("%Y-%m-%dT%H:%M")
    answer = client.post(
        reverse("governance:body_meetings", args=[board.body.pk]), {"starts_at": soon, "place": "Gand"}
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    for words in ("is convened at least 15 days ahead", "If it cannot wait", f'value="{soon}"', 'value="Gand"'):
        assert words in page


def test_standing_items_open_the_agenda(board, cast):
    for place, (title, kind) in enumerate([("Minutes of last time", "decision"), ("News", "information")]):
        StandingItem.objects.create(body=board.body, position=place, title=title, kind=kind, box_minutes=5)
    meeting = call_meeting(board.body, by=cast.farid, starts_at=clock.now() + timedelta(days=30))
    found = [(item.title, item.kind, item.source, item.points.count()) for item in meeting.items.all()]
    assert found == [("Minutes of last time", "decision", "standing", 1), ("News", "information", "standing", 0)]


def test_the_agenda_is_due_so_many_days_before_under_the_rules_it_was_called_under(ruled, board, cast):
    rulebook = ruled(agenda_days=7)
    board.meeting.rulebook, board.meeting.called_at = rulebook, None
    board.meeting.starts_at = clock.start_of(date(2027, 4, 1)) + timedelta(minutes=10)
    assert agenda_due_on(board.meeting) == date(2027, 3, 25)
    board.meeting.called_at = clock.start_of(date(2027, 3, 29))
    assert agenda_due_on(board.meeting) == date(2027, 3, 29)
    board.meeting.rulebook = None
    assert agenda_due_on(board.meeting) is None
