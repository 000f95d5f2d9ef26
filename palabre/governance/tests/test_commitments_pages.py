import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from palabre.governance.actions.commitments import add_proof
from palabre.governance.actions.overdue import return_overdue
from palabre.governance.models import AgendaItem, Commitment, Proof

REGISTER = "/governance/commitments/"


@pytest.fixture
def read(client):
    def get(url, viewer=None):
        if viewer:
            client.force_login(viewer)
        answer = client.get(url)
        assert answer.status_code == 200
        return answer.content.decode()

    return get


def test_an_empty_register_says_what_will_be_there(read, cast):
    assert "Nothing has been promised yet" in read(REGISTER)


def test_a_visitor_reads_the_register_with_its_bar_and_table(read, promise):
    html = read(REGISTER)

    for words in ("Agendas", "2027-3.1", "Driss", "under way", "0%", "bars-drawing", "bars-table"):
        assert words in html


def test_filters_keep_the_totals_honest(read, before_the_board, accept):
    first, second, _ = before_the_board.points.all()
    accept(first)
    accept(second, outcome="refused")

    html = read(f"{REGISTER}?status=rejected")

    assert "Minutes" in html
    assert "Agendas" not in html
    assert '<strong class="number">2</strong> measures answered' in html
    assert '<strong class="number">1</strong> measure answered' in html
    assert "/governance/commitments.csv?status=rejected" in html


@pytest.mark.parametrize("query", ["status=x", "body=x", "body=999", "page=99", "page=x", "overdue=maybe", "text=%00"])
def test_an_address_that_makes_no_sense_still_answers(read, promise, query):
    read(f"{REGISTER}?{query}")


def test_nothing_like_that_leads_back_to_all(read, promise):
    assert "Nothing in the register is like that" in read(f"{REGISTER}?text=zebra")


def test_the_register_takes_as_many_queries_for_one_line_as_for_three(client, before_the_board, accept, move_clock):
    def queries():
        with CaptureQueriesContext(connection) as seen:
            client.get(REGISTER)
        return sum("clock_offset_seconds" not in query["sql"] for query in seen)

    first, *others = before_the_board.points.all()
    accept(first)
    move_clock(days=25)
    return_overdue()
    one = queries()
    move_clock(days=0)
    for point in others:
        accept(point)
    move_clock(days=25)
    return_overdue()

    assert queries() == one


def test_exports_are_downloads_of_what_was_asked(client, promise):
    answer = client.get("/governance/commitments.csv?status=under_way")
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="commitments.csv"'
    assert answer.content.startswith(b"\xef\xbb\xbfreference,title,status")
    assert b"2027-3.1,Agendas,under_way" in answer.content

    answer = client.get("/governance/commitments.json?status=done")
    assert answer.headers["Content-Type"] == "application/json"
    found = json.loads(answer.content)
    assert (found["commitments"], found["totals"]["answered"], found["all"]["answered"]) == ([], 0, 1)


def test_the_story_of_a_commitment_is_told_to_a_visitor(read, promise, cast):
    add_proof(promise, by=cast.driss, title="The minutes", url="https://example.org/minutes")

    html = read(promise.get_absolute_url())

    for words in ("It costs little.", "Driss", "Two hours a month", "The minutes", "https://example.org/minutes"):
        assert words in html
    assert "<form" not in html.split("<main")[1]


def test_the_owner_notes_progress_from_the_page(client, read, promise, cast, days):
    read(promise.get_absolute_url(), cast.driss)
    url = f"{promise.get_absolute_url()}notes/"

    answer = client.post(url, {"status": "under_way", "text": "Half of it.", "next_check_on": days(40)})

    assert (answer.status_code, answer.url) == (303, promise.get_absolute_url())
    html = client.get(answer.url).content.decode()
    assert "Half of it." in html
    assert "It is next checked on" in html


def test_done_and_its_proof_go_together(client, promise, cast):
    client.force_login(cast.driss)
    url = f"{promise.get_absolute_url()}notes/"

    answer = client.post(url, {"status": "done", "text": "All of it."})
    assert answer.status_code == 422
    assert "“Done” needs a proof" in answer.content.decode()
    assert "All of it." in answer.content.decode()

    proof = {"title": "The minutes", "url": "https://example.org/minutes"}
    assert client.post(url, {"status": "done", "text": "All of it.", **proof}).status_code == 303
    assert Commitment.objects.get().status == "done"


def test_a_file_we_do_not_take_is_said_beside_the_field(client, promise, cast):
    client.force_login(cast.driss)
    program = SimpleUploadedFile("run.exe", b"MZ")

    answer = client.post(f"{promise.get_absolute_url()}proofs/", {"title": "It runs", "file": program})

    assert answer.status_code == 422
    assert "We do not take files of this kind." in answer.content.decode()
    assert 'value="It runs"' in answer.content.decode()
    assert not Proof.objects.exists()


def test_a_link_is_added_as_a_proof(client, promise, cast):
    client.force_login(cast.farid)
    url = f"{promise.get_absolute_url()}proofs/"
    assert client.post(url, {"title": "A trap", "url": "javascript:alert(1)"}).status_code == 422

    answer = client.post(url, {"title": "The minutes", "url": "https://example.org/minutes"})

    assert answer.status_code == 303
    assert Proof.objects.get().title == "The minutes"


def test_others_see_why_they_note_nothing(client, read, promise, cast):
    reason = "Only whoever it was entrusted to, or who sits on “The board”, notes the progress."
    assert reason in read(promise.get_absolute_url(), cast.awa)

    for part in ("notes", "proofs"):
        answer = client.post(f"{promise.get_absolute_url()}{part}/", {})
        assert answer.status_code == 403
        assert reason in answer.content.decode()


def test_overdue_shows_when_it_comes_back(read, promise, board, move_clock):
    move_clock(days=25)
    return_overdue()

    html = read(promise.get_absolute_url())
    assert "Check date passed" in html
    assert AgendaItem.objects.get(source="overdue").get_absolute_url() in html
    assert "passed 5 days ago" in read(REGISTER)


def test_what_was_typed_is_never_run(read, promise, cast):
    add_proof(promise, by=cast.driss, title="<script>alert(1)</script>", url="https://example.org/")

    html = read(promise.get_absolute_url())
    assert "<script>alert" not in html
    assert "&lt;script&gt;alert(1)" in html
