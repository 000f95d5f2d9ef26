"""Comments, supports, answers, versions and referrals: the deeds, who is told, and the thread they leave."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser

from palabre.commons.conversations.models import Comment, Discussion
from palabre.commons.texts.revisions import SavedMeanwhile, newest
from palabre.commons.trail.models import Entry, Link
from palabre.commons.trail.thread import back, onwards
from palabre.commons.trail.verbs import Why, registry, sentence_of
from palabre.core import clock
from palabre.core.verdict import Refused
from palabre.processes.actions.answers import answer_comment
from palabre.processes.actions.comments import comment_on, support_comment, take_back_support
from palabre.processes.actions.referrals import refer_recommendation
from palabre.processes.actions.revisions import PublishedMeanwhile, publish_version, save_draft_of
from palabre.processes.models import Edition, Measure, Stage
from palabre.processes.policies import recommendations as policies

pytestmark = pytest.mark.django_db


def told(verb):
    entry = Entry.objects.select_related("details").filter(verb__startswith=verb).latest("id")
    reasons = {}
    for member, why in registry[entry.verb].told(entry):
        reasons.setdefault(member, why)
    return entry, reasons


def words(recommendation, **changes):
    """The newest version's words as the form would send them, with changes."""
    last = newest(recommendation.text)
    sent = {"title": last.title, "html": last.html, "measures": [dict(part) for part in last.parts], "reason": "Heard."}
    return {**sent, **changes}


# --- comments -------------------------------------------------------------------------------------


def test_a_comment_is_said_once_counted_and_told_to_those_who_answer(cast, review, say):
    comment = say(review.measure, cast.awa, "And in Dutch?")
    review.measure.discussion.refresh_from_db()

    entry, reasons = told("processes.commented")
    assert review.measure.discussion.comments_count == 1
    assert reasons == {cast.bruno.pk: Why.SEAT, cast.hugo.pk: Why.SEAT, cast.awa.pk: Why.FOLLOWER}
    assert sentence_of(entry) == "Awa wrote in the margin of “Ten days before”"
    assert registry[entry.verb].address(entry) == f"/processes/measures/{review.measure.pk}/#comment-{comment.pk}"
    assert registry[entry.verb].about(entry) == ("processes.recommendation", review.first.pk)


def test_a_double_click_says_it_once(cast, review):
    sent = {"by": cast.awa, "text": "And in Dutch?", "once": "same"}
    assert comment_on(review.measure, **sent) == comment_on(review.measure, **sent)
    assert Comment.objects.count() == Entry.objects.filter(verb="processes.commented").count() == 1


def test_the_trail_names_a_pseudonym_and_keeps_an_excerpt_only(cast, review, say):
    cast.awa.pseudonym = "Gull"
    cast.awa.save()
    say(review.measure, cast.awa, "word " * 100, pseudonymous=True)

    entry, _reasons = told("processes.commented")
    assert entry.details.actor_name == "Gull"
    assert "Awa" not in str(entry.details.facts)
    assert len(entry.details.facts["excerpt"]) <= 121


def test_words_typed_before_the_end_and_sent_after_it_arrive_late(cast, review, say):
    opened_at = clock.now() - timedelta(minutes=5)
    Discussion.objects.update(closed_at=clock.now() - timedelta(minutes=1))
    assert say(review.measure, cast.awa, opened_at=opened_at).arrived_late
    with pytest.raises(Refused, match="closed"):
        say(review.measure, cast.awa, opened_at=clock.now())


def test_someone_without_a_membership_does_not_speak(cast, review, say):
    with pytest.raises(Refused, match="no open membership"):
        say(review.measure, cast.zoe)
    with pytest.raises(Refused, match="no open membership"):
        say(review.measure, cast.greta)


def test_support_counts_once_and_can_be_taken_back_without_naming_anyone(cast, review, say):
    comment = say(review.measure, cast.awa)
    assert [support_comment(comment, by=cast.edwige), support_comment(comment, by=cast.edwige)] == [True, False]
    comment.refresh_from_db()
    entry, reasons = told("processes.supported")
    assert (comment.supports_count, reasons, entry.details.actor_name) == (1, {}, "Someone")

    assert [take_back_support(comment, by=cast.edwige), take_back_support(comment, by=cast.edwige)] == [True, False]
    with pytest.raises(Refused, match="your own words"):
        support_comment(comment, by=cast.awa)


