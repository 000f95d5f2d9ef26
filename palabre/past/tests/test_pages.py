"""The pages of past cycles, and what the rest of the house shows of what was handed down."""

import json
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from palabre.core import clock
from palabre.governance.models import Commitment, Decision
from palabre.past.forgetting import forget_old_lines
from palabre.past.models import PastImport, PastRow
from palabre.past.tests.files import as_csv, counted_by_hand, lines_of
from palabre.processes.models import Measure, Process, Recommendation


def said(form_page):
    """What the form of the words proposes, as a browser would send it."""
    return {name: field.initial for name, field in form_page.context["words_form"].fields.items()}


def test_the_pages_walk_from_the_file_to_the_register(client, cast, board, brought):
    client.force_login(cast.farid)
    lines = [*lines_of(40), ["2016", "", "", "Fait", "", "X", "Sans thème"]]
    file = SimpleUploadedFile("suivi.csv", as_csv(lines))
    at = client.post(reverse("past:imports"), {"file": file}).url
    mapping = PastImport.objects.get().mapping
    columns = {f"column-{place}": name for place, name in enumerate(mapping)}
    assert client.post(f"{at}columns/", columns | {"column-0": ""}).status_code == 422
    assert client.post(f"{at}columns/", columns).url == at
    words = said(client.get(at)) | {"body": board.body.pk, "next_check_on": cast.today + timedelta(days=9)}
    wrong = client.post(f"{at}words/", words | {"service": "", "source-0": "Tapé"})
    assert wrong.status_code == 422
    assert "Tapé" in wrong.content.decode()
    assert client.post(f"{at}words/", words).url == at
    dry = client.get(at).content.decode()
    assert "“theme” is empty." in dry
    assert not Process.objects.exists()
    assert "Sans thème" not in client.get(f"{at}?kind=new").content.decode()
    client.post(f"{at}application/")
    done = client.get(at)
    line = next(line for line in done.context["cycles"] if line.cycle == "2016")
    answered, count, percent = counted_by_hand(lines_of(40), "2016")
    register = client.get(line.register)
    assert (register.context["totals"].answered, register.context["totals"].done) == (answered, count)
    assert register.context["totals"].completion_percent == percent == line.totals.completion_percent


def test_nobody_else_opens_them(client, cast, brought):
    of = brought(lines_of(2))
    for who in (cast.awa, cast.greta):
        client.force_login(who)
        assert client.get(reverse("past:imports")).status_code == 403
        assert client.get(reverse("past:import", args=[of.pk])).status_code == 403
    client.logout()
    assert client.get(reverse("past:imports")).status_code == 302


@pytest.fixture
def handed_down(written):
    lines = [
        ["2016", "Lille", "Prêt", "Fait", "Trois salles", "R1", "Prêter les salles"],
        ["2016", "Gand", "Prêt", "Abandonné", "Trop cher", "R2", "Acheter un camion"],
        ["2016", "Gand", "Prêt", "En cours", "", "R3", "Former"],
    ]
    written(lines, source_0="AG de juin 2016", on_0="2016-06-18")
    return Commitment.objects.order_by("pk")


def test_every_page_of_what_was_handed_down_says_so(client, cast, board, handed_down):
    commitment = handed_down[0]
    process, recommendation = Process.objects.get(), Recommendation.objects.get()
    pages = {
        "register": reverse("governance:commitments"),
        "commitment": commitment.get_absolute_url(),
        "decision": commitment.decision.get_absolute_url(),
        "decisions": reverse("governance:decisions"),
        "process": process.get_absolute_url(),
        "processes": reverse("processes:processes"),
        "recommendation": recommendation.get_absolute_url(),
        "measure": Measure.objects.first().get_absolute_url(),
    }
    for viewer in (None, cast.awa, cast.chloe, cast.farid):
        client.logout()
        if viewer:
            client.force_login(viewer)
        for name, address in pages.items():
            page = client.get(address)
            assert page.status_code == 200, name
            assert "AG de juin 2016" in page.content.decode(), name
        assert client.get(commitment.decision.point.item.get_absolute_url()).status_code == 200
        assert client.get(board.body.get_absolute_url()).status_code == 200
        assert client.get("/").status_code == 200
    told = client.get(pages["commitment"]).content.decode()
    assert "As told by the file, not checked here" in told
    assert "Decided before Palabre" in told


def test_exports_and_api_name_the_source_and_its_day(client, handed_down):
    listed = json.loads(client.get(f"{reverse('governance:commitments_json')}?source=AG+de+juin+2016").content)
    assert {line["handed_down_from"] for line in listed["commitments"]} == {"AG de juin 2016"}
    assert {line["decided_on"] for line in listed["commitments"]} == {"2016-06-18"}
    assert (listed["totals"]["done"], listed["totals"]["completion_percent"]) == (1, 33)
    assert b"AG de juin 2016" in client.get(reverse("governance:commitments_csv")).content
    decision = client.get(f"/api/v1/decisions/{Decision.objects.first().pk}").json()
    assert decision["meeting"] is None
    assert decision["handed_down"] == {"source": "AG de juin 2016", "on": "2016-06-18"}
    assert client.get(f"/api/v1/recommendations/{Recommendation.objects.get().pk}").json()["state"] == "answered"


def test_nobody_writes_or_adds_an_opinion_to_it(client, cast, handed_down):
    decision = Decision.objects.first()
    client.force_login(cast.chloe)
    page = client.post(reverse("governance:decision_opinions", args=[decision.pk]), {"minority": "Trop peu."})
    assert page.status_code == 403
    assert "This was decided before Palabre" in page.content.decode()
    assert "This is closed to comments." in client.get(Measure.objects.first().get_absolute_url()).content.decode()


def test_what_is_handed_down_is_not_what_was_decided_lately(client, handed_down):
    assert "Prêter les salles" not in client.get("/").content.decode()


def test_pages_take_as_many_queries_for_three_lines_as_for_thirty(client, cast, brought, written):
    def queries(address):
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        return len([each for each in captured if "clock" not in each["sql"]])

    client.force_login(cast.farid)
    few, many = brought(lines_of(4)), brought(lines_of(44))
    pages = [reverse("past:import", args=[of.pk]) for of in (few, many)]
    assert queries(pages[0]) == queries(pages[1])
    register, list_ = f"{reverse('governance:commitments')}?source=*", reverse("governance:decisions")
    written(lines_of(4))
    first = queries(register), queries(list_)
    written(lines_of(44))
    assert (queries(register), queries(list_)) == first


def test_lines_that_wait_for_a_month_go(brought):
    of = brought(lines_of(4))
    assert forget_old_lines() == 0
    PastImport.objects.update(at=clock.now() - timedelta(days=31))
    assert forget_old_lines() == 4
    of.refresh_from_db()
    assert (of.state, PastRow.objects.count()) == ("withdrawn", 0)


def test_papers_of_a_past_cycle_promise_nothing(client, handed_down):
    process = Process.objects.get()
    written = client.get(reverse("processes:process_markdown", args=[process.pk, 1]))
    words = b"".join(written.streaming_content if written.streaming else [written.content]).decode()
    assert "AG de juin 2016" in words
    assert "whose answer is owed" not in words
    assert "The board, on" in words
