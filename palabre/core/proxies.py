"""Who is asking, when proxies stand between us and them; and health, which is asked by machines under any name."""

from collections.abc import Callable, Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest, HttpResponse

Next = Callable[[HttpRequest], HttpResponse]
Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network


def networks_of(words: Sequence[str]) -> list[Network]:
    """The networks in ``PALABRE_PROXIES``. Raises ``ImproperlyConfigured``; "everybody" is no proxy."""
    found = []
    for word in filter(None, (word.strip() for word in words)):
        try:
            network = ip_network(word, strict=False)
        except ValueError:
            raise ImproperlyConfigured(
                f"PALABRE_PROXIES: {word} is neither an address nor a network, such as 127.0.0.1 or 10.0.0.0/8."
            ) from None
        if network.prefixlen == 0:
            raise ImproperlyConfigured(
                f"PALABRE_PROXIES: {word} is everybody: whoever asks could then say they are somebody else."
            )
        found.append(network)
    return found


class BelievedProxies:
    """What a proxy says of a request (from whom, over https or not) is believed from our own proxies, and nobody else.

    After this the request's ``REMOTE_ADDR`` is the nearest address that is no proxy of ours: limits are counted by it.
    ``X-Forwarded-For`` is read from its end, since only the end was written by those we trust. From anybody else
    it is taken away, with ``X-Forwarded-Proto``: no code behind this can believe it by mistake.
    """

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response
        self.proxies: list[Network] = settings.PROXIES

    def __call__(self, request: HttpRequest) -> HttpResponse:
        said = request.META.pop("HTTP_X_FORWARDED_FOR", "")
        peer = _address(request.META.get("REMOTE_ADDR", ""))
        if peer is not None and self._is_ours(peer):
            request.META["REMOTE_ADDR"] = str(self._nearest_stranger(peer, said))
        else:
            request.META.pop("HTTP_X_FORWARDED_PROTO", None)
        return self.get_response(request)

    def _is_ours(self, address: Address) -> bool:
        return any(address in network for network in self.proxies)

    def _nearest_stranger(self, address: Address, said: str) -> Address:
        for words in reversed(said.split(",")):
            before = _address(words)
            if before is None:
                break
            address = before
            if not self._is_ours(address):
                break
        return address


class HealthUnderAnyName:
    """A balancer asks for ``/health/…`` by number, not by a name of this site: there is nothing to protect there."""

    addresses = ("/healthz", "/health/live", "/health/ready")

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path in self.addresses and settings.ALLOWED_HOSTS:
            request.META["HTTP_HOST"] = settings.ALLOWED_HOSTS[0].lstrip(".*") or "localhost"
        return self.get_response(request)


def _address(words: str) -> Address | None:
    """An address as proxies write it: 192.0.2.7, 192.0.2.7:4711, 2001:db8::7, [2001:db8::7]:4711."""
    words = words.strip()
    if words.startswith("["):
        words = words[1:].partition("]")[0]
    elif words.count(":") == 1:
        words = words.partition(":")[0]
    try:
        found = ip_address(words)
    except ValueError:
        return None
    return getattr(found, "ipv4_mapped", None) or found
