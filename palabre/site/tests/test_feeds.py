"""Atom feeds: what everyone may read, in what every feed reader understands."""

from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.urls import reverse

from palabre.core import clock
from palabre.governance.models import Commitment, Decision
from palabre.processes.models import Process
from palabre.site.queries.feeds import FEEDS, LONGEST
from tests.world import build

ATOM = "{http://www.w3.org/2005/Atom}"


def address(name):
    return reverse("site:feed", args=[name])


def read(client, name):
    """The entries, each as {element: text}, once the feed has what RFC 4287 asks of it (4.1.1, 4.1.2)."""
    answer = client.get(address(name))
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/atom+xml; charset=utf-8")
    feed = ElementTree.fromstring(answer.content)
    assert feed.tag == f"{ATOM}feed"
    assert [bool(feed.findtext(f"{ATOM}{word}")) for word in ("id", "title", "updated")] == [True] * 3
    links = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
    assert links["self"].endswith(address(name))
    assert client.get(links["alternate"]).status_code == 200
    entries = feed.findall(f"{ATOM}entry")
    for entry in entries:
        assert [bool(entry.findtext(f"{ATOM}{word}")) for word in ("id", "title", "updated")] == [True] * 3
        assert entry.findtext(f"{ATOM}author/{ATOM}name")
    return [{each.tag.removeprefix(ATOM): each.text for each in entry} for entry in entries]


@pytest.mark.parametrize(
    ("name", "model"), [("processes", Process), ("decisions", Decision), ("commitments", Commitment)]
)
def test_each_holds_what_everyone_may_read_and_leads_to_its_page(cast, client, name, model):
    build(cast, 2)
    entries = read(client, name)
    assert {entry["id"] for entry in entries} == {
        f"http://127.0.0.1:8000{each.get_absolute_url()}" for each in model.objects.all()
    }
    assert len(entries) > 1
    for entry in entries:
        assert client.get(entry["id"]).status_code == 200


@pytest.mark.parametrize("reach", ["members", "listed"])
def test_they_hold_nothing_else_whoever_asks(cast, client, reach):
    build(cast, 2, reach=reach)
    client.force_login(cast.awa)
    for name in FEEDS:
        assert read(client, name) == [], name


def test_a_body_that_is_not_for_everyone_is_not_named(cast, client, audiences):
    world = build(cast, 1)
    world.body.name, world.body.audience = "The quiet committee", audiences.members
    world.body.save()
    for name in FEEDS:
        assert "quiet committee" not in client.get(address(name)).content.decode(), name


def test_a_commitment_comes_back_when_it_has_news(cast, client):
    world = build(cast, 2)
    before = read(client, "commitments")
    Commitment.objects.filter(pk=world.commitment.pk).update(changed_at=clock.now() + timedelta(hours=1), status="done")
    after = read(client, "commitments")
    assert after[0]["id"].endswith(world.commitment.get_absolute_url())
    assert "(done)" in after[0]["title"]
    assert sorted(entry["id"] for entry in before) == sorted(entry["id"] for entry in after)


def test_the_newest_come_first_and_no_more_than_forty(cast, client):
    build(cast, 1)
    model = Process.objects.first()
    for number in range(LONGEST + 3):
        model.pk = None
        model.title, model.opened_at = f"Number {number}", clock.now() + timedelta(minutes=number)
        model.introduction, model.discussion = copied(model.introduction), copied(model.discussion)
        model.save(force_insert=True)
    titles = [entry["title"] for entry in read(client, "processes")]
    assert titles == [f"Number {number}" for number in range(LONGEST + 2, 2, -1)]


def copied(thing):
    thing.pk = None
    thing.save(force_insert=True)
    return thing


def test_words_stay_words_in_every_reader(cast, client):
    build(cast, 1)
    Process.objects.update(title="Bread & <b>roses</b>\x0b", summary="<script>alert(1)</script>\x0c5 < 6")
    entry = read(client, "processes")[0]
    assert entry["title"] == "Bread & <b>roses</b> "  # a title is text
    assert entry["summary"] == "&lt;script&gt;alert(1)&lt;/script&gt; 5 &lt; 6"  # a summary is HTML


def test_what_is_held_already_is_not_sent_again(cast, client):
    for entries in (0, 1):  # an empty feed is no news at each reading either
        if entries:
            build(cast, 1)
        first = client.get(address("decisions"))
        assert first["Cache-Control"] == "public, max-age=60"
        again = client.get(address("decisions"), headers={"if-none-match": first["ETag"]})
        assert (again.status_code, again.content) == (304, b"")


def test_every_page_names_them(cast, client):
    page = client.get(reverse("site:home")).content.decode()
    assert [f'type="application/atom+xml" title="{name.title()}" href="{address(name)}"' in page for name in FEEDS] == [
        True
    ] * 3
    assert client.get("/feeds/nothing.atom").status_code == 404