# --- answers --------------------------------------------------------------------------------------


def test_an_answer_tells_the_author_the_supporters_and_the_followers(cast, review, say):
    comment = say(review.measure, cast.awa)
    say(review.measure, cast.driss, "Agreed.")
    support_comment(comment, by=cast.edwige)
    answer_comment(comment, by=cast.bruno, fate="taken_in", reason="You are right.")

    entry, reasons = told("processes.answered")
    assert reasons == {cast.awa.pk: Why.AUTHOR, cast.edwige.pk: Why.SUPPORTER, cast.driss.pk: Why.FOLLOWER}
    assert entry.verb == "processes.answered_taken_in"
    assert not Link.objects.exists()


def test_an_answer_is_given_once(cast, review, say):
    comment = say(review.measure, cast.awa)
    given = {"fate": "partly", "reason": "In part."}
    assert answer_comment(comment, by=cast.bruno, **given) == answer_comment(comment, by=cast.bruno, **given)
    with pytest.raises(Refused, match="Bruno has answered"):
        answer_comment(comment, by=cast.hugo, fate="not_taken", reason="No.")
    assert Entry.objects.filter(verb__startswith="processes.answered").count() == 1


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("bruno", ""),
        ("hugo", ""),
        *[(name, "Only those who facilitate") for name in ("driss", "awa", "chloe", "farid", "greta", "zoe")],
    ],
)
def test_who_answers(cast, review, name, sentence):
    verdict = policies.may_answer(getattr(cast, name), review.process)
    assert bool(verdict) == (not sentence)
    assert sentence in str(verdict.reason)


def test_nobody_else_answers_whatever_the_way_they_come(cast, review, say):
    comment = say(review.measure, cast.awa)
    with pytest.raises(Refused, match="Only those who facilitate"):
        answer_comment(comment, by=cast.driss, fate="taken_in", reason="Yes.")


def test_a_seat_that_ended_answers_no_more(cast, review):
    review.group.seats.filter(member=cast.bruno).update(until_on=cast.today - timedelta(days=1))
    assert not policies.may_answer(cast.bruno, review.process)
    assert not policies.may_answer(AnonymousUser(), review.process)


# --- drafts and versions --------------------------------------------------------------------------


def test_a_draft_is_kept_and_noted_once_for_the_groups_alone(cast, review):
    sent = words(review.first, title="Publish the agenda early")
    sent.pop("reason")
    first = save_draft_of(review.first, by=cast.driss, saves=0, **sent)
    save_draft_of(review.first, by=cast.driss, saves=first.saves, **sent)

    entry = Entry.objects.get(verb="processes.draft_saved")
    assert entry.audience == review.process.writers
    assert told("processes.draft_saved")[1] == {}


def test_the_second_to_save_a_draft_sees_the_first_ones_text(cast, review):
    sent = words(review.first)
    sent.pop("reason")
    save_draft_of(review.first, by=cast.driss, saves=0, **{**sent, "title": "Driss’s title"})
    with pytest.raises(SavedMeanwhile) as meanwhile:
        save_draft_of(review.first, by=cast.bruno, saves=0, **{**sent, "title": "Bruno’s title"})
    assert meanwhile.value.draft.title == "Driss’s title"


def test_a_version_changes_adds_and_retires_measures(cast, review):
    sent = words(review.first, title="Publish the agenda, in two languages")
    kept = {**sent["measures"][0], "title": "Ten days before, in both languages"}
    sent["measures"] = [{"anchor": "", "title": "By mail too", "html": "<p>New.</p><script>x</script>"}, kept]
    revision = publish_version(review.first, by=cast.bruno, **sent)

    review.first.refresh_from_db()
    measures = {measure.anchor: measure for measure in Measure.objects.filter(recommendation=review.first)}
    assert [part["anchor"] for part in revision.parts] == ["m3", "m1"]
    assert (revision.number, review.first.title) == (2, "Publish the agenda, in two languages")
    assert revision.parts[0]["html"] == "<p>New.</p>"
    assert measures["m1"].title == "Ten days before, in both languages"
    assert (measures["m2"].retired_in, measures["m3"].retired_in, measures["m3"].reference) == (2, None, "1.3")
    assert measures["m3"].discussion.closed_at == review.first.discussion.closed_at
    assert Edition.objects.filter(process=review.process).count() == 2
    assert sorted(Edition.objects.latest("number").parts.values_list("revision__number", flat=True)) == [1, 1, 2]


