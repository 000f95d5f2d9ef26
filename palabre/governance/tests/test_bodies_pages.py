from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from palabre.core import clock
from palabre.governance.models import Body, Mandate, Meeting

BODIES = "/governance/"


@pytest.fixture
def page(client):
    def get(url, viewer=None, status=200):
        if viewer:
            client.force_login(viewer)
        answer = client.get(url)
        assert answer.status_code == status
        return answer.content.decode()

    return get


def queries(client, url):
    """How many queries a page takes, without those that ask what time it is."""
    with CaptureQueriesContext(
        connection,
    ) as seen:
        assert client.get(url).status_code == 200
    return sum("clock_offset_seconds" not in query["sql"] for query in seen)


def test_a_visitor_reads_who_decides_and_when_they_meet(page, board):
    html = page(BODIES)

    assert "The board" in html
    assert "Lille" in html
    assert html.index("Chloé") < html.index("Farid")
    assert reverse("governance:commitments") in html
    assert reverse("governance:decisions") in html


def test_an_empty_house_says_what_will_be_here(page, cast):
    assert "No body is open to you yet" in page(BODIES)


def test_a_body_for_a_few_is_not_there_for_others(page, cast, board, audiences):
    quiet = Body.objects.create(name="Quiet council", audience=audiences.listing("few", cast.chloe))

    assert "Quiet council" not in page(BODIES)
    page(f"/governance/bodies/{quiet.pk}/", status=404)
    assert "Quiet council" in page(BODIES, cast.chloe)
    page(f"/governance/bodies/{quiet.pk}/")


def test_the_list_takes_as_many_queries_for_one_body_as_for_three(client, cast, board, audiences):
    one = queries(client, BODIES)
    for name in ("B", "C"):
        body = Body.objects.create(name=name, audience=audiences.public)
        Mandate.objects.create(
            body=body, holder=cast.bruno, role="chair", from_on=cast.today, until_on=cast.today + timedelta(days=9)
        )
        Meeting.objects.create(body=body, audience=audiences.public, starts_at=clock.now() + timedelta(days=5))

    assert queries(client, BODIES) == one


def test_a_body_shows_its_people_its_meetings_and_what_waits(page, board, sitting, refer, promise):
    refer(title="Open the books", number=9)

    html = page(board.body.get_absolute_url())

    for words in ("Chloé", "Lille", "Namur", "Open the books", "What it promised"):
        assert words in html
    assert "Call a meeting" not in html  # a visitor is not shown acts


def test_whoever_sets_the_agendas_sees_first_what_waits_for_one(client, cast, board, refer):
    refer(title="Open the books", number=9)
    for member, first in ((cast.farid, True), (cast.awa, False)):
        client.force_login(member)
        html = client.get(board.body.get_absolute_url()).content.decode()
        assert (html.index("Waiting for a meeting") < html.index("Who sits here")) is first


def test_a_mandate_that_ended_is_not_shown(page, cast, board):
    Mandate.objects.filter(holder=cast.chloe).update(until_on=cast.today - timedelta(days=1))

    assert "Chloé" not in page(board.body.get_absolute_url())


def test_a_refused_button_says_why(page, cast, board):
    html = page(board.body.get_absolute_url(), cast.awa)

    assert "Only the chair or the secretary of “The board” calls its meetings." in html
    assert 'aria-disabled="true"' in html


def test_the_secretary_calls_a_meeting_from_the_page(client, cast, board):
    client.force_login(cast.farid)

    answer = client.post(
        f"/governance/bodies/{board.body.pk}/meetings/", {"starts_at": "2099-05-04T18:30", "place": "Lyon"}
    )

    called = Meeting.objects.get(place="Lyon")
    assert (answer.status_code, answer.url) == (303, called.get_absolute_url())
    assert "Lyon" in client.get(answer.url).content.decode()


@pytest.mark.parametrize("starts_at", ["", "2001-01-01T10:00", "tomorrow"])
def test_a_date_that_will_not_do_comes_back_with_what_was_typed(client, cast, board, starts_at):
    client.force_login(cast.farid)

    answer = client.post(f"/governance/bodies/{board.body.pk}/meetings/", {"starts_at": starts_at, "place": "Lyon"})

    assert answer.status_code == 422
    assert 'value="Lyon"' in answer.content.decode()
    assert Meeting.objects.get() == board.meeting


def test_others_are_refused_with_the_reason(client, cast, board):
    url = f"/governance/bodies/{board.body.pk}/meetings/"
    client.force_login(cast.awa)

    answer = client.post(url, {"starts_at": "2099-05-04T18:30"})

    assert answer.status_code == 403
    assert "Only the chair or the secretary" in answer.content.decode()
    assert client.get(url).status_code == 405


def test_acting_asks_a_visitor_to_sign_in(client, board):
    answer = client.post(f"/governance/bodies/{board.body.pk}/meetings/", {"starts_at": "2099-05-04T18:30"})

    assert answer.status_code == 403
    assert "/accounts/login/" in answer.content.decode()
