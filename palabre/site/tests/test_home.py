"""Home: three short lists, and an invitation for whoever comes by."""

from datetime import timedelta

import pytest
from django.urls import reverse

from palabre.commons.conversations.models import Comment, Discussion
from palabre.commons.texts.models import Text
from palabre.core import clock
from palabre.governance.actions.hours import announce_hour
from palabre.governance.actions.questions import answer_question, ask_question, withdraw_question
from palabre.governance.hour_terms import Answering, Receiving
from palabre.governance.models import AgendaItem, AgendaPoint, Commitment, Decision, Mandate, Meeting
from palabre.membership.actions.joining import ask_to_join
from palabre.people.models import Branch, Duty
from palabre.processes.models import Process, Seat, Session, Stage, WorkingGroup
from palabre.site.queries.awaiting import awaiting


@pytest.fixture
def open_process(cast, audiences, board):
    """``open_process("How we decide")``: a process in public review until in nine days; Edwige facilitates."""

    def open_one(title, audience=audiences.public, speakers=audiences.signed_in):
        discussion = Discussion.objects.create(audience=audience, speakers=speakers)
        process = Process.objects.create(
            title=title,
            level="concertation",
            decider=board.body,
            audience=audience,
            discussion=discussion,
            by=cast.farid,
            answer_due_on=cast.today + timedelta(days=60),
            introduction=Text.objects.create(audience=audience),
            writers=audiences.listing("writers", cast.edwige),
        )
        Stage.objects.create(
            process=process,
            kind="review",
            opens_on=cast.today - timedelta(days=5),
            closes_on=cast.today + timedelta(days=9),
        )
        group = WorkingGroup.objects.create(process=process, name="Rennes")
        Seat.objects.create(group=group, member=cast.edwige, role="facilitator", from_on=cast.today)
        return process

    return open_one


@pytest.fixture
def item(board, audiences):
    """On the agenda of the board's meeting, with two points."""
    item = AgendaItem.objects.create(
        body=board.body, meeting=board.meeting, source="recommendation", title="Agenda", audience=audiences.public
    )
    for position in (1, 2):
        AgendaPoint.objects.create(item=item, position=position, title=f"Measure {position}")
    return item


def said(process, by, text="Ten days is too short."):
    return Comment.objects.create(discussion=process.discussion, author=by, text=text, once=f"{by.pk}-{text[:20]}")


def home(client, viewer=None):
    if viewer:
        client.force_login(viewer)
    answer = client.get(reverse("site:home"))
    assert answer.status_code == 200
    return answer.content.decode()


def test_whoever_comes_by_sees_what_is_open_what_was_decided_and_one_next_step(
    client, cast, open_process, board, item, audiences
):
    open_process("How we decide together")
    open_process("For members only", audience=audiences.members, speakers=audiences.members)
    decision = Decision.objects.create(
        point=item.points.first(),
        meeting=board.meeting,
        outcome="accepted",
        reason="It is time.",
        by=cast.chloe,
        audience=audiences.public,
    )
    Commitment.objects.create(
        decision=decision,
        body=board.body,
        reference="2026-1",
        title="Publish",
        status="done",
        owner=cast.hugo,
        audience=audiences.public,
    )

    page = home(client)

    assert "How we decide together" in page
    assert "For members only" not in page
    assert "9 days left" in page
    assert "It is time." in page
    assert "100%" in page
    assert page.count("next-step-title") == 1


def test_an_empty_house_says_what_will_be_there(client, cast):
    assert "No public review is open just now" in home(client)
    page = home(client, cast.zoe)
    assert "You have not said anything yet" in page
    assert "You have an account, not a membership" in page
    assert "You have seen everything." in page


def test_a_member_sees_what_awaits_their_voice_with_time_and_end(client, cast, open_process):
    open_process("How we decide together")
    page = home(client, cast.awa)
    assert "Hello Awa." in page
    assert "One thing may await your voice" in page
    assert "2 minutes" in page
    assert "one voice" in page


def test_who_may_only_read_is_told_that_members_write_here(cast, open_process, audiences):
    open_process("Read by all, written by members", speakers=audiences.members)
    assert [line.what for line in awaiting(cast.awa)] == [""]
    assert [line.what for line in awaiting(cast.zoe)] == ["to read; members write here"]


def test_those_who_answer_see_how_many_comments_wait(cast, open_process):
    process = open_process("How we decide together")
    said(process, cast.awa)
    said(process, cast.bruno)
    assert awaiting(cast.edwige)[0].title == "2 comments await an answer"
    assert "comments" not in " ".join(line.title for line in awaiting(cast.awa))