def test_the_same_text_is_not_published_again(cast, review):
    with pytest.raises(Refused, match="Nothing differs from version 1"):
        publish_version(review.first, by=cast.bruno, **words(review.first))
    with pytest.raises(Refused, match="why"):
        publish_version(review.first, by=cast.bruno, **words(review.first, title="Other", reason=" "))


def test_a_version_made_meanwhile_is_not_overwritten(cast, review):
    publish_version(review.first, by=cast.bruno, base=1, **words(review.first, title="Mine"))
    with pytest.raises(PublishedMeanwhile):
        publish_version(review.first, by=cast.bruno, base=1, **words(review.first, title="Theirs"))


def test_a_version_tells_whose_words_it_carries(cast, review, say):
    comment = say(review.measure, cast.awa)
    support_comment(comment, by=cast.edwige)
    answer = answer_comment(comment, by=cast.bruno, fate="taken_in", reason="Yes.")
    revision = publish_version(review.first, by=cast.bruno, answers=[answer], **words(review.first, title="Other"))

    answer.refresh_from_db()
    entry, reasons = told("processes.version_published")
    assert answer.revision == revision
    assert reasons == {
        cast.awa.pk: Why.AUTHOR,
        cast.edwige.pk: Why.SUPPORTER,
        cast.bruno.pk: Why.SEAT,
        cast.driss.pk: Why.SEAT,
        cast.hugo.pk: Why.SEAT,
    }
    assert sentence_of(entry) == "Bruno published version 2 of “Other”"


def test_only_answers_waiting_here_are_carried(cast, review, say):
    refused = answer_comment(say(review.measure, cast.awa), by=cast.bruno, fate="not_taken", reason="No.")
    elsewhere = answer_comment(say(review.second, cast.awa), by=cast.bruno, fate="taken_in", reason="Yes.")
    for answer in (refused, elsewhere):
        with pytest.raises(ValueError, match="not taken in"):
            publish_version(review.first, by=cast.bruno, answers=[answer], **words(review.first, title="Other"))


@pytest.mark.parametrize(
    ("name", "drafts", "publishes"),
    [
        ("bruno", True, True),
        ("driss", True, False),
        ("hugo", True, False),
        *[(name, False, False) for name in ("awa", "chloe", "farid", "greta", "zoe")],
    ],
)
def test_who_writes_and_who_publishes(cast, review, name, drafts, publishes):
    member = getattr(cast, name)
    assert bool(policies.may_draft(member, review.first)) == drafts
    assert bool(policies.may_publish_version(member, review.first)) == publishes
    assert not policies.may_draft(AnonymousUser(), review.first)


# --- referral -------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["bruno", "farid"])
def test_a_recommendation_goes_to_the_body_point_by_point(cast, review, board, name):
    review.over()
    referral = refer_recommendation(review.first, by=getattr(cast, name))

    assert referral.body == board.body
    assert list(referral.item.points.values_list("reference", "title", "text")) == [
        (f"P{review.process.pk}-1.1", "Ten days before", "Why: Ten days before."),
        (f"P{review.process.pk}-1.2", "Room for members’ points", "Why: Room for members’ points."),
    ]
    review.measure.refresh_from_db()
    assert review.measure.point.title == "Ten days before"


def test_those_who_must_answer_are_told_of_a_referral(cast, review, say):
    answer_comment(say(review.measure, cast.awa), by=cast.bruno, fate="partly", reason="In spring.")
    review.over()
    refer_recommendation(review.first, by=cast.bruno)
    _entry, reasons = told("processes.recommendation_referred")
    assert reasons == {
        cast.chloe.pk: Why.MANDATE,
        cast.farid.pk: Why.MANDATE,
        cast.bruno.pk: Why.SEAT,
        cast.driss.pk: Why.SEAT,
        cast.hugo.pk: Why.SEAT,
        cast.awa.pk: Why.AUTHOR,
    }


