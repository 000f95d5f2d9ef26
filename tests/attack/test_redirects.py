"""No address of ours sends anyone elsewhere, whatever stands in ``next``."""

import re
from urllib.parse import urljoin, urlsplit

import pytest
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.test import Client
from django.urls import path, reverse

from tests.attack.accounts import PASSWORD, code, sign_in

pytestmark = pytest.mark.long

HERE, SAFE = "http://testserver/accounts/login/", "/processes/"
ELSEWHERE = [
    "https://evil.example/", "http://evil.example", "//evil.example", "///evil.example", "////evil.example//x",
    "/\\evil.example", "\\\\evil.example", "\\/evil.example", "https:evil.example", "https:/evil.example",
    "http:///evil.example", "https:///evil.example", " https://evil.example", "\thttps://evil.example",
    "\x01https://evil.example", "java\tscript:alert(1)", "javascript:alert(1)", "JaVaScRiPt:alert(1)",
    "data:text/html,<script>alert(1)</script>", "vbscript:x", "ftp://evil.example", "//evil.example:80\\@testserver/",
    "http://testserver@evil.example", "http://testserver.evil.example", "//testserver@evil.example/",
    "/%0d%0aLocation: https://evil.example", "\r\nLocation: https://evil.example", "//[::1]/", "http://[evil",
    "/\n/evil.example", "/\t/evil.example", "//evil.example/%2e%2e", "https://testserver:pw@evil.example/",
    "//\u3002evil.example", "//evil%E3%80%82example",
]  # fmt: skip
WAYS = ("sign in", "signed in already", "sign up again", "code", "sign out", "reauthenticate", "lost password")


def leads_out(location):
    """As a browser would follow it: backslashes are slashes, control characters and tabs are not there."""
    bare = re.sub(r"[\t\r\n]", "", location.strip("".join(map(chr, range(33))))).replace("\\", "/")
    bare = re.sub(r"^([a-z]+):/*", r"\1://", bare, flags=re.I) if re.match(r"(https?|ftp):", bare, re.I) else bare
    bare = re.sub(r"^/{2,}", "//", bare)
    try:
        found = urlsplit(urljoin(HERE, bare))
    except ValueError:
        return True
    return (found.scheme, found.netloc) != ("http", "testserver")


def way(kind, awa, target):
    """The answer to somebody who comes in by this way with ``next``."""
    client = Client()
    if kind == "sign in":
        return sign_in(client, awa.email, next=target)
    if kind == "code":
        page = client.post(reverse("account_request_login_code"), {"email": awa.email, "next": target})["Location"]
        return client.post(page, {"code": code(), "next": target})
    if kind == "lost password":
        return client.post(reverse("account_reset_password"), {"email": awa.email, "next": target})
    client.force_login(awa)
    if kind == "sign out":
        return client.post(reverse("account_logout"), {"next": target})
    if kind == "reauthenticate":
        return client.post(reverse("account_reauthenticate"), {"password": PASSWORD, "next": target})
    name = "account_login" if kind == "signed in already" else "account_signup"
    return client.get(reverse(name), {"next": target})


@pytest.mark.parametrize("kind", WAYS)
def test_no_way_in_or_out_leads_elsewhere(awa, kind, settings):
    settings.ACCOUNT_RATE_LIMITS = False
    found = {}
    for target in ELSEWHERE:
        answer = way(kind, awa, target)
        assert answer.status_code < 500, target
        if answer.status_code in (301, 302, 303, 307) and leads_out(answer["Location"]):
            found[target] = answer["Location"]
    assert found == {}


@pytest.mark.parametrize("kind", [kind for kind in WAYS if kind != "lost password"])
def test_a_page_of_ours_is_followed(awa, kind):
    assert way(kind, awa, SAFE)["Location"] == SAFE


def test_a_page_shows_no_link_elsewhere(client, awa):
    for name in ("account_login", "account_signup", "account_reset_password", "account_request_login_code"):
        for target in ELSEWHERE:
            page = client.get(reverse(name), {"next": target}).content.decode()
            assert [href for href in re.findall(r'href="([^"]*)"', page) if leads_out(href)] == [], (name, target)


@login_not_required
def careless(request):
    """Without Django's own last net, which knows schemes and not hosts."""
    answer = HttpResponse(status=302)
    answer["Location"] = request.GET["next"].strip().replace("\n", "").replace("\r", "")
    return answer


urlpatterns = [path("careless/", careless)]


@pytest.mark.urls(__name__)
def test_a_careless_redirect_is_seen(client, db):
    out = [target for target in ELSEWHERE if leads_out(client.get("/careless/", {"next": target})["Location"])]
    assert len(out) > 25
    assert not leads_out(client.get("/careless/", {"next": SAFE})["Location"])