def test_those_who_decide_see_how_many_points_wait_before_the_meeting(cast, board, item):
    first = awaiting(cast.chloe)[0]
    assert first.title == "2 points await a decision"
    assert first.what.startswith("The board, meeting of ")
    assert awaiting(cast.farid) == []  # a secretary of the body does not decide


def test_an_owner_sees_the_checks_that_are_due(cast, board, item, audiences):
    decision = Decision.objects.create(
        point=item.points.first(),
        meeting=board.meeting,
        outcome="accepted",
        reason="Yes.",
        by=cast.chloe,
        audience=audiences.public,
    )
    Commitment.objects.create(
        decision=decision,
        body=board.body,
        reference="2026-1",
        title="Publish",
        status="under_way",
        owner=cast.hugo,
        audience=audiences.public,
        next_check_on=cast.today + timedelta(days=3),
    )
    (line,) = awaiting(cast.hugo)
    assert (line.title, line.what.split(" on ")[0]) == ("Publish", "entrusted to you: to be checked")
    Commitment.objects.update(next_check_on=cast.today - timedelta(days=3))
    assert "its check was due on" in awaiting(cast.hugo)[0].what


def test_the_secretariat_sees_who_asks_to_join(cast):
    ask_to_join(cast.zoe, by=cast.zoe, branch=cast.rennes, message="")
    assert [line.title for line in awaiting(cast.farid)] == ["1 person asks to join"]
    assert awaiting(cast.awa) == []


def test_a_keeper_of_one_branch_sees_who_asks_there_and_nobody_else(cast):
    ask_to_join(cast.zoe, by=cast.zoe, branch=cast.rennes, message="")
    elsewhere = Branch.objects.create(name="Lille", entity=cast.france)
    dates = {"kind": "register", "from_on": cast.today, "until_on": cast.today}
    Duty.objects.create(member=cast.driss, branch=cast.rennes, **dates)
    Duty.objects.create(member=cast.hugo, branch=elsewhere, **dates)
    assert [line.title for line in awaiting(cast.driss)] == ["1 person asks to join"]
    assert awaiting(cast.hugo) == []


def test_meetings_and_sessions_to_come_stand_in_order(client, cast, open_process, board):
    process = open_process("How we decide together")
    Session.objects.create(process=process, title="An evening on video", starts_at=clock.now() + timedelta(days=2))
    page = home(client, cast.awa)
    assert page.index("An evening on video") < page.index("The board")


def test_home_asks_as_many_queries_for_many_things_as_for_few(
    client, cast, open_process, board, audiences, steady_clock, django_assert_num_queries, django_assert_max_num_queries
):
    process = open_process("First")
    said(process, cast.awa)
    client.force_login(cast.edwige)
    said(process, cast.edwige, "Mine.")
    with django_assert_max_num_queries(60) as few:
        client.get(reverse("site:home"))
    for number in range(4):
        said(open_process(f"Process {number}"), cast.edwige, f"Mine {number}.")
        Meeting.objects.create(
            body=board.body, audience=audiences.public, starts_at=board.meeting.starts_at + timedelta(days=number + 1)
        )
    with django_assert_num_queries(len(few)):
        client.get(reverse("site:home"))


def test_nothing_for_others_is_shown(cast, open_process, audiences):
    open_process("For members only", audience=audiences.members, speakers=audiences.members)
    assert [line.title for line in awaiting(cast.awa)] == ["For members only"]
    assert awaiting(cast.zoe) == []


def test_who_receives_sees_what_was_asked_there_and_has_no_answer(cast, board):
    at = clock.now() + timedelta(days=3)
    receivers = (Mandate.objects.get(holder=cast.chloe),)
    hour = announce_hour(
        board.body, by=cast.farid, receiving=Receiving("The budget", at, at + timedelta(hours=1), receivers, "Lille")
    )
    asked = [ask_question(hour, by=cast.awa, text=f"Why {number}?") for number in range(3)]
    withdraw_question(asked[0], by=cast.awa)
    answer_question(asked[1], by=cast.farid, answering=Answering("So."))
    (line,) = awaiting(cast.chloe)
    assert (line.title, line.what.split(" of ")[0], line.href) == (
        "1 question awaits an answer",
        "The budget, open hour",
        hour.get_absolute_url(),
    )
    assert awaiting(cast.farid) == awaiting(cast.awa) == []
