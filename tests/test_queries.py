"""Every page costs the same number of queries whether there is one thing to show, three or thirty.

The pages are not listed here: every address that answers a GET is looked at, so a new list cannot be forgotten.
"""

import re
from types import SimpleNamespace

import pytest
from django.contrib.auth.decorators import login_not_required
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import path, reverse

from palabre.commons.conversations.models import Comment
from palabre.site import urls as house
from tests.world import build
from tests.world.addresses import ARGUMENTS, patterns
from tests.world.reading import read_to_the_end

pytestmark = pytest.mark.long
# Asked once a second by a process that serves; in tests the time may be moved at any moment, so it is asked each time.
CLOCK = re.compile(r'SELECT "people_cooperative"\."clock_offset_seconds"')
VIEWERS = ("nobody", "awa", "bruno", "chloe", "farid")
# A whole document as a PDF has its text to gather; allauth's pages list nothing of ours.
PAGES = [address for address in patterns() if not address.name.startswith("account_")]


def is_hole_left(answer):
    """Whether a mark that each reader's own words fill (``core.holes``) is still there."""
    return not answer.streaming and b"hole-" in answer.content


def counted(cast, n, pages, viewers):
    """(address, viewer) -> how many queries, in a world of ``n``. What does not answer 200 is left out."""
    world = build(cast, n)
    found = {}
    for viewer in viewers:
        client = Client()
        if viewer != "nobody":
            client.force_login(getattr(cast, viewer))
        client.get(reverse("site:home"))  # what is read once a process, such as the session, is read now
        for address in pages:
            place = reverse(address.name, args=ARGUMENTS[address.name](world) if address.takes else [])
            connection.queries_log.clear()  # Django keeps the last 9,000, and warns past that
            with CaptureQueriesContext(connection) as captured:
                answer = client.get(place)
            read_to_the_end(answer)
            assert not is_hole_left(answer), place
            if answer.status_code == 200:
                found[address.name, viewer] = sum(not CLOCK.match(query["sql"]) for query in captured.captured_queries)
    return found


def asked(cast, pages, viewers=VIEWERS):
    """(address, viewer) -> the numbers of queries for one, three and thirty; None where it does not answer 200."""
    found = []
    for n in (1, 3, 30):
        with transaction.atomic():
            found.append(counted(cast, n, pages, viewers))
            transaction.set_rollback(True)
    return {key: [each.get(key) for each in found] for key in sorted({key for each in found for key in each})}


def growing(numbers):
    return {f"{name} for {viewer}": each for (name, viewer), each in numbers.items() if len(set(each)) > 1}


def test_every_page_asks_as_many_queries_for_one_as_for_thirty(cast):
    numbers = asked(cast, PAGES)
    assert len(numbers) > 100
    assert growing(numbers) == {}


@login_not_required
def one_query_a_comment(request):
    return HttpResponse("".join(comment.author.name for comment in Comment.objects.order_by("pk")[:40]))


urlpatterns = [path("planted/", one_query_a_comment, name="planted"), *house.urlpatterns]


@pytest.mark.urls(__name__)
def test_a_page_that_asks_a_query_a_line_is_found(cast):
    numbers = asked(cast, [SimpleNamespace(name="planted", takes=False)], viewers=["awa"])
    assert list(growing(numbers)) == ["planted for awa"]