def test_what_was_said_is_answered_before_it_is_referred(cast, review, say):
    said = [say(review.measure, cast.awa), say(review.first, cast.driss)]
    say(review.process, cast.awa, "On the whole document.")  # answered by whoever writes the rest
    review.over()
    for left, comment in zip(("2 comments wait", "1 comment waits"), said, strict=True):
        with pytest.raises(Refused, match=left):
            refer_recommendation(review.first, by=cast.bruno)
        answer_comment(comment, by=cast.bruno, fate="not_taken", reason="Another group works on it.")
    assert refer_recommendation(review.first, by=cast.bruno).pk


def test_nobody_waits_for_answers_whose_time_is_over(cast, review, say):
    say(review.measure, cast.awa)
    review.over()
    yesterday = cast.today - timedelta(days=1)
    Stage.objects.filter(kind="answers").update(opens_on=yesterday, closes_on=yesterday)
    assert refer_recommendation(review.first, by=cast.bruno).pk


@pytest.mark.parametrize("name", ["driss", "hugo", "awa", "chloe", "greta", "zoe"])
def test_others_do_not_refer(cast, review, name):
    review.over()
    with pytest.raises(Refused, match="Only a facilitator"):
        refer_recommendation(review.first, by=getattr(cast, name))


def test_the_review_cannot_be_cut_short_or_skipped(cast, review):
    with pytest.raises(Refused, match="runs until"):
        refer_recommendation(review.first, by=cast.bruno)
    review.process.stages.filter(kind="review").update(closes_on=cast.today)
    with pytest.raises(Refused, match="runs until"):
        refer_recommendation(review.first, by=cast.bruno)
    review.process.stages.filter(kind="review").delete()
    with pytest.raises(Refused, match="none can be skipped"):
        refer_recommendation(review.first, by=cast.bruno)


def test_once_referred_it_stays_as_it_was(cast, review):
    review.over()
    refer_recommendation(review.first, by=cast.bruno)
    with pytest.raises(Refused, match="already been referred"):
        refer_recommendation(review.first, by=cast.farid)
    with pytest.raises(Refused, match="stays as it was then"):
        publish_version(review.first, by=cast.bruno, **words(review.first, title="Too late"))


# --- the thread -----------------------------------------------------------------------------------


def test_a_voice_leads_to_its_own_measures_point_and_a_point_back_to_its_voices(cast, review, say):
    on_measure, on_other, on_whole = (say(thing, cast.awa) for thing in (review.measure, review.other, review.first))
    answers = [
        answer_comment(comment, by=cast.bruno, fate="taken_in", reason="Yes.")
        for comment in (on_measure, on_other, on_whole)
    ]
    publish_version(review.first, by=cast.bruno, answers=answers, **words(review.first, title="Second"))
    publish_version(review.first, by=cast.bruno, **words(review.first, title="Third"))
    review.over()
    referral = refer_recommendation(review.first, by=cast.bruno)
    first, second = referral.item.points.all()

    def points(voice):
        return {step.node[1] for step in onwards(voice, viewer=cast.edwige) if step.node[0] == "governance.agendapoint"}

    def voices(point):
        return {step.node[1] for step in back(point, viewer=cast.edwige) if step.node[0] == "conversations.comment"}

    assert points(on_measure) == {first.pk}
    assert points(on_other) == {second.pk}
    assert points(on_whole) == {first.pk, second.pk}
    assert voices(first) == {on_measure.pk, on_whole.pk}


def test_words_on_a_measure_left_out_still_lead_somewhere(cast, review, say):
    carried, earlier = say(review.measure, cast.awa), say(review.measure, cast.edwige)
    answer = answer_comment(earlier, by=cast.bruno, fate="taken_in", reason="Yes.")
    publish_version(review.first, by=cast.bruno, answers=[answer], **words(review.first, title="Second"))
    left_out = answer_comment(carried, by=cast.bruno, fate="taken_in", reason="We leave it out.")
    sent = words(review.first, title="Third")
    sent["measures"] = sent["measures"][1:]
    publish_version(review.first, by=cast.bruno, answers=[left_out], **sent)
    review.over()
    referral = refer_recommendation(review.first, by=cast.bruno)

    for comment in (carried, earlier):
        reached = {step.node for step in onwards(comment, viewer=cast.awa)}
        assert ("governance.agendaitem", referral.item_id) in reached
