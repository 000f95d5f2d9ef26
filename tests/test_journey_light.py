"""Light: the first page costs little, and without a script one still reads, speaks and answers."""

import pytest

from palabre.people.sign_in import KNOWN_PASSWORD
from tests.journeys.walking import become, notes

pytestmark = pytest.mark.journey

LIGHTEST = 60_000  # bytes over the wire, everything included


@pytest.mark.either_engine
def test_the_first_visit_to_a_process_costs_less_than_60_kilobytes(browse):
    page = browse(width=390)
    page.goto("/processes/")
    address = page.get_by_role("link", name="Décider ensemble, même de loin").get_attribute("href")
    page.close()
    page = browse(width=390)
    wire = page.context.new_cdp_session(page)
    wire.send("Network.enable")
    wire.send("Network.setCacheDisabled", {"cacheDisabled": True})
    sizes, names = {}, {}
    wire.on("Network.requestWillBeSent", lambda said: names.update({said["requestId"]: said["request"]["url"]}))
    wire.on("Network.loadingFinished", lambda said: sizes.update({said["requestId"]: said["encodedDataLength"]}))
    page.goto(address, wait_until="networkidle")
    page.locator("ol.chapters").wait_for()
    heavy = sorted(((size, names[one]) for one, size in sizes.items()), reverse=True)
    assert len(heavy) > 4, "the page, its styles and its scripts were counted"
    assert sum(sizes.values()) <= LIGHTEST, heavy


def test_without_a_script_one_signs_in_comments_and_answers(browse):
    page = browse(width=390, java_script_enabled=False)
    page.goto("/processes/")
    page.get_by_role("link", name="Décider ensemble, même de loin").click()
    process = page.url
    page.locator(".chapters a[href*='/measures/']").nth(5).click()
    measure = page.url
    page.locator('.write a[href^="/accounts/login/"]').click()
    page.locator("input[name=login]").fill("driss@estran.example")
    page.locator("input[name=password]").fill(KNOWN_PASSWORD)
    page.locator("main form button[type=submit]").first.click()
    assert page.url.split("#")[0] == measure
    before = notes(page)
    page.locator("#comments .write textarea[name=text]").fill("Écrit sans le moindre script.")
    page.locator("#comments .write form button[type=submit]").click()
    comment = (set(notes(page)) - set(before)).pop()
    assert page.locator(".messages .message").count() == 1

    bruno = become(browse(java_script_enabled=False), "Bruno")
    bruno.goto(f"{process}answers/")
    desk = bruno.locator(f"#answer-{comment}")
    while not desk.count():
        bruno.locator("main a[rel=next]").click()
    desk.locator('input[name=fate][value="not_taken"]').check()
    desk.locator("textarea[name=reason]").fill("La page le dit déjà.")
    desk.locator("button[type=submit]").click()
    page.goto(measure)
    assert "La page le dit déjà." in page.locator(f"#comment-{comment}").inner_text()


def test_a_form_open_for_too_long_keeps_its_words_for_whoever_goes_back_without_a_script(browse):
    page = become(browse(width=390, java_script_enabled=False), "Awa")
    page.goto("/processes/")
    page.get_by_role("link", name="Décider ensemble, même de loin").click()
    page.locator(".chapters a[href*='/measures/']").nth(7).click()
    page.wait_for_url("**/measures/*/")
    words = page.locator("#comments .write textarea[name=text]")
    words.fill("Une heure d’écriture, puis la session a changé.")
    page.context.clear_cookies(name="csrftoken")
    page.locator("#comments .write form button[type=submit]").click()
    assert page.locator("h1").inner_text() == "Merci de renvoyer le formulaire"
    page.go_back()
    assert words.input_value() == "Une heure d’écriture, puis la session a changé."
