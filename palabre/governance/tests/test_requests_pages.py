"""The pages of members' points."""

import pytest

from palabre.governance.actions.request_answers import answer_point
from palabre.governance.actions.requests import support_point
from palabre.governance.models import AgendaRequest, Body
from palabre.governance.request_terms import Answering

WORDS = {"title": "A shorter agenda", "why": "Nobody reads twelve pages.", "what": "Two pages at most."}
TYPED = {**WORDS, "speaks": "room"}


@pytest.fixture
def read(client):
    def get(address, viewer=None, status=200):
        if viewer:
            client.force_login(viewer)
        answer = client.get(address)
        assert answer.status_code == status
        return answer.content.decode()

    return get


def new(body):
    return f"/governance/bodies/{body.pk}/requests/new/"


def at(asked, deed=""):
    return f"/governance/requests/{asked.pk}/{deed}"


def test_from_the_body_to_the_point_that_was_sent(client, read, cast, board):
    body = read(board.body.get_absolute_url(), cast.awa)
    assert new(board.body) in body

    answer = client.post(new(board.body), TYPED)

    asked = AgendaRequest.objects.get()
    assert (answer.status_code, answer.url) == (303, at(asked))
    html = read(at(asked))
    for words in (*WORDS.values(), "Awa", "in the room", "No date is promised"):
        assert words in html


def test_the_rules_are_said_before_one_writes(read, cast, board, ruled):
    ruled(
        point_supporters=20, point_open_days=30, point_answer_days=15, point_days_before=25, point_reserved_minutes=45
    )

    html = read(new(board.body), cast.awa)

    for words in (
        "It needs 20 members",
        "within 30 days",
        "within 15 days",
        "25 days before",
        "45 minutes are reserved",
    ):
        assert words in html


def test_what_is_missing_is_said_and_what_was_typed_stays(client, cast, board):
    client.force_login(cast.awa)

    answer = client.post(new(board.body), {**TYPED, "what": "", "speaks": "read"})

    html = answer.content.decode()
    assert answer.status_code == 422
    assert "Nobody reads twelve pages." in html
    assert not AgendaRequest.objects.exists()


def test_near_points_are_shown_once_before_sending(client, cast, board, propose):
    near = propose(by=cast.hugo, title="Shorter agendas for the board")
    client.force_login(cast.awa)

    answer = client.post(new(board.body), TYPED)
    html = answer.content.decode()
    assert answer.status_code == 200
    assert at(near) in html
    assert "Nobody reads twelve pages." in html
    assert AgendaRequest.objects.count() == 1

    assert client.post(new(board.body), {**TYPED, "seen": "1"}).status_code == 303
    assert AgendaRequest.objects.count() == 2


def test_who_may_not_propose_is_told_why(client, read, cast, board):
    assert "you are not one of them today" in read(new(board.body), cast.zoe)

    assert client.post(new(board.body), TYPED).status_code == 403


def test_supporting_and_no_longer(client, read, cast, ruled, propose):
    ruled(point_supporters=3)
    asked = propose()
    assert "1 member stands behind this point" in read(at(asked), cast.hugo)

    client.post(at(asked, "support/"))
    html = read(at(asked))
    assert "2 members stand behind this point" in html
    assert "You support this point." in html

    client.post(at(asked, "support/ending/"))
    assert "1 member stands behind this point" in read(at(asked))


def test_supporters_are_not_named(client, read, cast, ruled, propose):
    ruled(point_supporters=5)
    asked = propose()
    support_point(asked, by=cast.hugo)

    assert "Hugo" not in read(at(asked), cast.driss).split("<main")[1]


def test_a_visitor_reads_and_is_asked_to_sign_in(client, read, propose):
    html = read(at(propose()))

    assert "Please sign in." in html


def test_the_secretary_answers_and_the_item_says_who_asked(client, read, cast, board, propose):
    asked = propose(speaks="read", speech="Dear all, be brief.")
    assert "This point awaits your answer" in read(at(asked), cast.farid)

    answer = client.post(at(asked, "answer/"), {"fate": "scheduled", "meeting": board.meeting.pk})

    assert answer.status_code == 303
    asked.refresh_from_db()
    item = read(asked.item.get_absolute_url())
    for words in ("Awa", "A member’s point before “The board”", "Dear all, be brief.", "Nobody reads twelve pages."):
        assert words in item
    assert board.meeting.get_absolute_url() in read(at(asked))


def test_an_answer_without_its_reason_comes_back_as_typed(client, cast, propose):
    client.force_login(cast.farid)

    answer = client.post(at(propose(), "answer/"), {"fate": "refused", "reason": ""})

    assert answer.status_code == 422
    assert "it is owed to those who asked" in answer.content.decode()


def test_the_author_agrees_to_a_merger(client, read, cast, propose):
    other = propose(by=cast.hugo, title="Short agendas")
    asked = propose()
    answer_point(asked, by=cast.farid, answering=Answering("merged", into=other, reason="The same."))
    assert "You are asked whether your point may be merged" in read(at(asked), cast.awa)

    client.post(at(asked, "merger/"), {"agrees": "1"})

    assert at(other) in read(at(asked))
    assert at(asked) in read(at(other))


def test_the_author_adds_and_withdraws(client, read, cast, propose):
    asked = propose()
    client.force_login(cast.awa)
    assert client.post(at(asked, "corrections/"), {"text": ""}).status_code == 422
    client.post(at(asked, "corrections/"), {"text": "Two and a half."})
    assert client.post(at(asked, "speaking/"), {"speaks": "read"}).status_code == 422
    client.post(at(asked, "speaking/"), {"speaks": "video"})
    html = read(at(asked))
    assert "Two and a half." in html
    assert "By video." in html

    client.post(at(asked, "withdrawal/"))
    assert AgendaRequest.objects.get().state == "withdrawn"


def test_all_points_are_listed_with_their_fate(read, cast, board, propose, sitting, accept):
    refused = answer_point(propose(title="One"), by=cast.farid, answering=Answering("refused", reason="No."))
    decided = answer_point(propose(title="Two"), by=cast.farid, answering=Answering("scheduled", board.meeting))
    type(decided.item).objects.update(meeting=sitting)
    decided.item.refresh_from_db()
    accept(decided.item.points.get())
    propose(title="Three")

    html = read("/governance/requests/").partition('<ul class="list">')[2].partition('<ul class="list">')[2]

    assert html.index("Three") < html.index("Two") < html.index("One")
    for words in ("waiting for its answer", "accepted", "refused"):
        assert words in html
    assert "Two" not in read("/governance/requests/?fate=closed")
    assert "One" in read("/governance/requests/?fate=closed&body=x")
    assert refused.state == "refused"


def test_with_no_point_the_list_says_what_will_be_there(read, cast):
    assert "No member has asked for a point yet" in read("/governance/requests/")


def test_what_one_may_not_read_does_not_exist(client, read, cast, board, propose, audiences):
    asked = propose()
    few = audiences.listing("few", cast.chloe)
    AgendaRequest.objects.update(audience=few)
    Body.objects.update(audience=few)
    read(at(asked), cast.driss, status=404)
    read(new(board.body), status=404)
    for deed in ("support/", "support/ending/", "answer/", "merger/", "withdrawal/", "corrections/", "speaking/"):
        assert client.post(at(asked, deed)).status_code == 404
    assert "A shorter agenda" not in read("/governance/requests/")
    assert "A shorter agenda" in read("/governance/requests/", cast.chloe)
