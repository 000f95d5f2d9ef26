"""Every page costs the same number of queries whether there is one thing to show, three or thirty.

The pages are not listed here: every address that answers a GET is looked at, so a new list cannot be forgotten.
"""

import re

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.world import build
from tests.world.addresses import ARGUMENTS, patterns
from tests.world.reading import read_to_the_end

pytestmark = pytest.mark.long
# Asked once a second by a process that serves; in tests the time may be moved at any moment, so it is asked each time.
CLOCK = re.compile(r'SELECT "people_cooperative"\."clock_offset_seconds"')
VIEWERS = ("nobody", "awa", "bruno", "chloe", "farid")
# A whole document as a PDF has its text to gather; allauth's pages list nothing of ours.
PAGES = [address for address in patterns() if not address.name.startswith("account_")]


def counted(cast, n):
    """(address, viewer) -> how many queries, in a world of ``n``. What does not answer 200 is left out."""
    world = build(cast, n)
    found = {}
    for viewer in VIEWERS:
        client = Client()
        if viewer != "nobody":
            client.force_login(getattr(cast, viewer))
        client.get(reverse("site:home"))  # what is read once a process, such as the session, is read now
        for address in PAGES:
            path = reverse(address.name, args=ARGUMENTS[address.name](world) if address.takes else [])
            with CaptureQueriesContext(connection) as captured:
                answer = client.get(path)
            read_to_the_end(answer)
            if answer.status_code == 200:
                found[address.name, viewer] = sum(not CLOCK.match(query["sql"]) for query in captured.captured_queries)
    return found


def test_every_page_asks_as_many_queries_for_one_as_for_thirty(cast):
    asked = {}
    for n in (1, 3, 30):
        with transaction.atomic():
            asked[n] = counted(cast, n)
            transaction.set_rollback(True)
    one, three, thirty = asked.values()
    assert len(one) > 100
    wrong = {
        f"{name} for {viewer}": [one.get((name, viewer)), three.get((name, viewer)), thirty.get((name, viewer))]
        for name, viewer in sorted(one | three | thirty)
        if not one.get((name, viewer)) == three.get((name, viewer)) == thirty.get((name, viewer))
    }
    assert wrong == {}
