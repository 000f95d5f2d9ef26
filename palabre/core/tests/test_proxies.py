"""Who asks, as our own proxies say it, and as nobody else may."""

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpResponse

from palabre.core.proxies import BelievedProxies, HealthUnderAnyName, networks_of


@pytest.fixture
def seen(settings, rf):
    """What a view sees of a request from ``peer``: the address, and whether it came over https."""
    settings.PROXIES = networks_of(["10.0.0.0/8", "fd00::/8"])
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

    def ask(peer, said=None, proto=None):
        headers = {"HTTP_X_FORWARDED_FOR": said, "HTTP_X_FORWARDED_PROTO": proto}
        request = rf.get("/", REMOTE_ADDR=peer, **{name: words for name, words in headers.items() if words})
        found = []
        BelievedProxies(lambda asked: found.append((asked.META["REMOTE_ADDR"], asked.is_secure())) or HttpResponse())(
            request
        )
        assert "x-forwarded-for" not in request.headers
        return found[0]

    return ask


@pytest.mark.parametrize(
    ("peer", "said", "asker"),
    [
        ("10.0.0.1", "203.0.113.7", "203.0.113.7"),
        ("10.0.0.1", "6.6.6.6, 203.0.113.7", "203.0.113.7"),  # what the visitor wrote stands before it
        ("10.0.0.1", "6.6.6.6, 203.0.113.7, 10.9.9.9", "203.0.113.7"),  # two proxies of ours
        ("10.0.0.1", "10.1.1.1, 10.2.2.2", "10.1.1.1"),  # a machine of ours asks through them
        ("10.0.0.1", None, "10.0.0.1"),
        ("10.0.0.1", "nonsense", "10.0.0.1"),
        ("10.0.0.1", "6.6.6.6, nonsense, 10.2.2.2", "10.2.2.2"),
        ("10.0.0.1", "203.0.113.7:4711", "203.0.113.7"),
        ("fd00::1", "[2001:db8::7]:4711", "2001:db8::7"),
        ("::ffff:10.0.0.1", "2001:db8::7", "2001:db8::7"),
        ("203.0.113.9", "6.6.6.6", "203.0.113.9"),  # nobody's proxy
        ("", "6.6.6.6", ""),
    ],
)
def test_the_nearest_address_that_is_no_proxy_of_ours_is_the_asker(seen, peer, said, asker):
    assert seen(peer, said)[0] == asker


@pytest.mark.parametrize(("peer", "secure"), [("10.0.0.1", True), ("203.0.113.9", False)])
def test_only_our_proxies_may_say_that_it_came_over_https(seen, peer, secure):
    assert seen(peer, "198.51.100.1", "https")[1] is secure
    assert seen(peer)[1] is False


@pytest.mark.parametrize("words", ["0.0.0.0/0", "::/0", "proxy.example", "10.0.0.0/99", "true"])
def test_what_is_no_network_of_ours_stops_the_start(words):
    with pytest.raises(ImproperlyConfigured, match="PALABRE_PROXIES"):
        networks_of(["127.0.0.1", words])


@pytest.mark.parametrize(
    ("allowed", "host"), [(["a.example"], "a.example"), ([".b.example"], "b.example"), (["*"], "localhost")]
)
def test_health_is_asked_under_any_name(settings, rf, allowed, host):
    settings.ALLOWED_HOSTS = allowed
    answer = HealthUnderAnyName(lambda request: HttpResponse(request.get_host()))
    assert answer(rf.get("/health/live", headers={"host": "10.0.0.9"})).content.decode() == host
    other = rf.get("/processes/", headers={"host": "10.0.0.9"})
    answer = HealthUnderAnyName(lambda request: HttpResponse(request.META["HTTP_HOST"]))
    assert answer(other).content == b"10.0.0.9"
