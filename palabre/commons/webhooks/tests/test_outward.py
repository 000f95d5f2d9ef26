"""No call reaches inside: not by another spelling, not by a name, not by a name that changes, not by a redirect."""

import http.client
import socket
import threading
from ipaddress import ip_address

import pytest

from palabre.core import outward
from palabre.core.outward import Unreached, is_outside, may_be_called, post

# Ways of writing an address inside a network, or of hiding where a call would go. Each was tried by someone once.
INSIDE = [
    "https://127.0.0.1/", "https://127.1/", "https://127.0.1/", "https://2130706433/", "https://0x7f000001/",
    "https://0x7f.0.0.1/", "https://0177.0.0.1/", "https://0177.1/", "https://017700000001/", "https://127.0.0.1:8443/",
    "https://0/", "https://0.0.0.0/", "https://10.0.0.1/", "https://10.1/", "https://172.16.0.1/",
    "https://172.31.255.255/", "https://192.168.1.1/", "https://3232235777/", "https://169.254.169.254/latest/meta-data/",
    "https://0xa9fea9fe/", "https://2852039166/", "https://100.64.0.1/", "https://100.100.100.200/", "https://192.0.0.192/",
    "https://192.0.2.1/", "https://198.18.0.1/", "https://224.0.0.1/", "https://255.255.255.255/", "https://240.0.0.1/",
    "https://[::1]/", "https://[::]/", "https://[0:0:0:0:0:0:0:1]/", "https://[::ffff:127.0.0.1]/",
    "https://[::ffff:7f00:1]/", "https://[::ffff:a9fe:a9fe]/", "https://[::127.0.0.1]/", "https://[64:ff9b::7f00:1]/",
    "https://[64:ff9b:1::a00:1]/", "https://[2002:7f00:1::]/", "https://[2002:a9fe:a9fe::1]/",
    "https://[2001:0:7f00:1::]/", "https://[fe80::1]/", "https://[fe80::1%25eth0]/", "https://[fc00::1]/",
    "https://[fd00:ec2::254]/", "https://[ff02::1]/", "https://[2001:db8::1]/",
]  # fmt: skip
MISWRITTEN = [
    "", "example.org", "//example.org/", "http://example.org/", "ftp://example.org/", "file:///etc/passwd",
    "gopher://example.org/", "javascript:alert(1)", "data:text/plain,x", "https://", "https:///path", "https://:443/",
    "https://user@example.org/", "https://user:word@example.org/", "https://example.org@127.0.0.1/",
    "https://127.0.0.1@example.org/", "https://example.org#@127.0.0.1/", "https://example.org/#here",
    "https://example.org\\@127.0.0.1/", "https://example.org\\.127.0.0.1/", "https://example.org:22/",
    "https://example.org:25/", "https://example.org:80/", "https://example.org:0/", "https://example.org:99999/",
    "https://example.org:port/", "https://exam ple.org/", "https://example.org/a b", "https://example.org/\r\nX: y",
    "https://example.org\n/", "https://example.org\t/", "https://ⓔxample.org/", "https://①②⑦.⓪.⓪.①/",
    "https://127。0。0。1/", "https://[::1/", "https://[nothing]/", "https://<script>/", "https://a{b}/",
]  # fmt: skip
OUTSIDE = [
    "https://example.org/", "https://example.org", "https://example.org:8443/hook?a=b", "https://xn--caf-dma.example/",
    "https://8.8.8.8/", "https://[2606:4700::1111]/", "https://example.org./", "https://example.org:443/",
]  # fmt: skip


@pytest.mark.parametrize("address", [*INSIDE, *MISWRITTEN])
def test_an_address_that_leads_inside_is_refused_when_it_is_typed(address):
    may = may_be_called(address)
    assert not may
    assert may.reason


@pytest.mark.parametrize("address", OUTSIDE)
def test_an_address_of_the_open_internet_may_be_called(address):
    assert may_be_called(address)


@pytest.mark.parametrize("address", INSIDE)
def test_nothing_is_connected_to_inside_even_if_it_was_kept_before(address, monkeypatch):
    """The same, when the line before the call is taken away: names and spellings are looked at again."""
    monkeypatch.setattr(outward, "may_be_called", lambda address: True)
    monkeypatch.setattr(socket, "create_connection", lambda *args, **kwargs: pytest.fail("connected"))
    with pytest.raises(Unreached):
        post(address, b"{}", {})


