"""Whatever somebody wrote, in whatever column, runs on no page: every payload against every page that shows it.

By day every page is read as markup, and three are opened in Chromium; by night all are opened with every payload.
"""

import pytest
from django.test import Client
from django.urls import reverse

from palabre.processes.models import Measure
from tests.attack.looking import Bridge, faults
from tests.attack.payloads import PAYLOADS
from tests.attack.planted import plant
from tests.world import build
from tests.world.addresses import ARGUMENTS, patterns
from tests.world.reading import read_to_the_end

pytestmark = pytest.mark.long
VIEWERS = ("farid", "bruno")
BATCH = 40
DOWNLOADS = ("_pdf", "_docx", "_odt", "_markdown", "_csv", "_json", ":file")


def client_of(cast, viewer):
    client = Client()
    if viewer != "nobody":
        client.force_login(getattr(cast, viewer))
    return client


def pages(client, world):
    """(address, HTML) of every page of ours that answers."""
    for address in patterns():
        if address.name.endswith(DOWNLOADS):
            continue
        place = reverse(address.name, args=ARGUMENTS[address.name](world) if address.takes else [])
        answer = client.get(place)
        read_to_the_end(answer)
        if answer.status_code == 200 and answer["Content-Type"].startswith("text/html"):
            yield place, answer.content.decode()


def test_there_are_two_hundred_and_each_is_seen_in_markup_or_is_plain_text():
    assert len(set(PAYLOADS)) == len(PAYLOADS) >= 200
    seen = [each for each in PAYLOADS if faults(f"<p>{each}</p>") or faults(f'<a href="{each}">')]
    assert len(seen) > 150, "the others attack scripts, templates and marks"


def test_no_page_holds_a_strangers_markup(cast):
    world = build(cast, 1)
    columns = plant(PAYLOADS)
    found, read, shown = {}, 0, 0
    for viewer in VIEWERS:
        for place, page in pages(client_of(cast, viewer), world):
            read, shown = read + 1, shown + page.count("pwned()")
            if strange := faults(page):
                found[viewer, place] = strange[:3]
    assert found == {}
    assert columns > 40
    assert (read > 60, shown > 1000) == (True, True), (read, shown)


def test_a_page_that_does_not_escape_is_seen():
    clean = "<main><p>Bonjour</p></main>"
    assert faults(clean) == []
    assert faults(clean.replace("Bonjour", PAYLOADS[0])) == ["script of another"]


@pytest.mark.journey
def test_chromium_runs_nothing_on_the_busiest_pages(cast, chromium):
    world = build(cast, 1)
    plant(PAYLOADS)
    bridge = Bridge(chromium, client_of(cast, "bruno"))
    busy = [world.measure.get_absolute_url(), "/me/", reverse("processes:draft", args=[world.recommendation.pk])]
    assert {place: seen for place in busy if (seen := bridge.open(place))} == {}
    assert "pwned()" in bridge.page.content()


@pytest.mark.journey
def test_chromium_runs_what_a_careless_page_shows(chromium, db):
    bridge = Bridge(chromium, Client())
    bridge.show("/careless/", "<main><img src=x onerror=pwned()></main>")
    assert "a script ran" in bridge.open("/careless/")
    bridge.show("/careful/", "<main>&lt;img src=x onerror=pwned()&gt;</main>")
    assert bridge.open("/careful/") == []


@pytest.mark.journey
@pytest.mark.nightly
def test_chromium_runs_none_of_them_anywhere(cast, chromium, record_property):
    """Each batch is planted in every column and every page is opened; short columns turn through all of a batch."""
    world = build(cast, 1)
    opened, found = 0, {}
    for start in range(0, len(PAYLOADS), BATCH):
        plant(PAYLOADS[start : start + BATCH])
        for viewer in ("farid", "bruno"):
            client = client_of(cast, viewer)
            bridge = Bridge(chromium, client)
            for place, page in pages(client, world):
                opened += 1
                strange = faults(page) + (bridge.open(place) if "pwned()" in page else [])
                if strange:
                    found[start, viewer, place] = strange[:3]
            bridge.context.close()
    record_property("payloads", len(PAYLOADS))
    record_property("pages", opened)
    assert found == {}
    assert Measure.objects.exists()


@pytest.mark.journey
@pytest.mark.nightly
def test_most_of_them_run_on_a_page_that_does_not_escape(chromium, db, record_property):
    bridge, ran = Bridge(chromium, Client()), 0
    for number, each in enumerate(PAYLOADS):
        place = f"/careless/{number}/"
        shown = f'<p>{each}</p><input value=\'{each}\'><input value="{each}"><a href="{each}">x</a>'
        bridge.show(place, f"<main>{shown}</main>")
        ran += bool(bridge.open(place))
        bridge.page.close()
        bridge.fresh()
    record_property("ran", ran)
    assert ran > len(PAYLOADS) // 2
