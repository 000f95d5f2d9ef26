"""Founding texts as they are read: with plain words beside each article, and words explained in place."""

from datetime import timedelta

import pytest
from django.urls import reverse

from palabre.statutes.actions.adoptions import open_statutes, record_adoption
from palabre.statutes.actions.glossary import explain_word
from palabre.statutes.actions.renderings import publish_rendering
from palabre.statutes.models import Rendering
from palabre.statutes.wholes import articles_in

WHOLE = "## Article 1 – Quorum\n\nThe quorum is a fifth. No quorum, another day.\n\n## Article 2 – Vote\n\nOne voice."


@pytest.fixture
def statutes(cast):
    opened = open_statutes(by=cast.farid, kind="statutes", title="Statutes", entity=None, language="en")
    adopt(opened, cast, WHOLE, 30)
    return opened


def adopt(statutes, cast, whole, ago):
    day = cast.today - timedelta(days=ago)
    return record_adoption(
        statutes, by=cast.farid, articles=articles_in(whole), assembly="The assembly", adopted_on=day, in_force_on=day,
        reason="",
    )  # fmt: skip


@pytest.fixture
def article(statutes):
    return statutes.articles.order_by("pk").first()


def say_plainly(article, cast, words="<p>One in five must come.</p>", language="en", kind="summary"):
    return publish_rendering(article, by=cast.farid, kind=kind, language=language, number="1", title="", html=words)


def page(client, statutes, query=""):
    return client.get(statutes.get_absolute_url() + query).content.decode()


def test_everyone_reads_the_text_and_beside_it_plain_words(client, cast, statutes, article):
    say_plainly(article, cast)
    both = page(client, statutes)
    assert ("One in five must come" in both, "The quorum is a fifth" in both) == (True, True)
    plain = page(client, statutes, "?show=plain")
    assert ("One in five must come" in plain, "The quorum is a fifth" in plain) == (True, False)
    text = page(client, statutes, "?show=text")
    assert ("One in five must come" in text, "The quorum is a fifth" in text) == (False, True)


def test_plain_words_of_an_article_that_changed_say_so(client, cast, statutes, article):
    say_plainly(article, cast)
    assert "speak of how it was" not in page(client, statutes)
    adopt(statutes, cast, WHOLE.replace("a fifth", "a tenth"), 10)
    assert "speak of how it was" in page(client, statutes)
    say_plainly(article, cast)  # read again, and still right
    assert "speak of how it was" not in page(client, statutes)


def test_an_older_version_is_read_as_it_was(client, cast, statutes, article):
    say_plainly(article, cast)
    adopt(statutes, cast, WHOLE.replace("a fifth", "a tenth"), 10)
    older = page(client, statutes, "?version=1")
    assert ("a fifth" in older, "a tenth" in older, "This is not the version of today" in older) == (True, False, True)
    on_a_day = page(client, statutes, f"?on={(cast.today - timedelta(days=20)).isoformat()}")
    assert "a fifth" in on_a_day
    for query in ("?version=9", "?version=x", "?on=1900-01-01"):
        assert client.get(statutes.get_absolute_url() + query).status_code == 404


def test_a_word_of_the_glossary_is_explained_where_it_is_first_read(client, cast, statutes):
    term = explain_word(None, by=cast.farid, language="en", word="quorum", other_forms="", explanation="How <many>.")
    shown = page(client, statutes, "?show=text")
    assert shown.count(f'popovertarget="word-{term.pk}"') == 1
    assert f'id="word-{term.pk}"' in shown
    assert "How &lt;many&gt;." in shown


def test_the_article_shows_every_language_and_which_one_counts(client, cast, statutes, article):
    say_plainly(article, cast)
    say_plainly(article, cast, "<p>Le quorum est d’un cinquième.</p>", "fr", "translation")
    shown = client.get(article.get_absolute_url() + "?language=fr").content.decode()
    assert ("d’un cinquième" in shown, "authentic" in shown, "it binds nobody" in shown) == (True, True, True)
    english = client.get(article.get_absolute_url()).content.decode()
    assert ("One in five" in english, "d’un cinquième" in english) == (True, False)


def test_plain_words_are_taken_back_when_they_are_emptied(client, cast, statutes, article):
    say_plainly(article, cast)
    say_plainly(article, cast, "")
    assert "One in five" not in page(client, statutes)
    assert Rendering.objects.get().text.revisions.count() == 2


def test_a_look_first_points_at_long_sentences_and_rare_words(client, cast, article):
    client.force_login(cast.farid)
    address = reverse("statutes:rendering", args=[article.pk, "summary", "en"])
    words = "Whereas " + "and so on and on " * 7 + "it goes. Usufructuary."
    looked = client.post(address, {"marked": words, "deed": "preview"}).content.decode()
    assert ("more than 25 words" in looked, "Usufructuary" in looked) == (True, True)
    assert Rendering.objects.count() == 0
    assert client.post(address, {"marked": "One in five."}).status_code == 303
    assert client.get(reverse("statutes:rendering", args=[article.pk, "translation", "en"])).status_code == 404


def test_members_only_statutes_are_nobody_else_s(client, cast):
    opened = open_statutes(by=cast.farid, kind="charter", title="Charter", entity=None, language="en", reach="members")
    adopt(opened, cast, WHOLE, 30)
    article = opened.articles.first()
    for address in (
        opened.get_absolute_url(),
        article.get_absolute_url(),
        reverse("statutes:text_pdf", args=[opened.pk]),
    ):
        assert client.get(address).status_code == 404
    assert "Charter" not in client.get(reverse("statutes:statutes")).content.decode()
    client.force_login(cast.awa)
    assert client.get(article.get_absolute_url()).status_code == 200


def test_it_is_printed_three_ways(client, cast, statutes, article):
    say_plainly(article, cast)
    prints = {
        show: client.get(reverse("statutes:text_pdf", args=[statutes.pk]) + f"?show={show}")
        for show in ("text", "plain", "both")
    }
    assert {answer.content[:5] for answer in prints.values()} == {b"%PDF-"}
    assert len({answer["ETag"] for answer in prints.values()}) == 3
    again = client.get(
        reverse("statutes:text_pdf", args=[statutes.pk]), headers={"If-None-Match": prints["text"]["ETag"]}
    )
    assert again.status_code == 304
