"""A POST to the outside that cannot reach inside: no private address by any spelling, no rebinding, no redirect.

The name is resolved once; every address it has must be one of the open internet, and the call goes to the very
address that was looked at (so a name that answers otherwise a moment later changes nothing). TLS is checked against
the name. Redirects are not followed, proxies of the environment not asked, and of the answer only the status is read.
"""

import http.client
import ipaddress
import socket
import ssl
import threading
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from palabre.core.verdict import YES, Verdict, no

PATIENCE = 5.0  # seconds to connect, and between two bytes
LONGEST = 10.0  # seconds for the whole call: a program that answers one byte at a time is left
PORTS_BELOW = (443,)  # beside those from 1024 up: mail and other services of the old ports are nobody's webhook
# Beside what ``ipaddress`` knows: addresses for protocols, of which a cloud answers its secrets at one; relays; and the
# ways of writing an IPv4 address in IPv6, which a machine on the way would unpack.
INSIDE = [ipaddress.ip_network(net) for net in ("192.0.0.0/24", "192.88.99.0/24", "64:ff9b::/96", "64:ff9b:1::/48")]
INSIDE += [ipaddress.ip_network(net) for net in ("2002::/16", "2001::/32", "::/96")]

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


class Unreached(Exception):
    """The call was not made, or not accepted; ``reason`` is a sentence for the secretariat."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Answer:
    """What the program said: its HTTP status."""

    status: int


def may_be_called(address: str) -> Verdict:
    """Whether an address is written as one that may be called. Asks no name server: that is done at each call."""
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        return no(_("This is not a web address."))
    if parts.scheme not in ("https", "http") or not parts.hostname or not _written_plainly(address):
        return no(_("The address begins with https:// and names a machine."))
    if parts.username is not None or parts.password is not None or parts.fragment:
        return no(_("An address with a name, a password or a # in it is not called."))
    if port is not None and port not in PORTS_BELOW and port < 1024 and not _allowed_plain(parts):
        return no(_("That port is not called: 443, or 1024 and above."))
    literal = _as_literal(parts.hostname)
    if literal is not None and not is_outside(literal):
        return no(_("This address lies inside a network; only what is open on the internet is called."))
    if parts.scheme == "http" and not _allowed_plain(parts):
        return no(_("The address begins with https://, so that nobody on the way reads along."))
    return YES


def is_outside(found: Address) -> bool:
    """Whether an address belongs to the open internet, or to a network the operator opened for webhooks."""
    if any(found in network for network in settings.WEBHOOK_NETWORKS if network.version == found.version):
        return True
    mapped = found.ipv4_mapped if isinstance(found, ipaddress.IPv6Address) else None
    if mapped is not None:
        return is_outside(mapped)
    if any(found in network for network in INSIDE if network.version == found.version):
        return False
    return found.is_global and not found.is_multicast and not found.is_reserved


def post(address: str, body: bytes, headers: dict[str, str]) -> Answer:
    """Send ``body`` to ``address``; the status it answers. Blocks for ``LONGEST`` seconds at most, and a name server.

    Raises:
        Unreached: the address may not be called, its name leads inside or nowhere, or nobody answers in time.
    """
    if not (may := may_be_called(address)):
        raise Unreached(str(may.reason))
    parts = urlsplit(address)
    host = str(parts.hostname)
    port = parts.port or (443 if parts.scheme == "https" else 80)
    found = _resolved(host, port)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    try:
        return _ask(_Pinned(host, port, found, plain=parts.scheme == "http"), path, body, headers)
    except ssl.SSLError as fault:
        raise Unreached(_("Its certificate is not valid for that name.")) from fault
    except TimeoutError as fault:
        raise Unreached(_("It did not answer in time.")) from fault
    except (OSError, http.client.HTTPException, ValueError) as fault:
        raise Unreached(_("Nobody answers there.")) from fault


def _ask(connection: "_Pinned", path: str, body: bytes, headers: dict[str, str]) -> Answer:
    over = threading.Timer(LONGEST, connection.cut)
    over.start()
    try:
        connection.request("POST", path, body=body, headers=headers)
        return Answer(connection.getresponse().status)
    except (OSError, http.client.HTTPException, ValueError) as fault:
        if connection.was_cut:
            raise TimeoutError from fault
        raise
    finally:
        over.cancel()
        connection.close()


class _Pinned(http.client.HTTPConnection):
    """A connection to an address already looked at, under the name it was found by."""

    def __init__(self, host: str, port: int, found: str, *, plain: bool) -> None:
        super().__init__(host, port, timeout=PATIENCE)
        self.default_port = 80 if plain else 443  # what need not be said in the Host header
        self._found, self._plain, self.was_cut = found, plain, False

    def connect(self) -> None:
        sock = socket.create_connection((self._found, self.port), timeout=PATIENCE)
        self.sock = sock
        if not self._plain:
            self.sock = ssl.create_default_context().wrap_socket(sock, server_hostname=self.host)

    def cut(self) -> None:
        """The time is over: whoever waits for a byte stops waiting."""
        self.was_cut = True
        if self.sock is not None:
            _shut(self.sock)


def _shut(sock: socket.socket) -> None:
    """Both ways; one that is shut already stays so."""
    try:
        sock.shutdown(socket.SHUT_RDWR)
    except OSError:
        return


def _resolved(host: str, port: int) -> str:
    """One address of ``host``, every one of which was found to be outside."""
    try:
        answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as fault:
        raise Unreached(_("Its name is not known.")) from fault
    found = [str(answer[4][0]) for answer in answers]
    if not found or not all(is_outside(address) for address in _addresses(found)):
        raise Unreached(_("Its name leads inside a network; only what is open on the internet is called."))
    return found[0]


def _addresses(found: Iterable[str]) -> list[Address]:
    return [ipaddress.ip_address(text.partition("%")[0]) for text in found]


def _as_literal(host: str) -> Address | None:
    """The address a host is written as, also in the old ways (2130706433, 0x7f.1, 0177.0.0.1); None for a name."""
    try:
        return ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        pass
    try:
        return ipaddress.IPv4Address(socket.inet_aton(host))
    except (OSError, UnicodeError):
        return None


def _written_plainly(address: str) -> bool:
    """No blank, no backslash, no sign that is not ASCII: programs disagree about what those mean in an address."""
    return address.isascii() and address.isprintable() and not set(address) & set(' \\"<>^`{|}')


def _allowed_plain(parts: SplitResult) -> bool:
    """Whether the operator opened the network of this very address: then it may be called without TLS, on any port."""
    literal = _as_literal(str(parts.hostname))
    return literal is not None and any(
        literal in network for network in settings.WEBHOOK_NETWORKS if network.version == literal.version
    )
