"""Nobody learns whether an address has an account: not from words, not from statuses, hardly from time."""

import re

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from tests.attack.accounts import PASSWORD

pytestmark = pytest.mark.long

KNOWN, UNKNOWN = "awa@example.org", "nobody@example.org"
FRESH = re.compile(r'(csrfmiddlewaretoken" value="|form_key" value="|X-CSRFToken": "|nonce=")[^"]+')  # at each answer
SENT = {
    "account_login": lambda email: {"login": email, "password": "not the password"},
    "account_request_login_code": lambda email: {"email": email},
    "account_reset_password": lambda email: {"email": email},
    "account_signup": lambda email: {"email": email, "name": "Yann", "password1": PASSWORD},
}


def said(name, email):
    """Everything a stranger gets: status, place, headers, cookies, the page, and the page it leads to."""
    client = Client()
    found = []
    answer = client.post(reverse(name), SENT[name](email))
    for each in (answer, client.get(answer["Location"]) if answer.status_code == 302 else answer):
        headers = {key: value for key, value in each.headers.items() if key not in ("Content-Length", "Expires")}
        page = FRESH.sub("", each.content.decode())
        policy = re.sub(r"'nonce-[^']+'", "", headers.pop("Content-Security-Policy", ""))
        found.append((each.status_code, headers, policy, page.replace(email, "ADDRESS")))
    return found, sorted(client.cookies)


@pytest.mark.parametrize("name", SENT)
def test_a_known_and_an_unknown_address_get_the_same_answer(awa, name):
    assert said(name, KNOWN) == said(name, UNKNOWN)


@pytest.mark.parametrize("name", ["account_login", "account_request_login_code", "account_reset_password"])
def test_the_limits_are_the_same_too(awa, name, settings):
    found = []
    for email in (KNOWN, UNKNOWN):
        cache.clear()
        found.append([Client().post(reverse(name), SENT[name](email)).status_code for _ in range(12)])
    assert found[0] == found[1]
    assert found[0][-1] == 429


def test_an_unknown_address_costs_the_hashing_of_a_password_too(awa, monkeypatch, settings):
    """Else the time tells: argon2 takes a tenth of a second."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
    hashed = []
    real = Argon2PasswordHasher.encode
    monkeypatch.setattr(Argon2PasswordHasher, "encode", lambda *args: hashed.append(1) or real(*args))
    Client().post(reverse("account_login"), SENT["account_login"](UNKNOWN))
    assert hashed == [1]


def test_a_difference_is_seen(awa, settings):
    """The comparison sees an answer that tells: allauth's own, without its protection."""
    settings.ACCOUNT_PREVENT_ENUMERATION = False
    assert said("account_reset_password", KNOWN) != said("account_reset_password", UNKNOWN)
