"""What became of what I said: one sentence for each comment, the newest change first."""

from datetime import timedelta

import pytest
from django.urls import reverse

from palabre.commons.conversations.models import Comment
from palabre.core import clock
from palabre.processes.queries.words import my_words
from palabre.processes.tests.walking import Walk, queries

pytestmark = pytest.mark.django_db


@pytest.fixture
def story(cast, board, review, say):
    return Walk(cast, board, review, say)


def test_my_words_are_for_whoever_is_signed_in(client, cast, story):
    url = reverse("processes:words")
    assert client.get(url).status_code == 302
    client.force_login(cast.edwige)
    empty = client.get(url).content.decode()
    assert "Nothing yet" in empty
    assert reverse("processes:processes") in empty
    client.force_login(cast.awa)
    shown = client.get(url).content.decode()
    assert "Without Dutch" in shown
    assert reverse("processes:comment", args=[story.comment.pk]) in shown


def test_each_turn_is_one_sentence(story):
    def sentence():
        (word,) = my_words(story.cast.awa)
        return word.sentence

    assert sentence().startswith("The drafters answer before the end of ")
    story.answered()
    assert sentence() == "The drafters take it in; a next version carries it."
    story.taken_up()
    assert sentence() == "Taken up in version 2."
    story.referred()
    assert sentence().startswith("It is before “The board”, which owes an answer by ")
    story.scheduled()
    assert sentence().startswith("“The board” decides on ")
    story.decided()
    assert sentence() == "“The board” accepted it."
    story.done()
    assert sentence() == "It is done, with a proof."


@pytest.mark.parametrize(
    ("outcome", "sentence"),
    [("refused", "“The board” refused it, and says why."), ("deferred", "“The board” deferred it, and says why.")],
)
def test_a_no_is_a_sentence_too(story, outcome, sentence):
    story.answered().taken_up().referred().scheduled().decided(outcome)
    assert [word.sentence for word in my_words(story.cast.awa)] == [sentence]


def test_the_newest_change_comes_first_not_the_newest_words(story, say):
    later = say(story.review.second, story.cast.awa, "Later words.")
    assert my_words(story.cast.awa, limit=1)[0].href == reverse("processes:comment", args=[later.pk])
    story.answered()
    newest_first = my_words(story.cast.awa)
    assert [word.about for word in newest_first] == ["measure 1.1", "recommendation 2"]
    assert my_words(story.cast.awa, limit=1) == newest_first[:1]


def test_nobody_elses_words_are_mine(story, say):
    say(story.review.measure, story.cast.hugo, "Hugo’s.")
    assert len(my_words(story.cast.awa)) == 1


def test_many_words_ask_no_more_queries_than_one(story, say):
    story.answered().taken_up()
    few = queries(lambda: my_words(story.cast.awa))
    Comment.objects.update(written_at=clock.now() - timedelta(days=1))
    more = [say(thing, story.cast.awa) for thing in (story.review.measure, story.review.other, story.review.second) * 3]
    for comment in more[:4]:
        story.answered("partly", comment=comment)
    assert len(my_words(story.cast.awa)) == 10
    assert queries(lambda: my_words(story.cast.awa)) == few
