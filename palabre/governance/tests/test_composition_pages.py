"""The page on which the secretariat writes down how a body is made up, and where everybody reads it."""

from datetime import timedelta

import pytest

from palabre.governance.models import Body, CollegeSeats, Incompatibility, Mandate
from palabre.people.models import Duty

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
NO_LINES = {f"{lines}-{total}_FORMS": 0 for lines in ("college", "apart") for total in ("TOTAL", "INITIAL")}
ODD = "/governance/inconsistencies/"


@pytest.fixture
def url(board):
    return f"/governance/bodies/{board.body.pk}/composition/"


@pytest.fixture
def farid(client, cast):
    client.force_login(cast.farid)
    return client


def main(answer):
    return answer.content.decode().split("<main")[1]


def odd(client):
    html = main(client.get(ODD)).split('class="lead"')[1].split("</main")[0]
    return [part.split(">")[1].split("<")[0] for part in html.split('<li><a href="')[1:]]


def test_what_is_written_down_is_read_by_everyone(client, cast, board, farid, url):
    sent = NO_LINES | {
        "seat_name": "member of the board", "seats_most": 9, "branch": cast.rennes.pk,
        "mandate_months_most": 36, "renewal_parts": 3,
        "renewal_months": 12, "college-TOTAL_FORMS": 1, "college-0-college": cast.college.pk, "college-0-most": 4,
        "apart-TOTAL_FORMS": 1, "apart-0-duty": "register",
    }  # fmt: skip
    answer = farid.post(url, sent)
    assert (answer.status_code, answer.url) == (303, f"{board.body.get_absolute_url()}#seats")
    assert Body.objects.get(pk=board.body.pk).branch == cast.rennes
    client.logout()
    html = main(client.get(board.body.get_absolute_url()))
    for words in (
        "9 seats at most", "renewed by thirds, every year", "2 of 4 seats taken", "member of the board",
        "not together with this duty: keeper of the register",
    ):  # fmt: skip
        assert words in html, words
    assert "Write down how this body is made up" not in html


def test_what_stands_there_is_shown_and_a_line_is_taken_away_by_none(cast, board, farid, url):
    CollegeSeats.objects.create(body=board.body, college=cast.college, most=4)
    html = main(farid.get(url))
    assert "<summary>Members, Estran France</summary>" in html.replace("\n", "")
    lines = {"college-TOTAL_FORMS": 1, "college-INITIAL_FORMS": 1, "college-0-college": "", "college-0-most": 4}
    assert farid.post(url, NO_LINES | lines).status_code == 303
    assert not CollegeSeats.objects.exists()


def test_what_is_refused_comes_back_with_the_sentence_and_what_was_typed(cast, board, farid, url):
    line = {"college-TOTAL_FORMS": 1, "college-0-college": cast.college.pk, "college-0-most": 7}
    answer = farid.post(url, NO_LINES | line | {"seats_most": 3, "seat_name": "delegate"})
    assert (answer.status_code, "more than the 3 seats there are" in main(answer)) == (422, True)
    assert 'value="delegate"' in main(answer)
    answer = farid.post(url, NO_LINES | {"apart-TOTAL_FORMS": 1, "apart-0-role": "chair"})
    assert (answer.status_code, "Please say in which body." in main(answer)) == (422, True)
    assert Body.objects.get(pk=board.body.pk).seat_name == ""


def test_an_article_without_its_limit_is_let_go(board, farid, url):
    assert farid.post(url, NO_LINES | {"pause_months": 6}).status_code == 303
    assert Body.objects.get(pk=board.body.pk).pause_months is None


def test_others_are_refused_and_a_body_one_may_not_read_is_not_there(client, cast, audiences, url):
    client.force_login(cast.chloe)
    for answer in (client.get(url), client.post(url, NO_LINES)):
        assert (answer.status_code, "The secretariat writes down how bodies" in main(answer)) == (403, True)
    quiet = Body.objects.create(name="Quiet council", audience=audiences.listing("few", cast.chloe))
    client.force_login(cast.farid)
    assert client.get(f"/governance/bodies/{quiet.pk}/composition/").status_code == 404


def test_an_incompatibility_with_a_body_one_may_not_read_is_not_told(client, cast, audiences, board):
    quiet = Body.objects.create(name="Quiet council", audience=audiences.listing("few", cast.chloe))
    Incompatibility.objects.create(body=board.body, other=quiet)
    page = board.body.get_absolute_url()
    client.force_login(cast.chloe)
    assert "not together with a mandate in “Quiet council”" in main(client.get(page))
    client.force_login(cast.farid)
    assert "Quiet council" not in main(client.get(page))


