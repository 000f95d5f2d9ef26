"""Answering, drafting, publishing and referring, on their pages."""

import re

import pytest

from palabre.commons.texts.models import Draft
from palabre.commons.texts.revisions import newest
from palabre.core.verdict import Refused
from palabre.processes.actions.answers import answer_comment
from palabre.processes.actions.referrals import refer_recommendation
from palabre.processes.actions.revisions import publish_version, save_draft_of
from palabre.processes.models import Answer, Referral

pytestmark = pytest.mark.django_db
HTMX = {"HTTP_HX_REQUEST": "true"}


def fields(recommendation, deed="save", saves=0, base=1, **changes):
    """What the draft page sends."""
    parts = newest(recommendation.text).parts
    sent = {
        "title": recommendation.title, "html": "<p>Text</p>", "reason": "", "saves": saves, "base": base, "deed": deed,
        "m-TOTAL_FORMS": len(parts) + 1, "m-INITIAL_FORMS": len(parts), "m-MIN_NUM_FORMS": 0, "m-MAX_NUM_FORMS": 60,
        f"m-{len(parts)}-anchor": "", f"m-{len(parts)}-title": "", f"m-{len(parts)}-html": "",
    }  # fmt: skip
    for place, part in enumerate(parts):
        sent |= {f"m-{place}-{name}": part[name] for name in ("anchor", "title", "html")}
        sent[f"m-{place}-place"] = place + 1
    return {**sent, **changes}


def draft_url(review):
    return f"/processes/recommendations/{review.first.pk}/draft/"


# --- answers --------------------------------------------------------------------------------------


def test_the_oldest_comment_stands_first_and_an_answer_takes_it_away(client, cast, review, say):
    first, second = say(review.measure, cast.awa, "First"), say(review.second, cast.edwige, "Second")
    client.force_login(cast.bruno)
    url = f"/processes/{review.process.pk}/answers/"
    said = client.get(url).content.decode()
    assert said.index("First") < said.index("Second")
    assert "Second" not in client.get(f"{url}?recommendation={review.first.pk}").content.decode()

    answer = client.post(f"/processes/comments/{first.pk}/answer/", {"fate": "partly", "reason": "In part."})
    assert (answer.status_code, answer.url) == (303, url)
    assert "1 comment waits" in client.get(url).content.decode()
    swapped = client.post(f"/processes/comments/{second.pk}/answer/", {"fate": "not_taken", "reason": "No."}, **HTMX)
    assert "not taken in" in swapped.content.decode()
    assert "0 comments wait" in swapped.content.decode()
    assert "Nothing waits here" in client.get(url).content.decode()


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_an_answer_without_a_reason_keeps_what_was_typed(client, cast, review, say, headers):
    comment = say(review.measure, cast.awa)
    client.force_login(cast.bruno)
    answer = client.post(f"/processes/comments/{comment.pk}/answer/", {"fate": "partly", "reason": " "}, **headers)
    assert answer.status_code == 422
    assert "gives its reason" in answer.content.decode()
    assert 'value="partly" required checked' in re.sub(r'\sid="[^"]*"', "", answer.content.decode())
    assert not Answer.objects.exists()


def test_only_those_who_answer_see_the_page(client, cast, review, say):
    comment = say(review.measure, cast.edwige)
    for name in ("awa", "driss", "chloe", "farid", "greta", "zoe"):
        client.force_login(getattr(cast, name))
        assert client.get(f"/processes/{review.process.pk}/answers/").status_code == 403
        sent = client.post(f"/processes/comments/{comment.pk}/answer/", {"fate": "partly", "reason": "x"})
        assert (sent.status_code, "Only those who facilitate" in sent.content.decode()) == (403, True)


# --- drafts ---------------------------------------------------------------------------------------


def test_a_draft_is_saved_and_found_again(client, cast, review):
    client.force_login(cast.driss)
    assert client.post(draft_url(review), fields(review.first, title="Early")).status_code == 303
    assert Draft.objects.get().title == "Early"
    assert "Early" in client.get(draft_url(review)).content.decode()


