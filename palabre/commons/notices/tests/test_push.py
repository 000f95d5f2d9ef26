"""Messages to browsers: sealed for one browser, brought when the mail was, to nobody but the services we know."""

import hashlib
import hmac
import json
import re
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from ipaddress import ip_network

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from django.urls import reverse

from palabre.commons.notices.deliver import deliver_some
from palabre.commons.notices.mailing.mail import mail_some
from palabre.commons.notices.models import Device, Rhythm
from palabre.commons.notices.preferences import choose_rhythm, mark_read, mute
from palabre.commons.notices.pushing.devices import MOST, add_device, end_device, may_push_to
from palabre.commons.notices.pushing.push import push_some
from palabre.commons.notices.pushing.sealed import Keys, key_from, new_key, packed, point_of, sealed, unpacked
from palabre.core.verdict import Refused

pytestmark = pytest.mark.django_db


class Browser:
    """A browser of somebody's, with its keys; it reads what was sealed for it, by other code than ours."""

    def __init__(self):
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.secret = b"sixteen bytes ok"
        self.point = point_of(self.key)

    def read(self, body):
        salt, length = body[:16], body[20]
        theirs, ciphertext = body[21 : 21 + length], body[21 + length :]
        shared = self.key.exchange(ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), theirs))
        secret = derived(self.secret, shared, b"WebPush: info\0" + self.point + theirs, 32)
        key = derived(salt, secret, b"Content-Encoding: aes128gcm\0", 16)
        nonce = derived(salt, secret, b"Content-Encoding: nonce\0", 12)
        said = AESGCM(key).decrypt(nonce, ciphertext, None)
        assert said[-1:] == b"\x02"
        return json.loads(said[:-1])


def derived(salt, secret, info, length):
    first = hmac.digest(salt, secret, hashlib.sha256)
    return hmac.digest(first, info + b"\x01", hashlib.sha256)[:length]


@pytest.fixture
def service(settings):
    """A push service on this machine. ``service.status`` is what it answers; ``service.brought`` what it was given."""
    brought = []

    class Service(BaseHTTPRequestHandler):
        def do_POST(self):
            brought.append((self.path, dict(self.headers), self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(server.status)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *words):
            return

    server = HTTPServer(("127.0.0.1", 0), Service)
    server.status, server.brought = 201, brought
    threading.Thread(target=server.serve_forever, daemon=True).start()
    settings.PUSH_KEY, settings.PUSH_HOSTS = new_key(), ["127.0.0.1"]
    settings.WEBHOOK_NETWORKS = [ip_network("127.0.0.0/8")]
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def browser(service):
    """``browser(cast.bruno)``: he is told there too."""

    def made(member, path="/one"):
        found = Browser()
        found.device = add_device(
            member,
            endpoint=f"http://127.0.0.1:{service.server_port}{path}",
            point=packed(found.point),
            secret=packed(found.secret),
            label="Firefox, Android",
        )
        return found

    return made


def a_round():
    deliver_some()
    mail_some()
    return push_some()


# --- what is sealed -------------------------------------------------------------------------------------------------


def test_it_seals_as_the_rfc_does():
    """RFC 8291, appendix A: the same keys, the same salt, the same words, the same bytes."""
    keys = Keys(
        unpacked("BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"),
        unpacked("BTBZMqHH6r4Tts7J_aSIgg"),
    )
    ours = key_from("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw")
    body = sealed(
        b"When I grow up, I want to be a watermelon", keys, ours=ours, salt=unpacked("DGv6ra1nlYgDCS1FRnbzlw")
    )
    assert packed(body) == (
        "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_"
        "yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
    )


def test_what_is_brought_is_read_by_that_browser_and_says_who_we_are(cast, happen, at_once, why, browser, service):
    of_bruno = browser(cast.bruno)
    happen(cast.awa, (cast.bruno, why.owner))
    assert a_round() == 1

    [(path, headers, body)] = service.brought
    assert of_bruno.read(body) == {
        "title": "Estran",
        "body": "There is news on 1 subject.",
        "path": "/notices/",
        "lang": "en",
    }
    assert (path, headers["Content-Encoding"], headers["TTL"]) == ("/one", "aes128gcm", "86400")
    assert {"Cookie", "Referer", "Origin"} & headers.keys() == set()

    said, ours = re.fullmatch(r"vapid t=(\S+), k=(\S+)", headers["Authorization"]).groups()
    head, claims, signature = said.split(".")
    assert json.loads(unpacked(claims))["aud"] == f"http://127.0.0.1:{service.server_port}"
    r, s = (int.from_bytes(part, "big") for part in (unpacked(signature)[:32], unpacked(signature)[32:]))
    key = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), unpacked(ours))
    key.verify(encode_dss_signature(r, s), f"{head}.{claims}".encode(), ec.ECDSA(SHA256()))

    assert (a_round(), len(service.brought)) == (0, 1)


# --- when -----------------------------------------------------------------------------------------------------------


def test_it_comes_when_the_mail_did_within_the_budget(cast, happen, why, browser, service, later):
    browser(cast.bruno)
    choose_rhythm(cast.bruno, pace=Rhythm.Pace.DAILY, hour=7, budget=1)
    happen(cast.awa, (cast.bruno, why.owner))
    assert a_round() == 0
    later(days=1)
    assert a_round() == 1
    happen(cast.awa, (cast.bruno, why.owner))
    later(days=1)
    assert a_round() == 0, "held back: the one mail of this month is sent"


