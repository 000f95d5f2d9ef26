"""Who is told what becomes of words: author, supporter and follower of each kind of thing, at each step."""

from collections import defaultdict
from datetime import timedelta

import pytest

from palabre.commons.conversations.models import Comment
from palabre.commons.conversations.speaking import follow
from palabre.commons.notices.deliver import deliver_some
from palabre.commons.notices.models import Notice
from palabre.commons.notices.preferences import mute
from palabre.commons.texts.revisions import newest
from palabre.commons.trail.models import Entry
from palabre.commons.trail.verbs import Why, told_of
from palabre.core import clock
from palabre.governance.actions.commitments import add_proof, note_progress
from palabre.governance.actions.overdue import return_overdue
from palabre.governance.models import AgendaItem, Commitment, Meeting
from palabre.processes.actions.comments import support_comment
from palabre.processes.actions.revisions import publish_version
from palabre.processes.tests.walking import Walk, queries

pytestmark = pytest.mark.django_db

# Awa says it, Edwige supports it, Zoe (who has an account and no membership) follows the page; a: author, s: supporter,
# f: follower, .: not told. Every row has the rest of the cast's as well: see OTHERS.
TOLD = """
                                        measure   recommendation   whole
processes.answered_taken_in             a s f     a s f            a s f
processes.version_published             a s f     a s f            a s f
processes.recommendation_referred       a s f     a s f            a s f
governance.item_scheduled               a s f     a s f            a s f
governance.point_accepted               a s f     a s f            a s f
governance.point_refused                . . .     a s f            a s f
governance.commitment_under_way         a s f     a s f            a s .
governance.proof_added                  a s f     a s f            a s .
governance.overdue_returned             a s f     a s f            a s .
"""
# Who is told for other reasons. Never the one who does it: Bruno answers, publishes and refers, Farid puts it on the
# agenda, Chloé decides and notes. Driss sits in the group, Hugo keeps its secretariat.
GROUP = {"Driss": "seat", "Hugo": "seat"}
OTHERS = {
    "processes.answered_taken_in": {},
    "processes.version_published": GROUP,
    "processes.recommendation_referred": GROUP | {"Chloé": "mandate", "Farid": "mandate"},
    "governance.item_scheduled": {"Chloé": "mandate"},
    "governance.overdue_returned": {"Chloé": "mandate", "Farid": "mandate"},
}
REASONS = {"a": ("Awa", "author"), "s": ("Edwige", "supporter"), "f": ("Zoe", "follower")}


def rows():
    heads, *lines = (line.split() for line in TOLD.strip().splitlines())
    for verb, *marks in lines:
        for place, thing in enumerate(heads):
            named = [REASONS[mark] for mark in marks[3 * place : 3 * place + 3] if mark != "."]
            yield thing, verb, OTHERS.get(verb, {"Farid": "mandate"}) | dict(named)


@pytest.fixture
def spoken(cast, board, review, say):
    """``spoken("measure")``: a walk on which Awa's words are about that, Edwige supports them and Zoe follows."""

    def _spoken(kind):
        thing = {"measure": review.measure, "recommendation": review.first, "whole": review.process}[kind]
        walk = Walk(cast, board, review, lambda _measure, by, text: say(thing, by, text))
        support_comment(walk.comment, by=cast.edwige)
        follow(thing.discussion, by=cast.zoe)
        return walk

    return _spoken


def all_the_way(walk):
    walk.answered().taken_up().referred().scheduled().decided().decided("refused", place=2)
    commitment = Commitment.objects.get(status="under_way")
    soon = walk.cast.today + timedelta(days=5)
    note_progress(commitment, by=walk.cast.chloe, status="under_way", text="Begun.", next_check_on=soon)
    add_proof(commitment, by=walk.cast.chloe, title="Half of it", url="https://estran.example/half")
    Commitment.objects.filter(pk=commitment.pk).update(next_check_on=walk.cast.today - timedelta(days=1))
    assert return_overdue() == 1
    return walk


def delivered():
    """Whom the newest entry of each verb told, and why."""
    while deliver_some():
        pass
    found = defaultdict(list)
    for notice in Notice.objects.select_related("entry", "member").order_by("entry"):
        found[notice.entry.verb].append((notice.entry_id, notice.member.name, notice.why))
    newest_of = {verb: [told[1:] for told in every if told[0] == every[-1][0]] for verb, every in found.items()}
    assert all(len(told) == len(dict(told)) for told in newest_of.values()), "somebody is told twice"
    return {verb: dict(told) for verb, told in newest_of.items()}


@pytest.mark.parametrize("thing", ["measure", "recommendation", "whole"])
def test_who_is_told_what_at_each_step(spoken, thing):
    all_the_way(spoken(thing))
    found = delivered()
    for about, verb, told in rows():
        if about == thing:
            assert found.get(verb) == told, verb