def test_it_saves_itself_without_a_page(client, cast, review):
    client.force_login(cast.driss)
    saved = client.post(draft_url(review), fields(review.first, deed="autosave", title="Early"), **HTMX)
    assert (saved.status_code, 'name="saves" value="1"' in saved.content.decode()) == (200, True)
    assert client.post(draft_url(review), fields(review.first, title="Earlier", saves=0)).status_code == 303
    assert Draft.objects.get().title == "Earlier"


def test_the_second_writer_sees_both_texts_and_may_go_on(client, cast, review):
    client.force_login(cast.driss)
    client.post(draft_url(review), fields(review.first, title="Driss wrote this"))
    client.force_login(cast.bruno)
    both = client.post(draft_url(review), fields(review.first, title="Bruno wrote that"))
    said = both.content.decode()
    assert both.status_code == 422
    assert "Driss wrote this" in said
    assert "Bruno wrote that" in said
    assert 'name="saves" value="1"' in said
    assert Draft.objects.get().title == "Driss wrote this"
    assert client.post(draft_url(review), fields(review.first, title="Bruno wrote that", saves=1)).status_code == 303


def test_a_version_published_meanwhile_is_shown_beside_ones_own(client, cast, review):
    last = newest(review.first.text)
    publish_version(review.first, by=cast.bruno, title="Theirs", html=last.html, measures=last.parts, reason="Heard")
    client.force_login(cast.driss)
    both = client.post(draft_url(review), fields(review.first, title="Mine", base=1))
    said = both.content.decode()
    assert (both.status_code, "Theirs" in said, "Mine" in said) == (422, True, True)
    assert 'name="base" value="2"' in said


def test_publishing_carries_the_words_taken_in(client, cast, review, say):
    answer = answer_comment(say(review.measure, cast.awa), by=cast.bruno, fate="taken_in", reason="Yes.")
    client.force_login(cast.bruno)
    assert f'value="{answer.pk}"' in client.get(draft_url(review)).content.decode()
    sent = fields(review.first, deed="publish", title="Better", reason="Heard.", answers=[answer.pk])
    assert client.post(draft_url(review), sent).status_code == 303
    answer.refresh_from_db()
    assert answer.revision.title == "Better"
    assert not Draft.objects.exists()
    said = client.get(f"/processes/recommendations/{review.first.pk}/versions/2/").content.decode()
    assert answer.revision.sha256 in said
    assert "And in Dutch?" in said


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"title": ""}, "needs a title"),
        ({"title": "Better", "reason": ""}, "why there is a new version"),
        ({"html": "<p>Today only those present know.</p>", "reason": "x"}, "Nothing differs from version 1"),
        ({"m-0-title": "", "reason": "x"}, "A measure needs a sentence"),
        ({"m-0-anchor": "m9", "reason": "x"}, "does not belong to this recommendation"),
    ],
)
def test_what_cannot_be_published_says_why(client, cast, review, changes, sentence):
    client.force_login(cast.bruno)
    answer = client.post(draft_url(review), fields(review.first, deed="publish", **changes))
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert newest(review.first.text).number == 1


def test_a_measure_is_left_out_and_another_comes(client, cast, review):
    client.force_login(cast.bruno)
    sent = fields(
        review.first,
        deed="publish",
        reason="Heard.",
        **{"m-0-left_out": "on", "m-2-title": "By mail", "m-2-html": "Two\n\nlines"},
    )
    assert client.post(draft_url(review), sent).status_code == 303
    parts = newest(review.first.text).parts
    assert [(part["anchor"], part["title"]) for part in parts] == [
        ("m2", "Room for members’ points"),
        ("m3", "By mail"),
    ]
    assert parts[1]["html"] == "<p>Two</p><p>lines</p>"
    said = client.get(review.measure.get_absolute_url()).content.decode()
    assert "Version 2 leaves this measure out" in said


def test_a_participant_drafts_but_does_not_publish(client, cast, review):
    client.force_login(cast.driss)
    assert "Only a facilitator of a group publishes" in client.get(draft_url(review)).content.decode()
    sent = client.post(draft_url(review), fields(review.first, deed="publish", title="Better", reason="x"))
    assert sent.status_code == 403
    client.force_login(cast.awa)
    assert client.get(draft_url(review)).status_code == 403