def test_each_body_names_its_own_seats(client, cast, audiences, board):
    other = Body.objects.create(name="The council", audience=audiences.public, seat_name="delegate")
    dates = {"from_on": cast.today - DAY, "until_on": cast.today + DAY}
    Mandate.objects.create(body=other, holder=cast.awa, **dates)
    html = main(client.get("/governance/"))
    assert ("member of the body" in html, "delegate" in html) == (True, True)


def test_whoever_sits_there_reads_the_way_out_and_takes_it(client, cast, board):
    page, mandate = board.body.get_absolute_url(), board.body.mandates.get(holder=cast.chloe)
    resignation = f"/governance/mandates/{mandate.pk}/resignation/"
    client.force_login(cast.awa)
    assert "I resign from this seat" not in main(client.get(page))
    assert client.post(resignation, {"on": cast.today.isoformat()}).status_code == 403
    client.force_login(cast.chloe)
    assert "I resign from this seat" in main(client.get(page))
    late = (cast.today + 900 * DAY).isoformat()
    answer = client.post(resignation, {"on": late})
    assert (answer.status_code, "ends by then anyway" in main(answer), f'value="{late}"' in main(answer)) == (
        422, True, True,
    )  # fmt: skip
    assert client.post(resignation, {"on": (cast.today + DAY).isoformat()}).status_code == 303
    mandate.refresh_from_db()
    assert mandate.ended_on == cast.today + DAY
    assert "I resign from this seat" not in main(client.get(page))


def test_whose_seat_it_is_stands_among_the_mandates_for_whoever_has_an_account(client, cast, board):
    CollegeSeats.objects.create(body=board.body, college=cast.college, most=4)
    board.body.mandates.update(college=cast.college)
    page = f"/governance/bodies/{board.body.pk}/mandates/"
    assert "Seat of the college" not in main(client.get(page))
    client.force_login(cast.awa)
    assert "Seat of the college “Members”." in main(client.get(page))


def test_more_seats_taken_than_there_are_is_named(board, cast, farid):
    Body.objects.filter(pk=board.body.pk).update(seats_most=1)
    CollegeSeats.objects.create(body=board.body, college=cast.college, most=1)
    board.body.mandates.filter(holder=cast.chloe).update(college=cast.college)
    assert odd(farid) == [
        "“The board”: 2 seats are taken, and there are 1.",
        "“The board”: Farid, secretary. Seats are by college here, and this one counts for none.",
    ]
    board.body.mandates.update(college=cast.college)
    assert "“The board”: 2 seats of the college “Members” are taken, and there are 1." in odd(farid)


def test_what_one_person_holds_though_it_does_not_go_together_is_named(board, cast, audiences, farid):
    other = Body.objects.create(name="The council", audience=audiences.public)
    dates = {"from_on": cast.today - DAY, "until_on": cast.today + DAY}
    Mandate.objects.create(body=other, holder=cast.chloe, **dates)
    assert odd(farid) == []
    Incompatibility.objects.create(body=other, other=board.body)
    assert odd(farid) == [
        "“The council”: Chloé, member of the body. It does not go together with: member of the body, The board."
    ]
    Incompatibility.objects.all().delete()
    Incompatibility.objects.create(body=board.body, duty="secretariat")
    assert Duty.objects.filter(member=cast.farid, kind="secretariat").exists()
    assert odd(farid) == ["“The board”: Farid, secretary. It does not go together with: secretariat."]


def test_seats_that_end_together_are_named_where_they_are_renewed_by_parts(board, cast, farid):
    body, ends = board.body, board.body.mandates.order_by("pk")
    Body.objects.filter(pk=body.pk).update(renewal_parts=2, renewal_months=12)
    (said,) = odd(farid)
    assert said.startswith("“The board”: 2 seats end around ")
    assert said.endswith("renewed by halves, 1 would at most.")
    Mandate.objects.filter(pk=ends[0].pk).update(until_on=cast.today + 400 * DAY)
    assert odd(farid) == [], "ten months lie between: one after the other"
    Mandate.objects.filter(pk=ends[0].pk).update(planned_until_on=cast.today + 600 * DAY, ended_because="resigned")
    assert len(odd(farid)) == 1, "the end that was foreseen counts"
    Body.objects.filter(pk=body.pk).update(seats_most=4)
    assert odd(farid) == [], "a half of four is two"


def test_the_secretariat_says_what_kind_of_body_it_is_and_whose(farid, cast, board, url):
    assert farid.post(url, NO_LINES | {"kind": "board", "entity": cast.rennes.entity.pk}).status_code == 303
    body = Body.objects.get(pk=board.body.pk)
    assert (body.kind, body.entity) == ("board", cast.rennes.entity)
