"""A passkey, in a browser with an authenticator of its own: added, used to sign in, refused once it is removed."""

import re

import pytest

from palabre.people.sign_in import KNOWN_PASSWORD

pytestmark = pytest.mark.journey


def with_authenticator(page):
    """Give the browser a phone's authenticator, which says yes to its owner."""
    wire = page.context.new_cdp_session(page)
    wire.send("WebAuthn.enable")
    words = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    options = {**words, "isUserVerified": True, "automaticPresenceSimulation": True}
    return wire, wire.send("WebAuthn.addVirtualAuthenticator", {"options": options})["authenticatorId"]


def by_password(page, house, who):
    page.goto(f"{house}/accounts/login/")
    page.locator("input[name=login]").fill(f"{who}@estran.example")
    page.locator("input[name=password]").fill(KNOWN_PASSWORD)
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_url(f"{house}/")


def still_oneself(page):
    """Before what matters, the password is asked for once more."""
    page.locator("input[name=password]").fill(KNOWN_PASSWORD)
    page.locator("main form button[type=submit]").first.click()


@pytest.mark.parametrize(("width", "who"), [(390, "hugo"), (1280, "edwige")])
def test_a_passkey_signs_in_and_once_removed_no_longer(browse, served, width, who):
    house = f"http://localhost:{served.port}"  # a passkey belongs to a name, never to a number
    page = browse(width=width)
    wire, authenticator = with_authenticator(page)
    by_password(page, house, who)
    page.goto(f"{house}/me/")
    page.get_by_role("link", name="Ma manière de me connecter").click()
    page.get_by_role("link", name="Ajouter une clé d’accès").click()
    still_oneself(page)
    page.locator("#mfa_webauthn_add").click()
    page.wait_for_url(re.compile("recovery-codes"))  # ten codes come with the first key
    assert page.locator(".codes li").count() == 10

    page.context.clear_cookies()
    page.goto(f"{house}/accounts/login/")
    page.get_by_role("button", name="Me connecter avec ma clé d’accès").click()
    page.wait_for_url(f"{house}/")
    assert page.get_by_role("heading", level=1).inner_text() == f"Bonjour {who.capitalize()}."

    page.goto(f"{house}/accounts/second-step/webauthn/")
    page.get_by_role("link", name=re.compile("^Supprimer")).click()
    still_oneself(page)
    page.get_by_role("button", name="Supprimer cette clé").click()
    page.wait_for_url(re.compile("second-step/webauthn/$"))
    page.context.clear_cookies()
    page.goto(f"{house}/accounts/login/")
    page.get_by_role("button", name="Me connecter avec ma clé d’accès").click()
    page.locator(".message, [data-passkey-failed]:visible").first.wait_for()
    assert page.url == f"{house}/accounts/login/"
    wire.send("WebAuthn.removeVirtualAuthenticator", {"authenticatorId": authenticator})


def test_a_key_that_says_no_is_a_sentence_on_the_page(browse, served):
    house = f"http://localhost:{served.port}"
    page = browse(width=390)
    wire, authenticator = with_authenticator(page)
    wire.send("WebAuthn.setUserVerified", {"authenticatorId": authenticator, "isUserVerified": False})
    page.goto(f"{house}/accounts/login/")
    assert not page.locator("[data-passkey-failed]").is_visible()
    page.get_by_role("button", name="Me connecter avec ma clé d’accès").click()
    page.locator("[data-passkey-failed]").wait_for()
    assert "Rien n’a changé" in page.locator("[data-passkey-failed]").inner_text()


def test_without_a_script_nothing_of_keys_is_offered(browse):
    page = browse(width=390, java_script_enabled=False)
    page.goto("/accounts/login/")
    assert not page.locator("#passkey_login").is_visible()
    assert page.locator("input[name=password]").is_visible()
