"""What one person sees is kept by no browser and no proxy."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.world import build
from tests.world.addresses import ARGUMENTS, patterns
from tests.world.reading import read_to_the_end

pytestmark = pytest.mark.long

# The same for everyone, and named by what they hold; documents, which a browser asks about before it shows them again.
PUBLIC = {
    "site:look",
    "site:logo",
    "site:feed",
    "notices:worker",
    *(each.name for each in patterns() if each.name.startswith("api:")),
}
ASKED_AGAIN = {"statutes:text_pdf"} | {
    f"processes:{what}_{kind}" for what in ("process", "recommendation") for kind in ("pdf", "docx", "odt", "markdown")
}
ASKED_AGAIN |= {
    f"governance:{name}"
    for name in ("minutes_pdf", "agenda_pdf", "convocation_pdf", "meeting_ics", "body_ics", "open_hour_ics")
}


def kept(client, world):
    """Address -> Cache-Control of each page that answers and may be kept by a browser or a proxy."""
    found = {}
    for address in patterns():
        place = reverse(address.name, args=ARGUMENTS[address.name](world) if address.takes else [])
        if address.name not in PUBLIC | ASKED_AGAIN:
            answer = client.get(place)
            read_to_the_end(answer)
            said = answer.headers.get("Cache-Control", "")
            if "no-store" not in said or "private" not in said:
                found[address.name] = said
    return found


@pytest.fixture
def world(cast):
    return build(cast, 1)


def signed_in(member):
    client = Client()
    client.force_login(member)
    return client


@pytest.mark.parametrize("person", ["farid", "awa"])
def test_no_page_of_whoever_is_signed_in_is_kept(cast, world, person):
    assert kept(signed_in(getattr(cast, person)), world) == {}


def test_a_page_that_may_be_kept_is_seen(cast, world, settings):
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if not name.endswith("PersonalPagesAreNotKept")]
    assert "membership:me" in kept(signed_in(cast.awa), world)


def test_documents_are_asked_for_again_and_the_public_look_is_kept(cast, world):
    client = signed_in(cast.awa)
    for name in sorted(ASKED_AGAIN - {"statutes:text_pdf", "processes:process_pdf", "processes:recommendation_pdf"}):
        answer = client.get(reverse(name, args=ARGUMENTS[name](world)))
        assert set(answer["Cache-Control"].split(", ")) == {"private", "no-cache"}, name
    assert "public" in client.get(reverse("site:look"))["Cache-Control"]


def test_what_others_may_keep_is_the_same_for_everyone(cast, world):
    for name in sorted(PUBLIC):
        address = next(each for each in patterns() if each.name == name)
        place = reverse(name, args=ARGUMENTS[name](world) if address.takes else [])
        answers = [client.get(place) for client in (Client(), signed_in(cast.farid))]
        if answers[0].status_code == 200:
            assert answers[0].content == answers[1].content, name


def test_a_visitor_without_a_session_may_keep_a_public_page(world):
    assert "Cache-Control" not in Client().get(reverse("governance:commitments")).headers
