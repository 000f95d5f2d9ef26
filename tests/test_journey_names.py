"""The menu of a phone without a script, a name taken by the keyboard, a browser that agrees to be told."""

import pytest

from tests.journeys.walking import become

pytestmark = pytest.mark.journey

# A browser without a push service of its own: what it would hand us once its owner agreed.
AGREES = """
  const given = { p256dh: new Uint8Array(65).fill(4), auth: new Uint8Array(16).fill(7) }
  const subscription = { endpoint: "https://fcm.googleapis.com/fcm/send/one", getKey: (name) => given[name].buffer }
  Notification.requestPermission = async () => "granted"
  PushManager.prototype.subscribe = async function (wishes) {
    window.asked = { only: wishes.userVisibleOnly, key: wishes.applicationServerKey.length, scope: window.scope }
    return subscription
  }
  const register = navigator.serviceWorker.register.bind(navigator.serviceWorker)
  navigator.serviceWorker.register = async (address) => {
    const made = await register(address)
    window.scope = new URL(made.scope).pathname
    return made
  }
  HTMLFormElement.prototype.submit = function () {
    window.sent = Object.fromEntries(new FormData(this))
    document.documentElement.dataset.sent = "yes"
  }
"""
FORM = """
  <form hidden id="told" data-behaviour="be-told" data-told-key="BAUG" data-told-worker="/notices/told.js">
    <input type="hidden" name="endpoint"><input type="hidden" name="point"><input type="hidden" name="secret">
    <button>Tell me</button><p role="status"></p>
  </form>
"""  # as notices/parts/devices.html; the demo has no key, and shows none of it


def test_the_menu_of_a_phone_opens_without_a_script_and_is_open_where_there_is_room(browse):
    phone = browse(width=320, java_script_enabled=False)
    phone.goto("/processes/")
    link = phone.locator(".masthead-nav").get_by_role("link", name="Registre")
    assert not link.is_visible()
    assert phone.locator(".masthead").bounding_box()["height"] < 110, "two rows"
    phone.locator(".masthead-menu > summary").click()
    link.click()
    assert phone.url.endswith("/governance/commitments/")
    wide = browse()
    wide.goto("/processes/")
    assert wide.locator(".masthead-nav").get_by_role("link", name="Registre").is_visible()
    assert not wide.locator(".masthead-menu > summary").is_visible()


def test_a_name_is_taken_by_the_keyboard_and_leads_to_its_profile(browse):
    page = become(browse(), "Awa")
    page.goto("/processes/")
    page.get_by_role("link", name="Décider ensemble, même de loin").click()
    page.locator(".chapters a[href*='/measures/']").nth(2).click()
    page.wait_for_url("**/measures/*/")
    words = page.locator("#comments .write textarea[name=text]")
    words.press_sequentially("Qu’en dites-vous, @lot")
    option = page.get_by_role("option", name="Lotte Vermeulen")
    option.wait_for()
    assert words.get_attribute("aria-activedescendant") == option.get_attribute("id")
    words.press("Escape")
    assert page.get_by_role("option").count() == 0
    words.press_sequentially("t")
    option.wait_for()
    words.press("Enter")
    assert words.input_value() == "Qu’en dites-vous, @Lotte Vermeulen "
    page.locator("#comments .write form button[type=submit]").click()
    named = page.locator("#comments a.named", has_text="@Lotte Vermeulen").last
    named.click()
    page.wait_for_url("**/members/*/")
    assert page.locator("h1").inner_text() == "Lotte Vermeulen"


def test_a_name_begun_before_its_behaviour_came_is_found_all_the_same(browse):
    page = become(browse(), "Awa")
    held = []
    page.route("**/name-people*.js", lambda route: held.append(route))
    page.goto("/processes/")
    page.get_by_role("link", name="Décider ensemble, même de loin").click()
    page.locator(".chapters a[href*='/measures/']").nth(2).click()
    page.wait_for_url("**/measures/*/", wait_until="commit")
    page.locator("#comments .write textarea[name=text]").press_sequentially("Qu’en dites-vous, @lot")
    page.wait_for_function("() => document.activeElement.value.endsWith('@lot')")
    while not held:
        page.wait_for_timeout(50)
    for route in held:
        route.continue_()
    page.get_by_role("option", name="Lotte Vermeulen").wait_for()


def test_a_browser_that_agrees_hands_over_its_address_and_its_keys(browse):
    page = become(browse(), "Awa")
    page.add_init_script(AGREES)
    page.goto("/notices/rhythm/")
    page.evaluate("""async (form) => {
      document.querySelector("main").insertAdjacentHTML("beforeend", form)
      const { attachWithin } = await import(document.querySelector("script[src*=behaviours]").src)
      await attachWithin(document.getElementById("told"))
    }""", FORM)  # fmt: skip
    page.get_by_role("button", name="Tell me").click()
    page.locator("html[data-sent]").wait_for()
    assert page.evaluate("window.asked") == {"only": True, "key": 3, "scope": "/notices/"}
    sent = page.evaluate("window.sent")
    assert sent["endpoint"] == "https://fcm.googleapis.com/fcm/send/one"
    assert (len(sent["point"]), len(sent["secret"]), "=" in sent["secret"]) == (87, 22, False)
