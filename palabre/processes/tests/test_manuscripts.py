import io
import zipfile
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from palabre.commons.trail.verbs import Why
from palabre.core.verdict import Refused
from palabre.people.models import Duty
from palabre.processes.actions.manuscripts import (
    CorrectedMeanwhile,
    bring_in_manuscript,
    correct_manuscript,
    undo_correction,
)
from palabre.processes.corrections import Correction, Place
from palabre.processes.models import Manuscript
from palabre.processes.reading import Unreadable
from palabre.processes.reading.tests.odt_files import odt
from palabre.processes.secretariat import keep_secretariat_in_step
from palabre.processes.tests.conftest import DOCUMENT
from palabre.processes.verbs import manuscripts as verbs

LIST = "/processes/manuscripts/"


def pk_of(response):
    return int(response["Location"].split("/")[3])


# --- bringing in ------------------------------------------------------------------------------------------------


def test_a_document_comes_in_and_palabre_proposes_how_it_is_built(cast, manuscript, entries):
    proposal = manuscript.proposal
    assert (manuscript.name, proposal["date"]) == ("Deciding together, even from afar", "2026-03-12")
    assert (proposal["drafters"], proposal["groups"]) == (["Ada Roux", "Bram Peeters"], ["Rennes", "Lille"])
    assert [len(each["measures"]) for each in proposal["recommendations"]] == [2, 3]
    assert proposal["unplaced"] == ["Leave a comment"]
    entry = entries("processes.manuscript_brought_in")[0]
    assert entry.by == cast.farid
    assert list(verbs.MANUSCRIPT_BROUGHT_IN.told(entry.entry)) == [(cast.farid.pk, Why.SECRETARIAT)]


def test_its_source_is_kept_as_it_came_for_the_secretariat_alone(cast, manuscript, as_):
    address = f"/files/{manuscript.source.pk}/"
    assert b"".join(as_(cast.farid).get(address).streaming_content) == DOCUMENT.encode()
    assert as_(cast.bruno).get(address).status_code == 404
    assert "bram@example.org" not in str(manuscript.proposal)


@pytest.mark.parametrize("name", ["awa", "bruno", "chloe", "greta", "zoe"])
def test_only_the_secretariat_brings_in_reads_and_corrects(cast, manuscript, as_, name):
    member = getattr(cast, name)
    with pytest.raises(Refused):
        bring_in_manuscript(by=member, name="", data=b"A text.")
    with pytest.raises(Refused):
        correct_manuscript(manuscript, by=member, correction=Correction(Place.parse("i1"), "down"), saves=1)
    browser = as_(member)
    refused = browser.get(LIST)
    assert (refused.status_code, "Only the secretariat" in refused.text) == (403, True)
    assert browser.get(f"{LIST}{manuscript.pk}/").status_code == 404
    assert browser.post(f"{LIST}{manuscript.pk}/correction/", {"place": "i1"}).status_code == 404


def test_signed_out_one_is_asked_to_sign_in(manuscript, as_):
    assert as_().get(LIST).status_code == 302
    assert as_().get(f"{LIST}{manuscript.pk}/").status_code == 302


def test_whoever_takes_up_the_secretariat_reads_the_documents_and_whoever_leaves_it_does_not(cast, manuscript):
    assert not Manuscript.objects.visible_to(cast.driss).exists()
    today = cast.today
    Duty.objects.create(member=cast.driss, kind="secretariat", from_on=today, until_on=today + timedelta(days=9))
    cast.farid.duties.update(from_on=today - timedelta(days=9), until_on=today - timedelta(days=1))
    assert keep_secretariat_in_step() == 2
    assert Manuscript.objects.visible_to(cast.driss).get() == manuscript
    assert not Manuscript.objects.visible_to(cast.farid).exists()
    assert keep_secretariat_in_step() == 0


def test_the_same_click_twice_brings_it_in_once(cast, manuscript):
    assert bring_in_manuscript(by=cast.farid, name="", data=DOCUMENT.encode(), filename="deciding.txt") == manuscript


