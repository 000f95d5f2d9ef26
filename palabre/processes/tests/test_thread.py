"""The thread of a voice: each step of it, both ways, for whoever may read it; and what became of what I said."""

from datetime import timedelta

import pytest
from django.urls import reverse

from palabre.commons.conversations.models import Comment, Discussion
from palabre.commons.texts.models import Text
from palabre.commons.texts.revisions import newest
from palabre.governance.models import AgendaItem, Commitment, Decision
from palabre.processes.actions.comments import support_comment
from palabre.processes.actions.revisions import publish_version
from palabre.processes.models import Measure, Process, Recommendation
from palabre.processes.tests.walking import Walk, queries

pytestmark = pytest.mark.django_db


@pytest.fixture
def story(cast, board, review, say):
    return Walk(cast, board, review, say)


SAID = "Said on measure 1.1"
ANSWERED, TAKEN_UP = "Answered by the drafters", "Taken up in version 2"
BEFORE, PUT = "It is put before “The board”", "Put before “The board”"
DECIDES, DECIDED = "“The board” decides, and says why", "“The board” decided"


# --- onwards, step by step ------------------------------------------------------------------------


def test_what_was_just_said_shows_all_that_is_still_to_come(story):
    assert story.titles() == [
        ("now", SAID),
        ("future", "The drafters answer, and say why"),
        ("future", "If the words are taken in, the text changes"),
        ("future", BEFORE),
        ("future", DECIDES),
    ]
    assert str(story.knots()[1].at).startswith("before the end of ")


def test_words_taken_in_wait_for_the_version_that_carries_them(story):
    story.answered()
    assert story.titles()[:3] == [("past", SAID), ("now", ANSWERED), ("future", "The change enters the text")]
    answer = story.knots()[1]
    assert (answer.fate, answer.text, answer.by) == ("taken_in", "Half of us read Dutch.", "Bruno")


def test_words_not_taken_in_end_with_their_reason(story):
    story.answered("not_taken")
    assert story.titles() == [("past", SAID), ("past", ANSWERED)]


def test_words_taken_up_lead_to_the_difference_they_made(story):
    story.answered().taken_up()
    taken_up = story.knots()[2]
    assert story.titles() == [
        ("past", SAID), ("past", ANSWERED), ("now", TAKEN_UP), ("future", BEFORE), ("future", DECIDES),
    ]  # fmt: skip
    assert taken_up.more == reverse("processes:difference", args=[story.review.first.pk, 1, 2])
    assert taken_up.text == "Heard in the margin."


def test_once_referred_the_decision_is_owed_by_a_day(story):
    story.answered().taken_up().referred()
    assert story.titles()[3:] == [("now", PUT), ("future", DECIDES)]
    assert str(story.knots()[-1].at).startswith("owed before the end of ")


def test_once_on_an_agenda_the_meeting_is_named(story):
    story.answered().taken_up().referred().scheduled()
    state, title = story.titles()[4]
    assert (state, title.startswith("On the agenda of the meeting of ")) == ("now", True)
    assert story.knots()[-1].at == story.board.meeting.starts_at


def test_accepted_it_is_entrusted_checked_done_and_proven(story):
    story.answered().taken_up().referred().scheduled().decided()
    assert [title.split(",")[0] for _state, title in story.titles()[5:]] == [
        DECIDED, "Entrusted to The secretariat", "Next check", "Due",
    ]  # fmt: skip
    story.done()
    knots = story.knots()
    assert [knot.title for knot in knots[7:]] == ["Proof: The agenda of May", "Progress"]
    assert {knot.state for knot in knots} == {"past"}  # nothing is left to come: it has ended
    assert knots[7].href == "https://estran.example/may"
    assert knots[8].status == "done"


def test_refused_it_ends_in_the_register_with_its_reason(story):
    story.answered().taken_up().referred().scheduled().decided("refused")
    decided, entered = story.knots()[-2:]
    assert (decided.title, decided.outcome, decided.text) == (DECIDED, "refused", "It costs little.")
    assert (entered.title, entered.status, entered.state) == ("Entered in the register", "rejected", "past")


def test_a_check_that_passed_is_the_present(story):
    story.answered().taken_up().referred().scheduled().decided()
    Commitment.objects.update(next_check_on=story.cast.today - timedelta(days=1))
    assert ("now", "Overdue: the check date has passed") in story.titles()
    assert [state for state, _title in story.titles()].count("now") == 1


def test_a_voice_on_one_measure_leads_to_no_other_measures_decision(story):
    story.answered().taken_up().referred().scheduled().decided("refused", place=2)
    assert [title for _state, title in story.titles()][-1] == DECIDES


def test_a_voice_on_the_whole_leads_to_every_measures_answer(story, say):
    whole = say(story.review.first, story.cast.driss, "Write it for those who come late.")
    story.answered(comment=whole).taken_up(whole).referred().scheduled().decided().decided("refused", place=2)
    last = story.knots(comment=whole)[-1]
    assert last.title == "“The board” answered measure by measure"
    assert [(line.outcome, line.status) for line in last.lines] == [("accepted", "under_way"), ("refused", "rejected")]


