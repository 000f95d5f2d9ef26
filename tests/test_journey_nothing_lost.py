"""Nothing typed is lost: by a double click, a lost network, or somebody who saves the same text."""

import pytest
from playwright.sync_api import expect

from tests.journeys.walking import become, notes, press, until

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

    expect(page.locator(".offline-note")).to_be_attached()
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


def test_a_piece_that_did_not_come_stops_no_other_and_is_asked_for_again(browse):
    page = become(browse(width=390), "Awa")
    page.route("**/behaviours/offline*.js", lambda route: route.abort("internetdisconnected"))
    page.goto(a_measure(page))
    page.locator("#comments .write textarea[name=text]").fill("Un mot.")
    expect(page.locator("#comments .write output")).to_contain_text("3")  # what is left to write: another piece came
    assert page.locator(".offline-note").count() == 0
    page.unroute("**/behaviours/offline*.js")
    page.evaluate("window.dispatchEvent(new Event('online'))")
    expect(page.locator(".offline-note")).to_be_attached()


def test_what_is_typed_before_the_draft_is_back_is_not_written_over(browse):
    page = become(browse(width=390), "Awa")
    page.goto(a_measure(page))
    words = page.locator("#comments .write textarea[name=text]")
    words.fill("Les mots d’hier soir.")
    page.wait_for_function("() => Object.values(localStorage).some(kept => kept.includes('hier soir'))")
    held = []
    page.route("**/behaviours/keep-draft*.js", lambda route: held.append(route))
    page.reload()
    words.fill("Les mots de ce matin.")
    until(lambda: held or page.wait_for_timeout(50), what="the file that keeps drafts")
    held[0].continue_()
    page.locator(".draft-note button").wait_for()
    assert words.input_value() == "Les mots de ce matin."
    page.locator(".draft-note button").click()
    assert words.input_value() == "Les mots d’hier soir."


def a_measure(page):
    """The address of a measure in review where Awa has not begun to write."""
    page.goto("/processes/")
    page.get_by_role("link", name="Décider ensemble, même de loin").click()
    return page.locator(".chapters a[href*='/measures/']").nth(5).get_attribute("href")


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
