"""The month of a body on one page."""

from datetime import timedelta

import pytest

from palabre.core import clock
from palabre.governance.actions.commitments import add_proof, note_progress
from palabre.governance.models import AgendaItem, AgendaPoint, Body, Commitment
from palabre.governance.queries.month import SHOWN, month_of


@pytest.fixture
def asked(client, board):
    def ask(month=""):
        answer = client.get(f"/governance/bodies/{board.body.pk}/month/?month={month}")
        assert answer.status_code == 200
        return answer.context["shown"]

    return ask


@pytest.fixture
def of_day(cast):
    return lambda day: f"{day:%Y-%m}"


def titles(part):
    return [row.title for row in part.rows]


def test_this_month_says_what_is_late_comes_was_done_decided_and_waits(
    asked, before_the_board, accept, refer, cast, days, board, client, audiences
):
    agendas, minutes, _votes = before_the_board.points.all()
    late = accept(agendas, next_check_on=days(0)).commitment
    Commitment.objects.filter(pk=late.pk).update(next_check_on=days(-9))
    done = accept(minutes).commitment
    add_proof(done, by=cast.chloe, title="The list", url="https://example.org/list")
    note_progress(done, by=cast.chloe, status="done", text="All are published.", next_check_on=None)
    waiting = refer("Another matter")
    refer("Not for everyone", audience=audiences.listing("few", cast.chloe))

    shown = asked()
    assert titles(shown.overdue) == ["Agendas"]
    assert shown.overdue.rows[0].days_late == 9
    assert (titles(shown.done), shown.done.rows[0].proved_on) == (["Minutes"], cast.today)
    assert sorted(str(each) for each in shown.decided.rows) == ["Agendas", "Minutes"]
    assert [item.title for item in shown.waiting.rows] == [waiting.title]
    assert [point.title for point in shown.undecided.rows] == ["Votes"]
    client.force_login(cast.chloe)
    assert asked().waiting.count == 2


def test_what_comes_is_checked_or_due_on_a_day_that_has_not_passed(asked, before_the_board, accept, days, of_day):
    check, due = days(35), days(95)
    accept(before_the_board.points.first(), next_check_on=check, due_on=due)

    assert titles(asked(of_day(check)).coming) == titles(asked(of_day(due)).coming) == ["Agendas"]
    assert titles(asked(of_day(days(200))).coming) == []


def test_another_month_says_what_it_can(asked, promise, of_day, days):
    past, future = asked(of_day(days(-40))), asked(of_day(days(40)))
    assert (past.overdue, past.coming, past.waiting, past.undecided) == (None, None, None, None)
    assert (past.done.count, past.decided.count) == (0, 0)
    assert (future.overdue, future.done, future.decided, future.waiting) == (None, None, None, None)


def test_a_month_is_read_leniently_and_turns_over_the_year(board):
    january = month_of(board.body, "2028-01")
    assert (january.before, january.after, january.last.day) == ("2027-12", "2028-02", 31)
    assert month_of(board.body, "2028-02").last.day == 29
    for said in ("", "soon", "2028-13", "0001-01", "9999-12"):
        assert month_of(board.body, said).is_current, said


def test_a_long_part_shows_its_first_lines_and_says_how_many_more(asked, board, audiences, client):
    for number in range(SHOWN + 3):
        AgendaItem.objects.create(
            body=board.body, source="recommendation", title=f"Matter {number}", audience=audiences.public
        )
    assert (len(asked().waiting.rows), asked().waiting.more) == (SHOWN, 3)
    assert "3 more" in client.get(f"/governance/bodies/{board.body.pk}/month/").content.decode()


def test_a_body_for_a_few_has_no_month_for_others(client, cast, audiences):
    quiet = Body.objects.create(name="Quiet", audience=audiences.listing("few", cast.chloe))
    url = f"/governance/bodies/{quiet.pk}/month/"
    assert client.get(url).status_code == 404
    client.force_login(cast.chloe)
    assert client.get(url).status_code == 200


def test_a_point_of_a_meeting_to_come_is_not_undecided(asked, refer, sitting):
    item = refer()
    AgendaItem.objects.filter(pk=item.pk).update(meeting=sitting)
    sitting.starts_at = clock.now() + timedelta(hours=1)
    sitting.save()
    assert AgendaPoint.objects.filter(item=item).count() == 3
    assert asked().undecided.count == 0
