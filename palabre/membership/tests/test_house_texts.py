"""What the cooperative says of itself: legal pages in dated versions, and a welcome for who is new."""

import pytest
from django.urls import reverse

from palabre.commons.texts.marked import html_of, marked_of
from palabre.commons.trail.models import Entry
from palabre.core.verdict import Refused
from palabre.membership.actions.house_texts import publish_house_text
from palabre.membership.models import HouseText

LEGAL = {"title": "Legal notice", "marked": "# Who we are\n\nEstran, **SCIC**, Lille.\n\n- one\n- two", "reason": ""}


def address(kind="legal", language="en"):
    return reverse("membership:house_text", args=[kind, language])


def write(cast, kind="legal", html="<p>Words</p>", **said):
    return publish_house_text(
        by=cast.farid, kind=kind, language="en", title="A title", html=html, reason="Because", **said
    )


def test_the_secretariat_writes_and_everyone_reads(client, cast):
    client.force_login(cast.farid)
    assert client.get(address()).status_code == 200
    assert client.post(address(), LEGAL).status_code == 303
    client.logout()
    assert reverse("membership:about_text", args=["legal"]) in client.get(reverse("membership:about")).content.decode()
    page = client.get(reverse("membership:about_text", args=["legal"])).content.decode()
    for words in ("<h2>Who we are</h2>", "<strong>SCIC</strong>", "<li>two</li>", "Version 1, in force since"):
        assert words in page
    entry = Entry.objects.select_related("details").get()
    assert (entry.verb, entry.details.facts) == ("membership.house_text_published", {"number": 1, "language": "en"})


def test_each_version_stays_readable_with_its_date(client, cast):
    for words in ("First", "Second"):
        write(cast, html=f"<p>{words}</p>")
    now = client.get(reverse("membership:about_text", args=["legal"])).content.decode()
    assert ("Second" in now, "First" in now, "Version 1, of" in now) == (True, False, True)
    before = client.get(reverse("membership:about_version", args=["legal", 1])).content.decode()
    assert ("First" in before, "no longer in force" in before) == (True, True)
    assert client.get(reverse("membership:about_version", args=["legal", 3])).status_code == 404


def test_the_same_words_again_make_no_version(cast):
    assert write(cast).number == write(cast).number == 1
    assert Entry.objects.count() == 1


def test_a_text_without_words_is_taken_back(client, cast):
    write(cast)
    write(cast, html="")
    assert client.get(reverse("membership:about_text", args=["legal"])).status_code == 404
    listed = client.get(reverse("membership:about")).content.decode()
    assert reverse("membership:about_text", args=["legal"]) not in listed


def test_a_preview_shows_and_keeps_nothing(client, cast):
    client.force_login(cast.farid)
    answer = client.post(address(), LEGAL | {"deed": "preview"})
    assert answer.status_code == 200
    assert "<strong>SCIC</strong>" in answer.content.decode()
    assert not HouseText.objects.exists()


def test_what_would_run_or_load_is_left_out(client, cast):
    html = html_of("<script>alert(1)</script>\n\n[x](javascript:alert(1)) ![i](https://evil.example/i.png) <b>b</b>")
    assert "script>" not in html.replace("&lt;/script&gt;", "").replace("&lt;script&gt;", "")
    assert ("javascript:" in html.split("href")[-1] if "href" in html else False, "<img" in html) == (False, False)


def test_marks_come_back_as_they_were():
    marked = "## Who we are\n\nEstran, **SCIC**, [there](https://estran.example).\n\n- one\n- two"
    assert html_of(marked_of(html_of(marked))) == html_of(marked)


def test_a_new_member_is_welcomed_for_two_months(client, cast):
    write(cast, kind="welcome", html="<p>Good that you are here.</p>")
    client.force_login(cast.awa)
    assert "Good that you are here" not in client.get(reverse("site:home")).content.decode()  # since 200 days
    cast.awa.belongings.all().replace(from_on=cast.today)
    assert "Good that you are here" in client.get(reverse("site:home")).content.decode()
    assert client.get(reverse("membership:about_text", args=["welcome"])).status_code == 404
    client.force_login(cast.zoe)
    assert "Good that you are here" not in client.get(reverse("site:home")).content.decode()


@pytest.mark.parametrize("who", ["awa", "chloe", "greta", "zoe"])
def test_nobody_else_writes_them(client, cast, who):
    client.force_login(getattr(cast, who))
    assert client.get(address()).status_code == 403
    with pytest.raises(Refused, match="The secretariat keeps"):
        publish_house_text(by=getattr(cast, who), kind="legal", language="en", title="x", html="x", reason="")


@pytest.mark.parametrize(("kind", "language"), [("nothing", "en"), ("legal", "xx")])
def test_there_are_no_others(client, cast, kind, language):
    client.force_login(cast.farid)
    assert client.get(address(kind, language)).status_code == 404
    with pytest.raises(Refused, match="no such text"):
        publish_house_text(by=cast.farid, kind=kind, language=language, title="x", html="x", reason="")


def test_a_text_too_long_comes_back_with_what_was_typed(client, cast):
    client.force_login(cast.farid)
    answer = client.post(address(), LEGAL | {"title": ""})
    assert answer.status_code == 422
    assert "Who we are" in answer.content.decode()
