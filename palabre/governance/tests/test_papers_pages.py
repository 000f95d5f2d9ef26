"""Papers on the pages of a meeting, on paper, and their way through the one door."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from pypdf import PdfReader

from palabre.governance.actions.minutes import present_minutes, save_part
from palabre.governance.actions.papers import add_paper, replace_paper, withdraw_paper
from palabre.governance.models import Meeting, Paper
from palabre.governance.paper_terms import NewPaper
from palabre.governance.written import Written
from tests.world.reading import read_to_the_end


def a_file(words="Income and costs.", name="accounts.html"):
    return SimpleUploadedFile(name, words.encode())


@pytest.fixture
def put(cast, sitting):
    def add(meeting=None, **said):
        paper = NewPaper(**({"title": "The accounts", "language": "nl", "file": a_file()} | said))
        return add_paper(meeting or sitting, by=cast.farid, paper=paper)

    return add


@pytest.fixture
def read(client):
    def get(address, viewer=None):
        client.logout()
        if viewer:
            client.force_login(viewer)
        answer = client.get(address)
        read_to_the_end(answer)
        return answer

    return get


def file_of(paper):
    return reverse("governance:paper_file", args=[paper.versions.last().pk])


def text_of(answer):
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.content)).pages).split())


def test_the_secretary_puts_a_paper_there_and_everyone_finds_it_beside_its_item(
    client, read, cast, sitting, before_the_board
):
    client.force_login(cast.farid)
    address = reverse("governance:new_paper", args=[sitting.pk])
    assert (
        f'value="{before_the_board.pk}" selected'
        in client.get(f"{address}?item={before_the_board.pk}").content.decode()
    )
    words = {"title": "The accounts", "item": before_the_board.pk, "language": "nl", "file": a_file()}
    answer = client.post(address, words)
    assert (answer.status_code, answer.url) == (303, f"{sitting.get_absolute_url()}#papers")
    for page in (sitting.get_absolute_url(), before_the_board.get_absolute_url()):
        html = read(page).content.decode()
        assert "The accounts" in html
        assert file_of(Paper.objects.get()) in html
        assert "Dutch" in html
    screen = reverse("governance:sitting", args=[sitting.pk]) + f"?item={before_the_board.pk}"
    assert "The accounts" in read(screen, cast.farid).content.decode()


def test_what_is_missing_comes_back_with_all_that_was_typed(client, cast, sitting):
    client.force_login(cast.farid)
    address = reverse("governance:new_paper", args=[sitting.pk])
    words = {"title": "The accounts", "language": "nl"}
    answer = client.post(address, words | {"file": a_file(), "held_because": "Secret."})
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "Please say on which day it opens." in html
    assert 'value="The accounts"' in html
    answer = client.post(address, words | {"file": a_file(name="accounts.exe")})
    assert answer.status_code == 422
    assert "We do not take files of this kind." in answer.content.decode()
    assert not Paper.objects.exists()


def test_others_are_told_why_not_and_strangers_asked_to_sign_in(client, read, cast, sitting, put):
    paper = put()
    for name, pk in (("new_paper", sitting.pk), ("paper_versions", paper.pk), ("paper_withdrawal", paper.pk)):
        client.logout()
        address = reverse(f"governance:{name}", args=[pk])
        assert client.post(address, {}).status_code == 403
        client.force_login(cast.awa)
        answer = client.post(address, {"because": "x", "file": a_file("x")})
        assert answer.status_code == 403
        assert "Only the chair or the secretary of “The board” puts papers" in answer.content.decode()
    for who in (None, cast.awa, cast.chloe):
        assert "Put a paper before the meeting" not in read(sitting.get_absolute_url(), who).content.decode()
    assert "Put a paper before the meeting" in read(sitting.get_absolute_url(), cast.farid).content.decode()


def test_a_file_is_a_download_whatever_it_is_and_nobody_keeps_it(read, put):
    answer = read(file_of(put()))
    assert answer.headers["Content-Length"] == "17"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="accounts.html"'
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert answer.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_there_is_no_other_door_to_its_file(read, cast, put):
    file = put().versions.get().file
    for who in (None, cast.awa, cast.chloe, cast.farid, cast.greta):
        assert read(reverse("files:file", args=[file.pk]), who).status_code == 404


def test_what_is_held_back_is_listed_with_its_reason_and_refused_with_a_sentence(read, cast, sitting, put, days):
    paper = put(held_until_on=days(5), held_because="Not signed.")
    for who in (None, cast.awa, cast.greta):
        html = read(sitting.get_absolute_url(), who).content.decode()
        assert "Held back until" in html
        assert "Not signed." in html
        assert file_of(paper) not in html
        assert read(file_of(paper), who).status_code == 403
        assert "only who sits on the body has it" in read(file_of(paper), who).content.decode()
    assert file_of(paper) in read(sitting.get_absolute_url(), cast.chloe).content.decode()
    assert read(file_of(paper), cast.chloe).status_code == 200


def test_a_meeting_one_may_not_read_has_no_papers(read, cast, put, sitting, audiences):
    paper = put()
    Meeting.objects.filter(pk=sitting.pk).update(audience=audiences.members)
    for address in (paper.get_absolute_url(), file_of(paper)):
        assert read(address, cast.zoe).status_code == 404
        assert read(address, cast.awa).status_code == 200


def test_a_withdrawn_paper_keeps_its_title_and_gives_its_file_to_nobody(client, read, cast, sitting, put):
    paper = put()
    client.force_login(cast.farid)
    address = reverse("governance:paper_withdrawal", args=[paper.pk])
    assert client.post(address, {"because": ""}).status_code == 422
    assert client.post(address, {"because": "It names someone."}).status_code == 303
    for who in (None, cast.farid):
        html = read(sitting.get_absolute_url(), who).content.decode()
        assert "The accounts" in html
        assert "It names someone." in html
        assert file_of(paper) not in html
        assert "It names someone." in read(paper.get_absolute_url(), who).content.decode()
        assert read(file_of(paper), who).status_code == 403


def test_a_new_version_stands_before_the_old_ones(client, read, cast, put):
    paper = put()
    client.force_login(cast.farid)
    address = reverse("governance:paper_versions", args=[paper.pk])
    answer = client.post(address, {"because": "A line was missing."})
    assert answer.status_code == 422
    assert 'value="A line was missing."' in answer.content.decode()
    assert client.post(address, {"because": "A line was missing.", "file": a_file("Anew")}).status_code == 303
    html = read(paper.get_absolute_url()).content.decode()
    assert "Its versions, the newest first" in html
    for version in paper.versions.all():
        assert reverse("governance:paper_file", args=[version.pk]) in html


def test_on_paper_every_version_has_its_date(read, cast, sitting, before_the_board, put):
    paper = put(item=before_the_board)
    replace_paper(paper, by=cast.farid, file=a_file("Anew"), because="A line was missing.")
    withdraw_paper(put(title="By mistake"), by=cast.farid, because="It is of another meeting.")
    for name in ("agenda_pdf", "convocation_pdf"):
        words = text_of(read(reverse(f"governance:{name}", args=[sitting.pk])))
        assert "Paper: The accounts (HTML, version 2 of" in words
        assert "version 1 of" in words
        assert "By mistake. Withdrawn on" in words
        assert "It is of another meeting." in words


def test_minutes_list_the_papers_put_before_the_meeting(read, cast, sitting, before_the_board, put):
    put(item=before_the_board)
    save_part(sitting, by=cast.farid, anchor="summary", written=Written("We looked."), saves=0)
    present_minutes(sitting, by=cast.farid)
    html = read(reverse("governance:minutes", args=[sitting.pk])).content.decode()
    assert "Papers put before the meeting" in html
    assert html.index("Papers put before the meeting") < html.index("The accounts")
    words = text_of(read(reverse("governance:minutes_pdf", args=[sitting.pk])))
    assert "Papers put before the meeting" in words
    assert "The accounts (HTML, version 1 of" in words