def answers(*found):
    def getaddrinfo(host, port, **kwargs):
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (text, port)) for text in found]

    return getaddrinfo


@pytest.mark.parametrize("found", [["127.0.0.1"], ["93.184.216.34", "10.0.0.7"], ["::1"], ["fe80::1%eth0"], []])
def test_a_name_that_leads_inside_is_not_called(found, monkeypatch):
    """One address inside is enough: which one would be called is luck."""
    monkeypatch.setattr(socket, "getaddrinfo", answers(*found))
    monkeypatch.setattr(socket, "create_connection", lambda *args, **kwargs: pytest.fail("connected"))
    with pytest.raises(Unreached, match="inside a network"):
        post("https://rebound.example/", b"{}", {})


def test_the_call_goes_to_the_address_that_was_looked_at(monkeypatch):
    """Rebinding: the name answers outside once, inside ever after. It is asked once."""
    asked, connected = [], []

    def getaddrinfo(host, port, **kwargs):
        asked.append(host)
        return answers("93.184.216.34" if len(asked) == 1 else "127.0.0.1")(host, port)

    def create_connection(address, **kwargs):
        connected.append(address)
        raise ConnectionRefusedError

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    monkeypatch.setattr(socket, "create_connection", create_connection)
    with pytest.raises(Unreached, match="Nobody answers"):
        post("https://rebound.example/", b"{}", {})
    assert (asked, connected) == (["rebound.example"], [("93.184.216.34", 443)])


def test_the_ordinary_client_would_have_been_rebound(monkeypatch):
    """The control: what the standard library does by itself asks the name again when it connects."""
    connected = []

    def create_connection(address, *args, **kwargs):
        connected.append(address)
        raise ConnectionRefusedError

    monkeypatch.setattr(http.client.socket, "create_connection", create_connection)
    with pytest.raises(ConnectionRefusedError):
        http.client.HTTPConnection("rebound.example").request("POST", "/")
    assert connected == [("rebound.example", 80)]


def test_a_redirect_is_an_answer_and_not_followed(program, own_network):
    program.status, program.headers = 302, {"Location": program.address}
    assert post(program.address, b"{}", {}).status == 302
    assert len(program.calls) == 1


def test_a_proxy_of_the_environment_is_not_asked(program, own_network, monkeypatch):
    for name in ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    assert post(program.address, b"{}", {}).status == 200


def test_a_network_is_opened_by_the_operator_alone(program, settings):
    assert not may_be_called(program.address)
    with pytest.raises(Unreached):
        post(program.address, b"{}", {})
    assert program.calls == []


def test_a_certificate_of_another_name_is_refused(own_network, monkeypatch):
    """A plain server where TLS is expected: no word of ours is sent before the other side has proved who it is."""
    listener = socket.create_server(("127.0.0.1", 0))
    heard = []

    def serve():
        client, _ = listener.accept()
        with client:
            heard.append(client.recv(5000))
            client.sendall(b"HTTP/1.1 200 OK\r\n\r\n")

    threading.Thread(target=serve, daemon=True).start()
    with listener, pytest.raises(Unreached, match="certificate"):
        post(f"https://127.0.0.1:{listener.getsockname()[1]}/", b"our words", {})
    assert b"our words" not in heard[0]


def test_who_answers_one_byte_at_a_time_is_left(own_network, monkeypatch):
    monkeypatch.setattr(outward, "LONGEST", 0.3)
    listener = socket.create_server(("127.0.0.1", 0))
    over = threading.Event()

    def serve():
        client, _ = listener.accept()
        with client:
            while not over.wait(0.05):
                try:
                    client.sendall(b"H")
                except OSError:
                    return

    threading.Thread(target=serve, daemon=True).start()
    try:
        with pytest.raises(Unreached, match="in time"):
            post(f"http://127.0.0.1:{listener.getsockname()[1]}/", b"{}", {})
    finally:
        over.set()
        listener.close()


@pytest.mark.parametrize("text", ["127.0.0.1", "::1", "::ffff:10.0.0.1", "64:ff9b::a00:1", "2002:a00:1::1", "0.0.0.0"])
def test_an_address_inside_is_known_as_such(text):
    assert not is_outside(ip_address(text))
