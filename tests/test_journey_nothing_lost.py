"""Nothing typed is lost: by a double click, a lost network, or somebody who saves the same text."""

import pytest
from playwright.sync_api import expect

from tests.journeys.walking import become, notes, press

pytestmark = pytest.mark.journey


def test_a_double_click_says_it_once_and_a_lost_network_keeps_what_was_typed(browse):
    page = become(browse(width=390), "Awa")
    page.goto("/processes/")
    page.get_by_role("link", name="Décider ensemble, même de loin").click()
    page.locator(".chapters a[href*='/measures/']").nth(4).click()
    page.wait_for_url("**/measures/*/")
    before = notes(page)
    page.locator("#comments .write textarea[name=text]").fill("Dit deux fois, entendu une fois.")
    page.locator("#comments .write form button[type=submit]").dblclick()
    page.locator("#comments .write .note").wait_for()
    page.reload()
    assert len(notes(page)) == len(before) + 1

    page.locator("#comments .write textarea[name=text]").fill("Écrit dans le train, sous un tunnel.")
    page.context.set_offline(True)
    page.locator("#comments .write form button[type=submit]").click()
    expect(page.locator(".offline-note")).not_to_be_empty()
    assert page.locator("#comments .write textarea").input_value() == "Écrit dans le train, sous un tunnel."
    page.context.set_offline(False)
    page.reload()
    expect(page.locator("#comments .write textarea")).to_have_value("Écrit dans le train, sous un tunnel.")
    page.locator("#comments .write form button[type=submit]").click()
    page.locator("#comments .write .note").wait_for()
    page.reload()
    assert len(notes(page)) == len(before) + 2


def test_two_people_who_save_the_same_text_both_see_both(browse):
    first, second = become(browse(), "Bruno"), become(browse(), "Lotte")
    first.goto("/processes/")
    first.get_by_role("link", name="Décider ensemble, même de loin").click()
    first.locator(".chapters h3 a").nth(2).click()
    first.locator('a[href$="/draft/"]').click()
    first.wait_for_url("**/draft/")
    second.goto(first.url)
    write(first, "Bruno l’écrit ainsi.")
    press(first, "deed", "save")
    first.locator(".messages").wait_for()
    write(second, "Lotte l’écrit autrement.")
    press(second, "deed", "save")
    second.locator(".message[data-tone=warning]").first.wait_for()
    theirs = second.locator("main details[open]").first.inner_text()
    assert "Bruno l’écrit ainsi." in theirs
    assert "Lotte l’écrit autrement." in second.locator(".rich [role=textbox]").nth(1).inner_text()
    first.reload()
    assert "Lotte" not in first.locator(".rich [role=textbox]").nth(1).inner_text(), "nothing was overwritten"


def write(page, words):
    surface = page.locator(".rich [role=textbox]").nth(1)
    surface.click()
    page.keyboard.press("Control+End")
    page.keyboard.press("Enter")
    page.keyboard.type(words)