def test_what_came_back_is_told_again_when_it_stands_on_an_agenda(cast, board, spoken):
    all_the_way(spoken("whole"))
    delivered()
    Meeting.objects.create(
        body=board.body, audience=board.body.audience, starts_at=board.meeting.starts_at + timedelta(days=9)
    )
    AgendaItem.objects.filter(source="overdue").update(meeting=None)
    return_overdue()
    told = {"Awa": "author", "Edwige": "supporter", "Chloé": "mandate", "Farid": "mandate"}
    assert delivered()["governance.overdue_scheduled"] == told


def test_what_was_deferred_is_told_again_when_the_body_decides_at_last(spoken):
    walk = spoken("measure").answered().taken_up().referred().scheduled().decided("deferred")
    Commitment.objects.update(next_check_on=walk.cast.today - timedelta(days=1))
    return_overdue()
    walk.item = AgendaItem.objects.get(source="overdue")
    Meeting.objects.update(starts_at=clock.now() + timedelta(days=9))
    walk.scheduled().decided()
    found = delivered()
    assert found["governance.point_accepted"] == {
        "Awa": "author", "Edwige": "supporter", "Zoe": "follower", "Farid": "mandate"
    }  # fmt: skip
    assert found["governance.item_scheduled"].keys() == {"Awa", "Edwige", "Zoe", "Chloé"}


def test_words_on_the_whole_that_no_version_carried_are_told_of_nothing_by_way_of_them(cast, spoken, say, review):
    say(review.process, cast.hugo, "Who pays?")
    walk = spoken("measure")
    review.process.discussion.follows.all().delete()
    all_the_way(walk)
    assert {name for told in delivered().values() for name in told if told[name] == "author"} == {"Awa"}


def test_words_on_a_measure_left_out_are_told_of_what_took_them_up(cast, spoken, review):
    walk = spoken("measure").answered().taken_up()
    last = newest(review.first.text)
    publish_version(
        review.first, by=cast.bruno, title=last.title, html="<p>Merged.</p>", measures=last.parts[1:],
        reason="Both say the same.",
    )  # fmt: skip
    walk.referred().scheduled().decided("refused")
    assert delivered()["governance.point_refused"] == {"Awa": "author", "Edwige": "supporter", "Farid": "mandate"}


def test_words_on_another_measure_are_not_told_of_this_one(cast, spoken, say, review):
    say(review.other, cast.driss, "Two days before is enough.")
    all_the_way(spoken("measure"))
    found = delivered()
    assert "Driss" not in found["governance.point_accepted"]
    assert found["governance.point_refused"] == {"Driss": "author", "Farid": "mandate"}


def test_a_member_with_two_reasons_is_told_once_for_the_nearer(cast, spoken, say, review):
    walk = spoken("recommendation")
    support_comment(say(review.measure, cast.hugo), by=cast.awa)
    support_comment(walk.comment, by=cast.hugo)
    all_the_way(walk)
    accepted = delivered()["governance.point_accepted"]
    assert (accepted["Awa"], accepted["Hugo"]) == ("author", "author")


@pytest.mark.parametrize("what", ["recommendation", "commitment"])
def test_whoever_muted_it_hears_no_more_and_the_others_do(cast, spoken, what):
    walk = spoken("measure").answered().taken_up().referred().scheduled().decided()
    delivered()
    Notice.objects.filter(entry__verb="governance.point_accepted").delete()
    commitment = Commitment.objects.get()
    about = {
        "recommendation": ("processes.recommendation", walk.review.first.pk),
        "commitment": ("governance.commitment", commitment.pk),
    }[what]
    mute(cast.awa, *about)
    walk.done()
    told = {"Edwige": "supporter", "Zoe": "follower", "Farid": "mandate"}
    assert delivered()["governance.commitment_done"] == told


def test_only_those_who_may_read_the_decision_are_told_of_it(cast, audiences, spoken):
    walk = spoken("measure").answered().taken_up().referred().scheduled()
    closed = audiences.listing("the board", cast.chloe, cast.farid, cast.edwige)
    AgendaItem.objects.update(audience=closed)
    walk.decided()
    assert delivered()["governance.point_accepted"] == {"Edwige": "supporter", "Farid": "mandate"}


@pytest.mark.parametrize("many", [1, 12])
def test_however_many_voices_and_versions_telling_asks_as_many_queries(cast, spoken, say, review, many):
    walk = spoken("whole").answered().taken_up()
    for number in range(many):
        comment = Comment.objects.get(pk=say(review.first, cast.hugo, f"And {number}").pk)
        Comment.objects.update(written_at=clock.now() - timedelta(hours=1))  # not too much in a few minutes
        walk.answered(comment=comment).taken_up(comment)
    walk.referred().scheduled().decided()
    entries = Entry.objects.select_related("details", "audience")
    steps = ("processes.recommendation_referred", "governance.item_scheduled", "governance.point_accepted")
    asked = {verb: queries(lambda verb=verb: list(told_of(entries.get(verb=verb)))) for verb in steps}
    assert asked == dict(zip(steps, (11, 12, 13), strict=True))
    assert (cast.awa.pk, Why.AUTHOR) in told_of(entries.get(verb=steps[-1]))