def test_a_voice_on_the_whole_document_follows_the_recommendation_that_took_it_up(story, say):
    whole = say(story.review.process, story.cast.driss, "Say who pays.")
    story.answered(comment=whole).taken_up(whole).referred()
    assert [title for _state, title in story.titles(comment=whole)][:4] == [
        "Said on the whole document", ANSWERED, TAKEN_UP, PUT,
    ]  # fmt: skip


def test_a_measure_left_out_later_is_said_to_be_and_the_thread_goes_on(story):
    story.answered().taken_up()
    story.taken_up_again = story.review.first
    last = newest(story.review.first.text)
    publish_version(
        story.review.first, by=story.cast.bruno, title=last.title, html="<p>Merged.</p>",
        measures=[part for part in last.parts if part["anchor"] != "m1"], reason="Both say the same.",
    )  # fmt: skip
    story.referred().scheduled().decided("refused")
    left_out = story.knots()[3]
    assert (left_out.title, left_out.text) == ("The measure was left out from version 3", "Both say the same.")
    assert story.titles()[-2] == ("past", DECIDED)  # the answer to what remains


def test_what_was_deferred_and_came_back_shows_both_decisions(story):
    story.answered().taken_up().referred().scheduled().decided("deferred")
    commitment = Commitment.objects.get()
    again = AgendaItem.objects.create(
        body=story.board.body, meeting=story.board.meeting, source="overdue", title="Again", commitment=commitment,
        audience=story.board.body.audience,
    )  # fmt: skip
    again.points.create(position=1, title="Ten days before")
    story.item = again
    story.decided()
    assert [knot.outcome for knot in story.knots() if knot.outcome] == ["deferred", "accepted"]


def test_what_arrived_late_says_so(story):
    Comment.objects.update(arrived_late=True)
    assert "after the closing" in story.knots()[0].text


# --- who may read it ------------------------------------------------------------------------------


def test_a_visitor_sees_nothing_of_a_process_for_members(client, cast, audiences, story):
    for model in (Process, Recommendation, Measure, Text, Discussion):
        model.objects.update(audience=audiences.members)
    url = reverse("processes:comment", args=[story.comment.pk])
    assert client.get(url).status_code == 404
    client.force_login(cast.zoe)
    assert client.get(url).status_code == 404
    client.force_login(cast.hugo)
    assert client.get(url).status_code == 200


def test_a_decision_for_the_board_alone_is_not_told_and_does_not_break_the_thread(cast, audiences, story):
    story.answered().taken_up().referred().scheduled()
    closed = audiences.listing("the board", cast.chloe)
    AgendaItem.objects.update(audience=closed)
    story.decided()
    assert {Decision.objects.get().audience, Commitment.objects.get().audience} == {closed}
    assert story.titles()[3:] == [("now", PUT), ("future", DECIDES)]
    assert DECIDED in [title for _state, title in story.titles(cast.chloe)]


def test_a_pseudonym_stays_a_pseudonym_on_every_page(client, cast, story, say):
    cast.edwige.pseudonym = "Gull"
    cast.edwige.save()
    comment = say(story.review.measure, cast.edwige, "May one come and say it?", pseudonymous=True)
    story.answered(comment=comment).taken_up(comment).referred().scheduled().decided()
    pages = [reverse("processes:comment", args=[comment.pk]), Commitment.objects.get().get_absolute_url()]
    for url in pages:
        shown = client.get(url).content.decode()
        assert "Gull" in shown
        assert "Edwige" not in shown


# --- the pages ------------------------------------------------------------------------------------


def test_the_page_of_someones_words_shows_them_and_their_thread(client, cast, story):
    support_comment(story.comment, by=cast.hugo)
    story.answered().taken_up().referred().scheduled().decided().done()
    shown = client.get(reverse("processes:comment", args=[story.comment.pk])).content.decode()
    for said in (
        "Without Dutch", "Awa", "supported by 1 person", "Half of us read Dutch.", "Taken up in version 2",
        "See what changed", "It costs little.", "Entrusted to The secretariat", "The agenda of May",
        "It is done, with a proof.",
    ):  # fmt: skip
        assert said in shown


def test_words_are_shown_as_their_few_marks_and_never_run(client, cast, story, say):
    comment = say(story.review.measure, cast.hugo, "*strong* <script>alert(1)</script> <img src=x onerror=alert(1)>")
    shown = client.get(reverse("processes:comment", args=[comment.pk])).content.decode()
    assert "<strong>strong</strong> &lt;script&gt;" in shown
    assert "<img src=x" not in shown


def test_a_comment_under_something_else_has_no_page_here(client, cast, audiences):
    discussion = Discussion.objects.create(audience=audiences.public, speakers=audiences.members)
    comment = Comment.objects.create(discussion=discussion, author=cast.awa, text="Hello", once="1")
    assert client.get(reverse("processes:comment", args=[comment.pk])).status_code == 404


# --- figures --------------------------------------------------------------------------------------


def test_the_longest_thread_asks_few_queries(story):
    story.answered().taken_up().referred().scheduled().decided().done()
    assert queries(story.knots) <= 26
