"""A form is done once, however often and however simultaneously it arrives; its answer comes again."""

import re
from html.parser import HTMLParser
from secrets import token_hex

import pytest
from django.contrib import messages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import include, path, reverse

from palabre.commons.conversations.models import Comment
from palabre.commons.trail import kept_pages, sent_forms
from palabre.commons.trail.models import SentForm
from palabre.core import clock
from palabre.core.http import SeeOther, is_htmx
from palabre.core.kept import Store
from palabre.people.models import Branch, Cooperative, Entity
from palabre.site import urls as house
from tests.house import PACKAGE, short, texts
from tests.racing import race
from tests.world import build

KEY = re.compile(r'name="form_key" value="([^"]+)"')


def adds_one(request):
    """A deed that knows no better: done as often as it is asked."""
    if not request.POST.get("text"):
        return HttpResponse(status=422)
    Branch.objects.create(name=f"{request.POST['text']} {token_hex(4)}", entity=Entity.objects.first())
    if is_htmx(request):
        return HttpResponse('<span data-draft-done="planted"></span>')
    messages.success(request, "Added.", extra_tags="draft:planted")
    return SeeOther("/#added")


def writes_then_breaks(request):
    Cooperative.objects.update(motto="half done")
    raise ZeroDivisionError


def only_looks(request):
    return HttpResponse(Cooperative.objects.get(pk=1).name)


planted = ([path("adds/", adds_one), path("breaks/", writes_then_breaks), path("looks/", only_looks)], "planted")
urlpatterns = [path("planted/", include(planted)), *house.urlpatterns]
ADDS = "/planted/adds/"
WORDS = {"text": "Half of it."}
KEYED = WORDS | {"form_key": "k1"}


@pytest.fixture
def world(cast):
    return build(cast, 1)


@pytest.fixture
def awa(cast):
    client = Client(raise_request_exception=False)
    client.force_login(cast.awa)
    return client


def added():
    return Branch.objects.exclude(name="Rennes").count()


# --- the key is in every form ---------------------------------------------------------------------------------------


class Forms(HTMLParser):
    """Each form that posts, and the names of its fields."""

    def __init__(self, html):
        super().__init__()
        self.found, self.now = [], None
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag == "form":
            self.now = [] if attrs.get("method") == "post" else None
            if self.now is not None:
                self.found.append((attrs.get("action"), self.now))
        elif tag in ("input", "textarea") and self.now is not None:
            self.now.append(attrs.get("name"))

    def handle_endtag(self, tag):
        if tag == "form":
            self.now = None


def without_key(html):
    return [
        place for place, fields in Forms(html).found if "csrfmiddlewaretoken" in fields and "form_key" not in fields
    ]


def test_every_form_that_posts_carries_a_key(world, client):
    client.force_login(world.cast.bruno)
    for thing in (world.open, world.measure, world.recommendation, world.commitment):
        page = client.get(thing.get_absolute_url()).content.decode()
        assert without_key(page) == []
        assert KEY.findall(page) != []
    assert without_key('<form method="post" action="/a/"><input name="csrfmiddlewaretoken"></form>') == ["/a/"]


def test_no_template_of_ours_posts_without_the_tag():
    forms = re.compile(r'<form [^>]*method="post".*?</form>', re.DOTALL)
    found = [
        short(place)
        for place, text in texts(sorted(PACKAGE.rglob("templates/**/*.html"))).items()
        for form in forms.findall(text)
        if "{% csrf_token %}" not in form
    ]
    assert found == [
        "palabre/commons/notices/templates/notices/stop.html",  # from a mail, signed out, and once is as often as twice
        "palabre/processes/templates/processes/parts/write.html",  # signed out one types there; no button sends it
        "palabre/site/templates/503.html",  # sends again what another form had sent, its key included
    ]


def test_a_page_kept_for_many_gives_each_reader_a_key_of_their_own(world, monkeypatch):
    monkeypatch.setattr(kept_pages, "store", Store(16 * 1024 * 1024))
    pages = []
    for reader in (world.cast.edwige, world.cast.edwige, world.cast.awa):
        client = Client()
        client.force_login(reader)
        pages.append(client.get(world.open.get_absolute_url()).content.decode())
    assert len(kept_pages.store) > 0
    keys = [set(KEY.findall(page)) for page in pages]
    assert all(keys)
    assert len(keys[0] | keys[1] | keys[2]) == sum(len(each) for each in keys)


# --- sent again -----------------------------------------------------------------------------------------------------


