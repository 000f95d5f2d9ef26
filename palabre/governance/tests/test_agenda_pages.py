import pytest

from palabre.governance.models import AgendaItem, Body, Decision, Meeting

ACCEPTED = {"outcome": "accepted", "reason": "It costs little.", "owner_service": "The secretariat"}


@pytest.fixture
def read(client):
    def get(thing, viewer=None, status=200):
        if viewer:
            client.force_login(viewer)
        answer = client.get(thing.get_absolute_url())
        assert answer.status_code == status
        return answer.content.decode()

    return get


@pytest.fixture
def decide(client, cast):
    def post(point, viewer=None, **typed):
        client.force_login(viewer or cast.chloe)
        return client.post(f"/governance/points/{point.pk}/decision/", typed)

    return post


def test_a_meeting_shows_its_agenda_and_what_was_decided(read, sitting, before_the_board, accept):
    accept(before_the_board.points.first())

    html = read(sitting)

    assert "Publish what is decided" in html
    assert html.count("not decided yet") == 2
    assert "accepted" in html


def test_a_meeting_with_nothing_on_it_says_what_will_be_there(read, board):
    assert "Nothing stands on this agenda yet" in read(board.meeting)


def test_the_secretary_puts_what_waits_on_the_agenda(client, read, cast, board, refer):
    item = refer()
    assert "Put it on this agenda" in read(board.meeting, cast.farid)

    answer = client.post(f"/governance/items/{item.pk}/meeting/", {"meeting": board.meeting.pk})

    assert (answer.status_code, answer.url) == (303, board.meeting.get_absolute_url())
    assert AgendaItem.objects.get().meeting == board.meeting
    assert "On the agenda of" in client.get(answer.url).content.decode()


@pytest.mark.parametrize("meeting", ["", "0", "x"])
def test_a_meeting_that_is_not_one_comes_back_with_a_sentence(client, cast, board, refer, meeting):
    client.force_login(cast.farid)

    answer = client.post(f"/governance/items/{refer().pk}/meeting/", {"meeting": meeting})

    assert answer.status_code == 422
    assert "Please choose a meeting" in answer.content.decode()


def test_who_may_not_set_the_agenda_is_told_why(client, read, cast, board, refer):
    item = refer()
    reason = "Only the chair or the secretary of “The board” sets its agendas."
    assert reason in read(item, cast.awa)

    answer = client.post(f"/governance/items/{item.pk}/meeting/", {"meeting": board.meeting.pk})

    assert answer.status_code == 403
    assert reason in answer.content.decode()


def test_without_a_meeting_to_come_the_secretary_is_led_to_call_one(read, cast, board, refer):
    item = refer()
    Meeting.objects.all().delete()

    assert board.body.get_absolute_url() in read(item, cast.farid)
    assert "There is no meeting still to come." in read(item, cast.farid)


def test_a_visitor_reads_the_measures_and_is_shown_no_form(read, before_the_board):
    html = read(before_the_board)

    assert "Minutes are published." in html
    assert "<form" not in html.split("<main")[1]


def test_a_director_is_asked_one_measure_after_the_other(read, cast, before_the_board, accept):
    html = read(before_the_board, cast.chloe)
    assert (html.count('class="form decision-form"'), html.count('<details class="disclosure" open>')) == (3, 1)

    accept(before_the_board.points.first())
    html = read(before_the_board, cast.chloe)
    assert (html.count('class="form decision-form"'), html.count('<details class="disclosure" open>')) == (2, 1)


def test_before_the_meeting_the_button_says_what_is_missing(read, cast, board, refer):
    item = refer()

    assert "The secretary chooses the meeting first." in read(item, cast.chloe)


def test_a_director_records_a_decision_and_is_led_to_the_next_point(client, decide, before_the_board, days):
    first, second, _ = before_the_board.points.all()

    answer = decide(first, **ACCEPTED, due_on=days(60), next_check_on=days(20))

    assert (answer.status_code, answer.url) == (303, f"{before_the_board.get_absolute_url()}#point-{second.pk}")
    assert Decision.objects.get().commitment.owner_service == "The secretariat"
    assert "2 points are left to decide" in client.get(before_the_board.get_absolute_url()).content.decode()