def test_what_a_draft_says_is_read_by_nobody_else(client, cast, review):
    save_draft_of(review.first, by=cast.driss, title="Secret draft", html="", measures=[], saves=0)
    for url in (review.first.get_absolute_url(), f"/processes/recommendations/{review.first.pk}/versions/"):
        assert "Secret draft" not in client.get(url).content.decode()


# --- versions and differences ---------------------------------------------------------------------


def test_two_versions_are_compared_word_by_word(client, cast, review):
    last = newest(review.first.text)
    parts = [{**last.parts[0], "title": "Ten days before, in two languages"}]
    publish_version(
        review.first, by=cast.bruno, title="Publish the agenda early", html=last.html, measures=parts, reason="Heard"
    )
    base = f"/processes/recommendations/{review.first.pk}/versions/"
    chosen = client.get(f"{base}?older=2&newer=1")
    assert chosen.url == f"{base}1/2/"
    said = client.get(chosen.url).content.decode()
    assert "in two languages" in said
    assert "<ins>" in said
    assert "left out" in said
    assert client.get(f"{base}2/1/").status_code == 404
    assert client.get(f"{base}9/").status_code == 404
    assert client.get(f"{base}1/").status_code == 200


# --- referral -------------------------------------------------------------------------------------


def referral_url(review):
    return f"/processes/recommendations/{review.first.pk}/referral/"


def test_the_page_says_until_when_the_review_runs(client, cast, review):
    client.force_login(cast.bruno)
    assert "The public review runs until" in client.get(referral_url(review)).content.decode()
    refused = client.post(referral_url(review), {"number": 1})
    assert (refused.status_code, "runs until" in refused.content.decode()) == (403, True)


def test_a_facilitator_refers_what_they_read(client, cast, review):
    review.over()
    client.force_login(cast.bruno)
    assert client.post(referral_url(review), {"number": 7}).status_code == 422
    assert client.post(referral_url(review), {"number": 1}).status_code == 303
    assert Referral.objects.count() == 1
    assert client.post(referral_url(review), {"number": 1}).status_code == 403
    assert "already been referred" in client.get(referral_url(review)).content.decode()
    assert "Referred to" in client.get(review.first.get_absolute_url()).content.decode()


def test_only_the_version_that_was_read_is_referred(cast, review):
    review.over()
    with pytest.raises(Refused, match="Version 1 was published meanwhile"):
        refer_recommendation(review.first, by=cast.bruno, number=7)
    assert not Referral.objects.exists()


def test_the_admin_looks_and_does_not_touch(client, cast, review):
    client.force_login(cast.greta)
    for page in ("process", "recommendation", "referral", "edition"):
        assert client.get(f"/admin/processes/{page}/").status_code == 200
        assert client.get(f"/admin/processes/{page}/add/").status_code == 403


@pytest.mark.parametrize(
    "attack", ["<script>alert(1)</script>", '<img src=x onerror="alert(1)">', '<a href="javascript:alert(1)">x</a>']
)
def test_an_attack_in_a_version_is_only_words(client, cast, review, attack):
    client.force_login(cast.bruno)
    sent = fields(
        review.first, deed="publish", title=attack, html=f"<p>{attack}</p>", reason=attack, **{"m-0-title": attack}
    )
    assert client.post(draft_url(review), sent).status_code == 303
    base = review.first.get_absolute_url()
    places = ("", "versions/", "versions/2/", "versions/1/2/", "draft/", "referral/")
    for url in (
        *(f"{base}{place}" for place in places),
        review.measure.get_absolute_url(),
        review.process.get_absolute_url(),
    ):
        said = client.get(url).content.decode()
        for forbidden in ("<script>alert", "<img src=x", '<a href="javascript:'):
            assert forbidden not in said


@pytest.mark.parametrize("number", ["9" * 20, "9" * 5000])
def test_versions_no_database_can_hold_are_not_found(client, review, number):
    versions = f"/processes/recommendations/{review.first.pk}/versions/"
    assert client.get(f"{versions}1/{number}/").status_code == 404
    assert client.get(versions, {"older": "1", "newer": number}).status_code == 200