@pytest.mark.urls(__name__)
class TestAgain:
    def test_without_a_key_it_is_done_as_often_as_it_comes(self, awa):
        assert [awa.post(ADDS, WORDS).status_code for _ in range(2)] == [303, 303]
        assert added() == 2, "this deed is done once without any key: what follows proves nothing"

    def test_sent_three_times_it_is_done_once_and_answered_thrice(self, awa):
        answers = [awa.post(ADDS, KEYED) for _ in range(3)]
        assert [(answer.status_code, answer["Location"]) for answer in answers] == [(303, "/#added")] * 3
        assert added() == 1
        assert "This had already arrived. It was recorded once." in awa.get("/").content.decode()

    def test_the_draft_of_a_form_that_had_arrived_is_done_with(self, awa):
        awa.post(ADDS, KEYED)
        awa.get("/")  # the first answer's own sentence was read, or got lost
        awa.post(ADDS, KEYED)
        assert 'data-draft-done="planted"' in awa.get("/").content.decode()

    def test_sent_twice_by_htmx_the_page_is_read_again(self, awa):
        first, second = (awa.post(ADDS, KEYED, headers={"HX-Request": "true"}) for _ in range(2))
        assert (first.status_code, second.status_code, second["HX-Refresh"]) == (200, 200, "true")
        assert added() == 1
        assert 'data-draft-done="planted"' in awa.get("/").content.decode()

    def test_sent_by_htmx_and_again_without_it_leads_back_to_the_page(self, awa):
        awa.post(ADDS, KEYED, headers={"HX-Request": "true"})
        answer = awa.post(ADDS, KEYED, headers={"Referer": "http://testserver/processes/"})
        assert answer["Location"] == "/processes/"
        assert awa.post(ADDS, KEYED, headers={"Referer": "http://elsewhere.example/x/"})["Location"] == "/"

    def test_other_words_with_the_same_key_are_not_lost(self, awa):
        awa.post(ADDS, KEYED)
        awa.post(ADDS, KEYED | {"text": "Gone back, and written more."})
        assert added() == 2

    def test_a_file_is_part_of_the_words(self, awa):
        for content in (b"one", b"one", b"another"):
            awa.post(ADDS, KEYED | {"file": SimpleUploadedFile("list.txt", content)})
        assert added() == 2

    def test_a_key_is_one_members_own(self, awa, cast):
        other = Client()
        other.force_login(cast.edwige)
        assert [client.post(ADDS, KEYED).status_code for client in (awa, other)] == [303, 303]
        assert added() == 2

    def test_what_was_refused_may_be_sent_again(self, awa):
        assert awa.post(ADDS, {"form_key": "k1"}).status_code == 422
        assert not SentForm.objects.exists()
        assert awa.post(ADDS, KEYED).status_code == 303
        assert added() == 1

    def test_who_is_signed_out_leaves_no_note(self, cast):
        assert Client().post(ADDS, KEYED).status_code == 403
        assert not SentForm.objects.exists()

    def test_the_note_says_nothing_of_the_words(self, awa):
        awa.post(ADDS, KEYED)
        noted = SentForm.objects.get()
        assert (len(noted.sha256), noted.location, noted.drafts) == (64, "/#added", ["planted"])

    def test_it_is_forgotten_after_a_day(self, awa):
        awa.post(ADDS, KEYED)
        assert sent_forms.forget_old() == 0
        SentForm.objects.update(at=clock.now() - sent_forms.KEPT_FOR * 1.1)
        assert sent_forms.forget_old() == 1


def test_a_comment_sent_twice_by_htmx_stands_once(world):
    client = Client(headers={"HX-Request": "true"})
    client.force_login(world.cast.edwige)
    place = reverse("processes:process_comments", args=[world.open.pk])
    before = Comment.objects.count()
    first, second = (client.post(place, {"text": "Words", "once": "a", "form_key": "k1"}) for _ in range(2))
    assert ("HX-Refresh" in first, "HX-Refresh" in second) == (False, True)
    assert Comment.objects.count() == before + 1


# --- when it breaks in the middle -----------------------------------------------------------------------------------


@pytest.mark.urls(__name__)
def test_what_breaks_in_the_middle_leaves_nothing(awa):
    assert awa.post("/planted/breaks/", KEYED).status_code == 500
    assert Cooperative.objects.get(pk=1).motto == ""
    assert not SentForm.objects.exists()


@pytest.mark.urls(__name__)
def test_what_only_looked_is_not_noted(awa):
    assert [awa.post("/planted/looks/", KEYED).content for _ in range(2)] == [b"Estran", b"Estran"]
    assert not SentForm.objects.exists()


# --- two at once ----------------------------------------------------------------------------------------------------


@pytest.mark.race
@pytest.mark.urls(__name__)
class TestTogether:
    """Really committed, in threads that really meet."""

    TIMES = 5

    @pytest.fixture
    def db(self, own_database):
        pass

    @pytest.fixture
    def together(self, awa):
        def deed():
            client = Client()
            client.cookies = awa.cookies
            assert client.post(ADDS, KEYED).status_code == 303

        return lambda: race(deed, times=self.TIMES, slow="people_branch")

    def test_it_is_done_once(self, together):
        assert together() == {"done": self.TIMES}
        assert added() == 1

    def test_without_the_note_it_is_done_by_each(self, together, monkeypatch):
        def first_in_any_case(**words):
            return SentForm(sha256=token_hex(32), at=clock.now()), True

        monkeypatch.setattr(SentForm.objects, "get_or_create", first_in_any_case)
        together()
        assert added() == self.TIMES
