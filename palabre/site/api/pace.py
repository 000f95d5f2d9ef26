"""How often one may ask: so many a minute for each token, and for each address that shows none.

Counted in this process's memory: reading writes nothing, and several processes only make it more generous.
"""

import time

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from palabre.core.kept import Store
from palabre.site.api.reader import Reader

A_MINUTE = 60.0  # seconds
REMEMBERED = 20_000  # of those who asked lately

asked_lately = Store(REMEMBERED)


def wait_for(request: HttpRequest, reader: Reader) -> int:
    """0, or in how many seconds this reader may ask again. Counts this request."""
    minute, into = divmod(time.monotonic(), A_MINUTE)
    who = ("token", reader.token.pk) if reader.token else ("address", _address(request))
    began, count = asked_lately.get(who) or (minute, 0)
    count = count + 1 if began == minute else 1
    asked_lately.put(who, (minute, count), 1)
    return 0 if count <= settings.API_A_MINUTE else max(1, round(A_MINUTE - into))


def _address(request: HttpRequest) -> str:
    """The address before the proxies we trust; the same for all where there is none."""
    try:
        return get_adapter(request).get_client_ip(request)
    except PermissionDenied:
        return ""
