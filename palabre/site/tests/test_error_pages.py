"""Every page that says no is a page of the house: in French, with its style sheets, and a link to go on from."""

import errno
import html
import re
from pathlib import Path

import pytest
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import SuspiciousOperation
from django.test import Client
from django.urls import path

import palabre.site
from palabre.core.verdict import Refused, no, not_yet
from palabre.site import urls as house

HOME, SIGN_IN = "/", "/accounts/login/"


@login_not_required
def damaged(request):
    raise SuspiciousOperation


@login_not_required
def refuses(request):
    raise Refused(no("Le bureau seul peut le faire."))


@login_not_required
def too_often(request):
    raise Refused(not_yet("Attendez deux minutes."))


@login_not_required
def breaks(request):
    raise ZeroDivisionError


@login_not_required
def full(request):
    raise OSError(errno.ENOSPC, "No space left on device")


handler500 = house.handler500
urlpatterns = [
    path("damaged/", damaged),
    path("refuses/", refuses),
    path("too-often/", too_often),
    path("breaks/", breaks),
    path("full/", full),
    *house.urlpatterns,
]
# status, method, address, the heading, where one can go on
PAGES = [
    (400, "get", "/damaged/", "Nous n’avons pas pu lire cette demande", HOME),
    (403, "get", "/refuses/", "Ce n’est pas possible", SIGN_IN),
    (403, "post", "/refuses/", "Merci de renvoyer le formulaire", HOME),  # without the form's token
    (404, "get", "/nowhere/", "Cette page n’existe pas", HOME),
    (422, "post", "/notices/readings/", "Il manque quelque chose", HOME),
    (429, "get", "/too-often/", "Un peu plus tard", HOME),
    (500, "get", "/breaks/", "Quelque chose s’est cassé ici", HOME),
    (503, "get", "/full/", "Une courte interruption", "/full/"),
]


@pytest.fixture
def visitor():
    return Client(raise_request_exception=False, headers={"accept-language": "fr"})


def read(answer):
    """The heading and the links of the page's own part, once its frame is the house's."""
    page = answer.content.decode()
    assert answer["Content-Type"] == "text/html; charset=utf-8"
    assert '<html lang="fr"' in page
    assert [sheet for sheet in ("tokens", "base", "layout", "forms") if f"{sheet}.css" not in page] == []
    said = page[page.index('id="why"') : page.index("</main>")]
    return re.search(r"<h1>(.*)</h1>", said)[1], re.findall(r'href="([^"]+)"', said), said


@pytest.mark.urls(__name__)
@pytest.mark.parametrize(("status", "method", "address", "heading", "onwards"), PAGES)
def test_it_says_what_happened_and_where_to_go_on(cast, visitor, status, method, address, heading, onwards):
    visitor.handler.enforce_csrf_checks = method == "post" and status == 403
    if status == 422:
        visitor.force_login(cast.awa)
    answer = getattr(visitor, method)(address)
    assert answer.status_code == status
    found, links, _ = read(answer)
    assert (found, onwards in links) == (heading, True)


@pytest.mark.urls(__name__)
@pytest.mark.parametrize(("address", "sentence"), [("/refuses/", "Le bureau seul"), ("/too-often/", "Attendez deux")])
def test_a_refusal_says_its_own_sentence(cast, visitor, address, sentence):
    assert sentence in read(visitor.get(address))[2]


@pytest.mark.urls(__name__)
@pytest.mark.parametrize("address", ["/refuses/", "/too-often/"])
def test_what_was_typed_is_given_back(cast, client, address):
    typed = {"text": "Une heure d’écriture <b>dans le train</b>", "html": "<p>Un.</p><p>Deux mots.</p>", "once": "1a2b"}
    answer = client.post(address, typed | {"password1": "sous le tilleul", "note": "& que c’est beau"})
    given = re.findall(r"<textarea[^>]*>([^<]*)</textarea>", answer.content.decode())
    assert [html.unescape(words) for words in given] == [
        "Une heure d’écriture <b>dans le train</b>", "Un.\n\nDeux mots.", "& que c’est beau",
    ]  # fmt: skip
    assert "textarea" not in client.get(address).content.decode()


def test_every_page_of_a_status_is_tried():
    there = sorted(path.stem for path in Path(palabre.site.__file__).parent.glob("templates/*.html"))
    assert there == sorted([*{str(status) for status, *_ in PAGES}, "403_csrf", "sign_in_first"])
