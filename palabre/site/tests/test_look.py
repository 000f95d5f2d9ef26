"""The cooperative's own look, and the pages that show the house's."""

import pytest
from django.urls import reverse
from django.utils import translation

from palabre.people.models import Cooperative

pytestmark = pytest.mark.django_db


def test_the_colour_is_served_as_one_property(client):
    Cooperative.objects.create(pk=1, name="Estran", accent="#1f6f54")
    response = client.get(reverse("site:look"))
    assert response["Content-Type"] == "text/css; charset=utf-8"
    assert response.content == b":root{--cooperative-accent:#1f6f54}"


def test_what_is_no_colour_never_reaches_the_stylesheet(client):
    Cooperative.objects.create(pk=1, name="Estran", accent="red;}*{")
    assert client.get(reverse("site:look")).content == b""


def test_an_unchanged_colour_is_not_sent_again(client):
    tag = client.get(reverse("site:look"))["ETag"]
    assert client.get(reverse("site:look"), headers={"if-none-match": tag}).status_code == 304
    Cooperative.objects.create(pk=1, name="Estran", accent="#1f6f54")
    assert client.get(reverse("site:look"), headers={"if-none-match": tag}).status_code == 200


def test_the_logo_is_public_when_there_is_one(client):
    assert client.get(reverse("site:logo")).status_code == 404
    Cooperative.objects.create(pk=1, name="Estran", logo=b"\x89PNG")
    response = client.get(reverse("site:logo"))
    assert (response["Content-Type"], response.content) == ("image/png", b"\x89PNG")


@pytest.mark.parametrize("language", ["en", "fr"])
def test_anyone_may_look_at_the_components(client, language):
    with translation.override(language):
        response = client.get(reverse("site:components"), headers={"accept-language": language})
    assert response.status_code == 200
    assert response.content.count(b'class="example"') >= 20
