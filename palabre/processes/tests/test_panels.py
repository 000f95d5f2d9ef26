"""Whose words a promise, a decision or an agenda item came from: the panels offered to the pages below."""

from datetime import timedelta

import pytest
from django.urls import reverse

from palabre.commons.conversations.marked_names import mark_of
from palabre.commons.conversations.models import Comment, Discussion, Mention
from palabre.commons.texts.models import Text
from palabre.commons.trail import kept_pages, touched
from palabre.core import clock
from palabre.core.kept import Store
from palabre.governance.models import AgendaItem, Commitment, Decision
from palabre.processes.actions.comments import take_name_out
from palabre.processes.models import Measure, Process, Recommendation
from palabre.processes.queries.came_from import origin_of
from palabre.processes.queries.owed import owed_by
from palabre.processes.tests.walking import NOBODY, Walk, queries

pytestmark = pytest.mark.django_db


@pytest.fixture
def story(cast, board, review, say):
    return Walk(cast, board, review, say)


def test_a_commitment_names_whose_words_it_came_from(story, say):
    whole = say(story.review.first, story.cast.driss, "Write it for those who come late.")
    story.answered().answered("partly", comment=whole).taken_up(story.comment, whole)
    story.referred().scheduled().decided()
    origin = origin_of(Commitment.objects.get(), NOBODY)
    assert [(voice.name, voice.fate) for voice in origin.voices] == [("Awa", "taken_in")]
    assert [(voice.name, voice.fate) for voice in origin.others] == [("Driss", "partly")]
    assert (origin.recommendation, origin.measure, origin.version) == (story.review.first, story.review.measure, 2)
    assert origin.voices[0].href == reverse("processes:comment", args=[story.comment.pk])


@pytest.mark.parametrize("place", ["commitment", "decision", "item"])
def test_the_pages_below_show_where_it_came_from_and_lead_there(client, story, place):
    story.answered().taken_up().referred().scheduled().decided()
    subject = {"commitment": Commitment, "decision": Decision, "item": AgendaItem}[place].objects.get()
    shown = client.get(subject.get_absolute_url()).content.decode()
    for url in (
        reverse("processes:comment", args=[story.comment.pk]),
        story.review.first.get_absolute_url(),
        reverse("processes:version", args=[story.review.first.pk, 2]),
        story.review.process.get_absolute_url(),
    ):
        assert f'href="{url}"' in shown
    assert "Without Dutch, half of us" in shown


@pytest.mark.parametrize("place", ["commitment", "decision", "item"])
def test_a_name_that_is_taken_out_is_on_no_kept_page_below(client, story, monkeypatch, place):
    """What members said is no subject of these pages: what is kept of it must still go at once."""
    monkeypatch.setattr(kept_pages, "store", Store(1024 * 1024))
    monkeypatch.setattr(kept_pages, "watch", touched.Watch())
    hugo = story.cast.hugo
    Comment.objects.filter(pk=story.comment.pk).update(text=f"Ask {mark_of(hugo.pk)} about it.")
    Mention.objects.get_or_create(comment_id=story.comment.pk, member=hugo)
    story.answered().taken_up().referred().scheduled().decided()
    page = {"commitment": Commitment, "decision": Decision, "item": AgendaItem}[place].objects.get().get_absolute_url()
    assert "Hugo" in client.get(page).content.decode()

    story.comment.refresh_from_db()
    take_name_out(story.comment, by=hugo)

    assert "Hugo" not in client.get(page).content.decode()


def test_what_no_group_claims_is_said_to_be_unattributed(story):
    story.answered().taken_up().referred().scheduled().decided()
    assert ("Asked by", "unattributed") in origin_of(Decision.objects.get(), NOBODY).facts
    story.review.first.groups.add(story.review.group)
    assert ("Asked by", "Rennes") in origin_of(Decision.objects.get(), NOBODY).facts


def test_a_public_decision_on_a_closed_process_names_nobody(client, audiences, cast, story):
    story.answered().taken_up().referred().scheduled().decided()
    for model in (Process, Recommendation, Measure, Text, Discussion):
        model.objects.update(audience=audiences.members)
    url = Decision.objects.get().get_absolute_url()
    assert "What this answers" not in client.get(url).content.decode()
    client.force_login(cast.hugo)
    assert "What this answers" in client.get(url).content.decode()


def test_what_came_from_no_process_has_no_panel(client, cast, board):
    readers = board.body.audience
    item = AgendaItem.objects.create(body=board.body, source="recommendation", title="Elsewhere", audience=readers)
    assert origin_of(item, NOBODY) is None
    assert "Where this comes from" not in client.get(item.get_absolute_url()).content.decode()


def test_many_voices_ask_few_queries(story, say):
    others = [say(story.review.measure, person) for person in (story.cast.hugo, story.cast.driss, story.cast.edwige)]
    for comment in others:
        story.answered(comment=comment)
    story.answered().taken_up(story.comment).taken_up(*others).referred().scheduled().decided()
    commitment = Commitment.objects.get()
    assert len(origin_of(commitment, NOBODY).voices) == 4
    assert queries(lambda: origin_of(commitment, NOBODY)) <= 14


def test_what_i_follow_stands_on_the_page_of_my_mail_with_a_way_to_stop(client, cast, review, say):
    say(review.measure, cast.awa)  # whoever speaks follows
    client.force_login(cast.awa)
    page = client.get(reverse("notices:rhythm")).content.decode()
    assert (
        f'<a href="{review.measure.get_absolute_url()}">{review.measure.reference} {review.measure.title}</a>' in page
    )
    assert page.count("You follow this. Stop") == 1

    client.post(reverse("processes:follow", args=[review.measure.discussion_id]), {"stop": "1"})

    assert "You follow this. Stop" not in client.get(reverse("notices:rhythm")).content.decode()


def test_the_month_of_a_body_says_which_answers_it_owes_until_they_are_given(client, story, board):
    process = story.review.process
    Process.objects.filter(pk=process.pk).update(answer_due_on=story.cast.today)
    url = reverse("governance:month", args=[board.body.pk])
    assert "Answers owed" in client.get(url).content.decode()
    assert f'href="{process.get_absolute_url()}"' in client.get(url).content.decode()
    before = story.cast.today.replace(day=1) - timedelta(days=1)
    assert "Answers owed" not in client.get(f"{url}?month={before:%Y-%m}").content.decode()

    assert [(owed.pk, owed.left) for owed in owed_by(board.body, NOBODY, story.cast.today)] == [(process.pk, 2)]
    story.answered().taken_up().referred().scheduled().decided()
    AgendaItem.objects.update(closed_at=clock.now())
    assert [owed.left for owed in owed_by(board.body, NOBODY, story.cast.today)] == [1]
