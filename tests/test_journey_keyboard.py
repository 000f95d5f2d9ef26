"""Without a mouse: every act can be reached by Tab, and one sees where one is."""

import pytest

from palabre.people.sign_in import KNOWN_PASSWORD
from tests.journeys.walking import notes

pytestmark = pytest.mark.journey

WHERE = """() => {
  const here = document.activeElement, look = getComputedStyle(here)
  const box = here.getBoundingClientRect()
  return { name: here.getAttribute("name") || "", type: here.getAttribute("type") || "", tag: here.tagName,
           href: here.getAttribute("href") || "", words: here.innerText,
           seen: (look.outlineStyle !== "none" && parseFloat(look.outlineWidth) > 0) || look.boxShadow !== "none",
           size: box.width * box.height }
}"""


def test_one_signs_in_and_comments_a_measure_with_the_keyboard_alone(browse):
    page = browse()
    page.goto("/processes/")
    page.keyboard.press("Tab")
    first = page.evaluate(WHERE)
    assert (first["href"], first["seen"]) == ("#content", True)
    assert first["size"] > 0
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"
    tab_to(page, lambda here: here["words"].strip() == "Décider ensemble, même de loin")
    page.keyboard.press("Enter")
    page.wait_for_url("**/processes/*/")
    page.locator("ol.chapters").wait_for()
    tab_to(page, lambda here: here["href"].startswith("/accounts/login/?next="))
    page.keyboard.press("Enter")
    page.wait_for_url("**/accounts/login/**")
    tab_to(page, lambda here: here["name"] == "login")
    page.keyboard.type("awa@estran.example")
    page.keyboard.press("Tab")
    page.keyboard.type(KNOWN_PASSWORD)
    page.keyboard.press("Enter")
    page.locator('form[action="/accounts/logout/"]').first.wait_for()
    page.locator("ol.chapters").wait_for()
    tab_to(page, lambda here: here["href"].startswith("/processes/measures/"))
    page.keyboard.press("Enter")
    page.wait_for_url("**/measures/**")
    before = notes(page)
    tab_to(page, lambda here: here["tag"] == "TEXTAREA" and here["name"] == "text")
    page.keyboard.type("Écrit sans toucher la souris.")
    tab_to(page, lambda here: here["tag"] == "BUTTON" and here["type"] == "submit")
    page.keyboard.press("Enter")
    page.locator("#comments .write .note").wait_for()
    assert len(notes(page)) == len(before) + 1


def tab_to(page, wanted):
    """Press Tab until ``wanted`` says yes. On the way, the focus is never invisible."""
    unseen = []
    for _ in range(120):
        page.keyboard.press("Tab")
        here = page.evaluate(WHERE)
        if here["tag"] != "BODY" and not here["seen"]:
            unseen.append(here)
        if wanted(here):
            assert unseen == []
            return
    raise AssertionError("Tab never came there")