def test_a_pasted_text_and_a_sent_file_both_come_in(cast, as_):
    pasted = as_(cast.farid).post(LIST, {"text": DOCUMENT, "name": "The groups’ text"})
    assert pasted.status_code == 303
    assert Manuscript.objects.get(pk=pk_of(pasted)).name == "The groups’ text"
    sent = as_(cast.farid).post(LIST, {"file": SimpleUploadedFile("text.md", b"# Title\n\nSome **words**.\n")})
    assert sent.status_code == 303
    assert Manuscript.objects.get(pk=pk_of(sent)).source.name == "text.md"


@pytest.mark.parametrize("data", [DOCUMENT.encode("utf-16"), DOCUMENT.encode("latin-1", "replace")])
def test_other_encodings_come_in_too(cast, data):
    assert bring_in_manuscript(by=cast.farid, name="", data=data, filename="x").proposal["groups"] == [
        "Rennes",
        "Lille",
    ]


def bomb():
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"<a>" + b" " * 80_000_000)
    return held.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("empty.txt", b"", "This file is empty"),
        ("photo.txt", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40, "not a text Palabre can read"),
        ("bomb.docx", bomb(), "unpacks to far more"),
        ("large.txt", b"words " * 2_000_000, "larger than 10 MB"),
        ("broken.docx", b"PK\x03\x04 and nothing", "damaged"),
        ("locked.odt", odt({"META-INF/manifest.xml": b"<encryption-data/>"}), "locked with a password"),
        ("macro.odt", odt({"Basic/Standard/Module1.xml": b"<a/>"}), "holds macros"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_sentence(cast, as_, name, data, said):
    answer = as_(cast.farid).post(LIST, {"file": SimpleUploadedFile(name, data), "name": "Kept"})
    assert (answer.status_code, said in answer.text, 'value="Kept"' in answer.text) == (422, True, True)
    assert not Manuscript.objects.exists()


def test_a_pasted_text_is_kept_when_something_is_wrong(cast, as_):
    file = SimpleUploadedFile("text.txt", b"Words.")
    both = as_(cast.farid).post(LIST, {"file": file, "text": "What I pasted"})
    assert (both.status_code, "What I pasted" in both.text, "not both" in both.text) == (422, True, True)
    nothing = as_(cast.farid).post(LIST, {"text": " "})
    assert (nothing.status_code, "Choose a file, or paste" in nothing.text) == (422, True)


def test_a_pasted_text_of_many_megabytes_is_answered_with_a_sentence(cast, as_):
    answer = as_(cast.farid).post(LIST, {"text": "words " * 900_000})
    assert (answer.status_code, "too long to be sent this way" in answer.text) == (422, True)
    refused = as_(cast.awa).post(LIST, {"text": "words " * 900_000})
    assert (refused.status_code, "Only the secretariat" in refused.text) == (403, True)


def test_a_token_is_still_asked_for(cast, client):
    client.handler.enforce_csrf_checks = True
    client.force_login(cast.farid)
    assert client.post(LIST, {"text": DOCUMENT}).status_code == 403
    assert not Manuscript.objects.exists()


def test_scripts_in_a_document_are_words_at_most(cast, as_):
    html = b"<html><body><h1>T</h1><p>Hello <img src=x onerror=alert(1)>you</p><script>alert(2)</script></body></html>"
    came = as_(cast.farid).post(LIST, {"file": SimpleUploadedFile("t.html", html)})
    shown = as_(cast.farid).get(f"{LIST}{pk_of(came)}/?part=i").text
    assert "onerror=" not in shown
    assert "alert(2)" not in shown
    quoted = bring_in_manuscript(
        by=cast.farid, name="<script>alert(3)</script>", data=b"One <b onclick=x>two</b>.\n\nThree."
    )
    assert "<script>alert(3)" not in as_(cast.farid).get(f"{LIST}{quoted.pk}/").text


def test_the_list_costs_the_same_with_one_three_and_thirty(cast, as_):
    def count():
        with CaptureQueriesContext(connection) as asked:
            assert as_browser.get(LIST).status_code == 200
        return sum("clock_offset_seconds" not in query["sql"] for query in asked.captured_queries)

    as_browser = as_(cast.farid)
    found = []
    for number in range(30):
        bring_in_manuscript(by=cast.farid, name="", data=f"Title {number}\n\nWords.".encode())
        if number in (0, 2, 29):
            found.append(count())
    assert len(set(found)) == 1


def test_an_unreadable_document_says_so_to_a_command_too(cast):
    with pytest.raises(Unreadable) as unreadable:
        bring_in_manuscript(by=cast.farid, name="", data=b"")
    assert unreadable.value.sentence.startswith("This file is empty")


# --- the page ---------------------------------------------------------------------------------------------------


def test_the_page_reads_as_the_document_with_one_part_open(cast, manuscript, as_):
    shown = as_(cast.farid).get(f"{LIST}{manuscript.pk}/?part=r1").text
    assert "2 recommendations, 5 measures, 1 paragraph not placed" in shown
    assert "The board publishes its agenda ten days before." in shown
    assert "Every refusal gives its reasons." not in shown
    assert "The answer names" in as_(cast.farid).get(f"{LIST}{manuscript.pk}/?part=r2").text
    assert as_(cast.farid).get(f"{LIST}{manuscript.pk}/?part=nonsense").status_code == 200


def correct(browser, manuscript, place, deed="save", *, saves=1, headers=None, **more):
    fields = {"place": place, "deed": deed, "saves": saves, "part": "r1"} | more
    return browser.post(f"{LIST}{manuscript.pk}/correction/", fields, headers=headers or {})


def test_a_passage_is_corrected_without_javascript(cast, manuscript, as_, entries):
    answer = correct(
        as_(cast.farid), manuscript, "r1.m2", title="Members may add a point.", text="Until five days before."
    )
    assert (answer.status_code, answer["Location"]) == (303, f"{LIST}{manuscript.pk}/?part=r1#r1.m2")
    manuscript.refresh_from_db()
    assert manuscript.proposal["recommendations"][0]["measures"][1] == {
        "title": "Members may add a point.",
        "text": ["Until five days before."],
        "group": None,
    }
    assert [entry.facts["deed"] for entry in entries("processes.manuscript_corrected")] == ["save"]
    shown = as_(cast.farid).get(f"{LIST}{manuscript.pk}/").text
    assert "Farid reworded “Members may add a point until five days before.”" in shown


def test_with_htmx_the_sheet_alone_comes_back_with_the_passage_marked(cast, manuscript, as_):
    answer = correct(as_(cast.farid), manuscript, "r1.m2", "up", headers={"HX-Request": "true"})
    assert (answer.status_code, "<html" in answer.text) == (200, False)
    assert 'id="r1.m1" data-kind="measure" data-changed' in answer.text


def test_a_new_recommendation_is_opened_at_once(cast, manuscript, as_):
    answer = correct(as_(cast.farid), manuscript, "r1.m2", "move", to="new")
    assert answer["Location"] == f"{LIST}{manuscript.pk}/?part=r2#r2-title"


def test_what_makes_no_sense_is_said_and_changes_nothing(cast, manuscript, as_):
    for place, deed in (("r1.m1", "split"), ("r9", "save"), ("nowhere", "save"), ("r1.m1", "burn")):
        answer = correct(as_(cast.farid), manuscript, place, deed)
        assert (answer.status_code, "nothing changed" in answer.text) == (422, True)
    manuscript.refresh_from_db()
    assert manuscript.saves == 1


def test_of_two_people_at_once_the_second_sees_both_and_loses_nothing(cast, manuscript, as_):
    shown = as_(cast.farid).get(f"{LIST}{manuscript.pk}/?part=r1").text
    was = shown.split('name="place" value="r1.m2"><input type="hidden" name="was" value="')[1][:16]
    correct(as_(cast.farid), manuscript, "r1.m1", title="The board says what it will speak of.", text="")
    second = correct(as_(cast.farid), manuscript, "r1.m2", title="Anyone may add a point.", text="", was=was)
    assert second.status_code == 422
    assert "Anyone may add a point." in second.text
    assert "Farid reworded “The board publishes its agenda ten days before.”" in second.text
    assert "Make my correction" in second.text
    again = correct(as_(cast.farid), manuscript, "r1.m2", title="Anyone may add a point.", text="", was=was, saves=2)
    assert again.status_code == 303


def test_when_both_changed_the_same_passage_the_second_keeps_the_words_to_copy(cast, manuscript, as_):
    correct(as_(cast.farid), manuscript, "r1.m2", title="Theirs.", text="")
    second = correct(as_(cast.farid), manuscript, "r1.m2", title="Mine.", text="", was="0123456789abcdef")
    assert (second.status_code, "Mine." in second.text, "Theirs." in second.text) == (422, True, True)
    assert "Make my correction" not in second.text


def test_the_last_correction_is_taken_back_and_done_again(cast, manuscript):
    wanted = Correction(Place.parse("r1.m2"), "up")
    corrected, _ = correct_manuscript(manuscript, by=cast.farid, correction=wanted, saves=1)
    back = undo_correction(corrected, by=cast.farid, saves=2)
    assert back.proposal == manuscript.proposal
    assert undo_correction(back, by=cast.farid, saves=3).proposal == corrected.proposal
    with pytest.raises(CorrectedMeanwhile):
        undo_correction(back, by=cast.farid, saves=3)


def test_a_correction_that_changes_nothing_leaves_no_trace(cast, manuscript, entries):
    same, _ = correct_manuscript(manuscript, by=cast.farid, correction=Correction(Place.parse("i1"), "save"), saves=1)
    assert (same.saves, entries("processes.manuscript_corrected")) == (1, [])


def described(**changed):
    return {
        "saves": 1,
        "title": "Deciding together",
        "date": "2026-03-12",
        "language": "en",
        "drafters-1": "Ada Roux",
        "drafters-2": "Bram Peeters",
        "groups-1": "Rennes",
        "groups-2": "Lille",
    } | changed


def test_what_the_document_says_of_itself_is_corrected(cast, manuscript, as_):
    address = f"{LIST}{manuscript.pk}/description/"
    session = {
        "event-1": "Evening call",
        "event-1-at": "2026-04-24T14:00",
        "drafters-3": "Cy Ro",
        "groups-2": "Lille-Métropole",
    }
    assert as_(cast.farid).post(address, described(**session)).status_code == 303
    manuscript.refresh_from_db()
    assert manuscript.proposal["events"] == [{"title": "Evening call", "starts_at": "2026-04-24T14:00"}]
    assert manuscript.proposal["groups"] == ["Rennes", "Lille-Métropole"]
    assert manuscript.proposal["drafters"] == ["Ada Roux", "Bram Peeters", "Cy Ro"]


def test_a_session_without_its_hour_is_refused_and_kept_on_the_page(cast, manuscript, as_):
    answer = as_(cast.farid).post(f"{LIST}{manuscript.pk}/description/", described(**{"event-1": "Evening call"}))
    assert (answer.status_code, "needs its day and hour" in answer.text, "Evening call" in answer.text) == (
        422,
        True,
        True,
    )


def test_two_people_describing_at_once_lose_nothing(cast, manuscript, as_):
    address = f"{LIST}{manuscript.pk}/description/"
    as_(cast.farid).post(address, described(title="Theirs"))
    second = as_(cast.farid).post(address, described(title="Mine", **{"drafters-3": "Cy Ro"}))
    assert second.status_code == 422
    for words in ("Theirs", "Mine", "Cy Ro"):
        assert words in second.text


def test_undoing_on_the_page_and_its_conflict(cast, manuscript, as_):
    correct(as_(cast.farid), manuscript, "r1.m2", "up")
    address = f"{LIST}{manuscript.pk}/undoing/"
    assert as_(cast.farid).post(address, {"saves": 1, "part": "r1"}).status_code == 422
    assert as_(cast.farid).post(address, {"saves": 2, "part": "r1"}).status_code == 303