def test_the_owner_may_be_chosen_among_who_is_entrusted_with_something(cast, decide, before_the_board, days):
    decide(
        before_the_board.points.first(), outcome="accepted", reason="Yes.", owner=cast.farid.pk,
        due_on=days(60), next_check_on=days(20),
    )  # fmt: skip

    assert Decision.objects.get().commitment.owner == cast.farid


def test_the_last_decision_says_that_all_is_answered(client, decide, before_the_board):
    for point in before_the_board.points.all():
        answer = decide(point, outcome="refused", reason="Too early.")

    assert answer.url == before_the_board.get_absolute_url()
    assert "All points are decided and stand in the register." in client.get(answer.url).content.decode()


def test_deferring_says_until_when(decide, before_the_board, days):
    point = before_the_board.points.first()
    assert decide(point, outcome="deferred", reason="Accounts awaited.").status_code == 422

    decide(point, outcome="deferred", reason="Accounts awaited.", deferred_until=days(90))

    assert Decision.objects.get().commitment.next_check_on == days(90)


def test_what_is_missing_is_said_and_what_was_typed_stays(decide, before_the_board):
    second = before_the_board.points.all()[1]

    answer = decide(second, outcome="amended", reason="Almost all of it.", means="Two hours")

    html = answer.content.decode()
    assert answer.status_code == 422
    for words in (
        "Please write the text as it was decided.",
        "Please say who takes care of it: a person, or a service.",
        "Please say by when it is due.",
        "Please say when it is next checked.",
        "Almost all of it.",
        'value="Two hours"',
    ):
        assert words in html
    assert html.split('<details class="disclosure" open>')[1].index(f"id_{second.pk}_outcome")
    assert not Decision.objects.exists()


def test_a_second_click_is_told_that_it_is_decided(decide, before_the_board):
    point = before_the_board.points.first()
    decide(point, outcome="refused", reason="Too early.")

    answer = decide(point, outcome="refused", reason="Too early.")

    assert answer.status_code == 403
    assert "This point has already been decided." in answer.content.decode()


@pytest.mark.parametrize("who", ["awa", "farid", "greta"])
def test_others_decide_nothing(cast, decide, before_the_board, who):
    answer = decide(before_the_board.points.first(), getattr(cast, who), outcome="refused", reason="No.")

    assert answer.status_code == 403
    assert "Only the chair or a director of “The board” records its decisions." in answer.content.decode()


def test_a_decision_shows_its_reason_what_was_asked_and_the_line_of_the_register(read, before_the_board, accept):
    decision = accept(before_the_board.points.first(), outcome="amended", amended_text="A summary is published.")

    html = read(decision)

    for words in ("It costs little.", "A summary is published.", "Agendas are published.", "Chloé", "under way"):
        assert words in html


def test_what_one_may_not_read_does_not_exist(client, read, cast, refer, audiences, sitting, accept):
    item = refer(audience=audiences.listing("few", cast.chloe))
    AgendaItem.objects.update(meeting=sitting)
    decision = accept(item.points.first())

    for thing in (item, decision, decision.commitment):
        read(thing, status=404)
    client.force_login(cast.awa)
    for url in (f"items/{item.pk}/meeting", f"points/{item.points.last().pk}/decision"):
        assert client.post(f"/governance/{url}/").status_code == 404
    for thing in (item, decision, decision.commitment):
        read(thing, cast.chloe)


def test_a_public_decision_of_a_quiet_body_does_not_lead_to_its_closed_pages(
    read, cast, audiences, before_the_board, accept, sitting, board
):
    few = audiences.listing("few", cast.chloe)
    decision = accept(before_the_board.points.first())
    Meeting.objects.update(audience=few)
    Body.objects.update(audience=few)

    for thing in (before_the_board, decision, decision.commitment):
        html = read(thing)
        assert sitting.get_absolute_url() not in html
        assert board.body.get_absolute_url() not in html


def test_decisions_are_listed_the_newest_first(client, before_the_board, accept):
    for point in before_the_board.points.all():
        accept(point)

    html = client.get("/governance/decisions/").content.decode().partition('<ul class="list">')[2]

    assert html.index("Votes") < html.index("Minutes") < html.index("Agendas")


def test_with_no_decision_the_page_says_what_will_be_there(client, cast):
    assert "Nothing has been decided yet" in client.get("/governance/decisions/").content.decode()
