"""A member who never met a director asks the board in advance; another stands behind it; the answer is found again."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.journeys.walking import become, send

pytestmark = pytest.mark.journey

QUESTION = "Pourquoi n’y a-t-il pas de garderie pendant les assemblées ?"
ANSWER = "La salle de Rennes en aura une dès janvier, tenue par deux salariées volontaires."


def press(page, name):
    send(page, page.get_by_role("button", name=name).first)


def to_the_open_hours(page):
    """From home, as somebody who looks for the board."""
    page.goto("/governance/")
    page.get_by_role("link", name="Conseil d’administration").first.click()
    page.get_by_role("link", name="Permanences, questions et réponses").click()
    page.wait_for_url("**/hours/")


def serious(page):
    found = Axe().run(page).response["violations"]
    return [each["id"] for each in found if each["impact"] in ("serious", "critical")]


def test_a_question_is_asked_supported_answered_and_found_again(browse):
    edwige = become(browse(width=390), "Edwige")
    to_the_open_hours(edwige)
    edwige.get_by_role("link", name="Poser une question").first.click()
    edwige.get_by_label("Votre question").fill(QUESTION)
    edwige.get_by_label("Sous mon pseudonyme, Marée basse").check()
    press(edwige, "Envoyer ma question")
    edwige.wait_for_url("**/questions/*/")
    question = edwige.url
    expect(edwige.locator("h1")).to_be_visible()
    assert "Marée basse" in edwige.locator("main").inner_text()
    assert "Baert" not in edwige.locator("main").inner_text()

    hugo = become(browse(width=390), "Hugo")
    to_the_open_hours(hugo)
    hugo.locator("#coming a.list-title").first.click()
    mine = hugo.locator("#questions > ul > li", has_text="garderie")
    send(hugo, mine.get_by_role("button", name="Soutenir cette question"))
    expect(mine).to_contain_text("soutenue par 1 membre")
    expect(mine).to_contain_text("Vous soutenez cette question.")

    chloe = become(browse(), "Chloe")
    chloe.goto(question)
    chloe.get_by_label("Votre réponse").fill(ANSWER)
    press(chloe, "Garder cette réponse")
    expect(chloe.locator("#answers")).to_contain_text(ANSWER)

    visitor = browse(width=390)
    to_the_open_hours(visitor)
    visitor.get_by_label("Mots à chercher").fill("gardes salarié")
    press(visitor, "Chercher")
    found = visitor.locator("#questions > ul > li")
    expect(found).to_have_count(1)
    expect(found).to_contain_text(QUESTION)
    expect(found).to_contain_text("deux salariées volontaires")


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("name", ["Farid", "Hugo"])
def test_the_pages_of_open_hours_are_for_everyone(browse, width, name):
    page = become(browse(width=width), name)
    to_the_open_hours(page)
    hours = page.locator("main a[href*='/governance/hours/']").evaluate_all("all => all.map(link => link.pathname)")
    asked = page.locator("main a[href*='/questions/']").evaluate_all("all => all.map(link => link.pathname)")
    body = page.evaluate("location.pathname")
    for address in sorted({body, f"{body}new/", *hours, *asked}):
        page.goto(address)
        assert not serious(page), address
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address
