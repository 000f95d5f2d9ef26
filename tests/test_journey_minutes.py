"""Someone who has been a member for ten years and never looked finds the minutes of the last general assembly."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.journeys.walking import become

pytestmark = pytest.mark.journey

ASSEMBLY = "Compte rendu : Assemblée générale"


def clicks(page, *names):
    """Follow these links, one click each; how many it took."""
    for name in names:
        page.get_by_role("link", name=name).first.click()
    return len(names)


@pytest.mark.parametrize("width", [390, 1280])
def test_the_minutes_of_the_last_assembly_are_three_clicks_from_home(browse, width):
    page = become(browse(width=width), "Hugo")
    page.goto("/")
    first = "Qui décide de quoi" if width < 900 else "Gouvernance"  # on a phone the menu would be a click more
    assert clicks(page, first, "Comptes rendus", ASSEMBLY) <= 3
    page.wait_for_url("**/minutes/")
    assert "Assemblée générale" in page.locator("h1").inner_text()
    assert page.locator("h2").first.inner_text() == "En bref"


def test_they_are_found_by_words_the_one_of_the_year_first(browse):
    page = browse(width=390)
    page.goto("/governance/minutes/")
    newest = page.locator("a.list-title", has_text="Assemblée générale").first.inner_text()
    year = newest[-4:]
    page.get_by_label("Mots à chercher").fill(f"compte rendu assemblée générale {year}")
    page.get_by_role("button", name="Chercher").click()
    page.wait_for_url("**q=*")
    assert page.locator("a.list-title").first.inner_text() == newest


def test_a_secretary_writes_and_what_was_typed_is_saved_by_itself(browse):
    page = become(browse(width=1280), "Farid")
    page.goto("/governance/minutes/")
    page.locator("a.list-title", has_text="Conseil").first.click()
    page.get_by_role("link", name="Poursuivre la rédaction").click()
    box = page.locator("#summary textarea")
    box.fill(f"{box.input_value()}\n\nUn mot de plus.")
    page.locator("#saved-summary", has_text="aujourd’hui").wait_for(timeout=15_000)
    page.reload()
    assert box.input_value().endswith("Un mot de plus.")
    assert not serious(page)


@pytest.mark.parametrize("width", [390, 1280])
def test_the_pages_of_minutes_are_for_everyone(browse, width):
    """axe finds nothing serious, and nothing leaves the screen sideways."""
    page = browse(width=width)
    for address in ("/governance/minutes/", None):
        if address:
            page.goto(address)
        else:
            page.locator("a.list-title", has_text="Conseil").first.click()
            page.wait_for_url("**/meetings/*/minutes/")
        assert not serious(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def serious(page):
    found = Axe().run(page).response["violations"]
    return [each["id"] for each in found if each["impact"] in ("serious", "critical")]