def test_whoever_wants_no_mail_is_told_once_a_day_and_of_a_convocation_at_once(
    cast, happen, why, browser, service, later
):
    choose_rhythm(cast.bruno, pace=Rhythm.Pace.NEVER)
    browser(cast.bruno)
    happen(cast.awa, (cast.bruno, why.owner))
    assert a_round() == 0
    later(days=1)
    happen(cast.awa, (cast.bruno, why.owner))
    assert (a_round(), a_round()) == (1, 0)
    happen(cast.awa, (cast.bruno, why.owner), legal=True)
    assert a_round() == 1


def test_a_convocation_takes_nothing_along_whose_mail_still_waits(cast, happen, why, browser, service, another, later):
    of_bruno = browser(cast.bruno)
    choose_rhythm(cast.bruno, pace=Rhythm.Pace.DAILY)
    happen(cast.awa, (cast.bruno, why.owner), subject=another)
    happen(cast.awa, (cast.bruno, why.owner), legal=True)
    assert a_round() == 1
    assert of_bruno.read(service.brought[0][2])["body"] == "There is news on 1 subject."
    later(days=1)
    assert a_round() == 1, "it comes with its own mail"


def test_what_was_read_or_muted_meanwhile_is_not_brought(cast, happen, at_once, why, browser, service, another):
    browser(cast.bruno)
    happen(cast.awa, (cast.bruno, why.owner))
    happen(cast.awa, (cast.bruno, why.owner), subject=another)
    deliver_some()
    mail_some()
    mark_read(cast.bruno, cast.bruno.notices.earliest("pk").pk)
    mute(cast.bruno, "people.branch", another.pk)
    assert (push_some(), service.brought) == (0, [])


def test_nothing_told_before_is_brought_afterwards_and_nobody_inactive_is_told(
    cast, happen, at_once, why, browser, service
):
    happen(cast.awa, (cast.bruno, why.owner))
    deliver_some()
    mail_some()
    browser(cast.bruno)
    assert push_some() == 0
    happen(cast.awa, (cast.bruno, why.owner))
    deliver_some()
    mail_some()
    type(cast.bruno).objects.filter(pk=cast.bruno.pk).update(is_active=False)
    assert push_some() == 0


# --- to whom --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("status", "left"), [(404, 0), (410, 0), (429, 1), (500, 1), (301, 1)])
def test_a_browser_that_is_gone_is_forgotten(cast, happen, at_once, why, browser, service, status, left):
    browser(cast.bruno)
    service.status = status
    happen(cast.awa, (cast.bruno, why.owner))
    assert a_round() == 0
    assert (Device.objects.count(), len(service.brought)) == (left, 1)


@pytest.mark.parametrize(
    "endpoint",
    [
        "https://example.org/push", "http://fcm.googleapis.com/x", "https://fcm.googleapis.com.example.org/x",
        "https://evilpush.apple.com/x", "https://push.apple.com/x", "https://127.0.0.1/x", "https://fcm.googleapis.com:22/",
        "https://me@fcm.googleapis.com/x", "https://localhost/", "",
    ],
)  # fmt: skip
def test_only_the_services_of_browsers_are_called(cast, settings, endpoint):
    settings.PUSH_KEY = new_key()
    for known in ("fcm.googleapis.com/fcm/send/x", "web.push.apple.com/x", "a.b.notify.windows.com/w/?token=x"):
        assert may_push_to(f"https://{known}")
    with pytest.raises(Refused):
        add_device(cast.awa, endpoint=endpoint, point=packed(Browser().point), secret=packed(b"0" * 16), label="")


def test_five_browsers_of_one_person_and_one_person_a_browser(cast, browser, service):
    for number in range(MOST):
        browser(cast.awa, f"/{number}")
    with pytest.raises(Refused, match="Five browsers"):
        browser(cast.awa, "/sixth")
    browser(cast.awa, "/1")  # again, with new keys
    browser(cast.bruno, "/2")
    assert Device.objects.filter(member=cast.awa).count() == MOST - 1
    assert not end_device(cast.awa, Device.objects.get(member=cast.bruno).pk)


@pytest.mark.parametrize(("point", "secret"), [("", ""), ("AAAA", "AAAA"), (packed(b"\x04" * 65), packed(b"0" * 16))])
def test_keys_that_are_none_are_refused(cast, service, point, secret):
    with pytest.raises(Refused, match="do not understand"):
        add_device(cast.awa, endpoint="http://127.0.0.1/x", point=point, secret=secret, label="")


# --- the page -------------------------------------------------------------------------------------------------------


def test_the_page_speaks_of_it_only_where_there_is_a_key(cast, client, settings):
    client.force_login(cast.awa)
    assert 'id="devices"' not in client.get(reverse("notices:rhythm")).content.decode()
    settings.PUSH_KEY = new_key()
    assert 'id="devices"' in client.get(reverse("notices:rhythm")).content.decode()


def test_one_adds_and_ends_a_browser_there(cast, client, service):
    client.force_login(cast.awa)
    mine = Browser()
    sent = {"endpoint": "http://127.0.0.1/x", "point": packed(mine.point), "secret": packed(mine.secret)}
    agent = "Mozilla/5.0 (Android 14; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0"
    assert client.post(reverse("notices:devices"), sent, headers={"User-Agent": agent}).status_code == 303
    device = Device.objects.get(member=cast.awa)
    assert device.label == "Firefox, Android"
    assert "Firefox, Android" in client.get(reverse("notices:rhythm")).content.decode()
    client.post(reverse("notices:device_ending", args=[device.pk]))
    assert not Device.objects.exists()
    assert client.post(reverse("notices:devices"), {}).status_code == 422


def test_the_worker_rules_over_notices_alone_and_listens_to_no_request(client):
    answer = client.get(reverse("notices:worker"))
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/javascript; charset=utf-8")
    assert '"push"' in answer.content.decode()
    assert 'addEventListener("fetch"' not in answer.content.decode()
