"""The pages of a process, a recommendation and a measure, and what one does there."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext

from palabre.commons.conversations.models import Comment, Discussion, Follow
from palabre.core import clock
from palabre.people.models import Belonging
from palabre.processes.actions.answers import answer_comment
from palabre.processes.forms.comments import stamp

pytestmark = pytest.mark.django_db
HTMX = {"HTTP_HX_REQUEST": "true"}
ATTACKS = [
    "<script>alert(1)</script>",
    '<img src=x onerror="alert(1)">',
    "<svg/onload=alert(1)>",
    'https://x.example/" onmouseover="alert(1)',
    "{{ 7|add:7 }} {% load x %}",
    "javascript:alert(1)",
]


def queries_of(client, url):
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len([query for query in captured if "clock_offset_seconds" not in query["sql"][:80]])


def pages(review):
    measure = review.measure
    return [review.process.get_absolute_url(), review.first.get_absolute_url(), measure.get_absolute_url()]


# --- reading --------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [None, "zoe", "awa", "driss", "bruno", "chloe", "farid", "greta"])
def test_everyone_reads_and_gets_a_next_step_of_their_own(client, cast, review, say, name):
    say(review.measure, cast.edwige)
    if name:
        client.force_login(getattr(cast, name))
    for url in pages(review):
        assert client.get(url).status_code == 200
    step = client.get(review.process.get_absolute_url()).context["shown"].step
    expected = {
        None: "Read, then say what you think",
        "zoe": "Read, and follow what happens",
        "greta": "Read, and follow what happens",
        "awa": "What do you think of one measure?",
        "driss": "What do you think of one measure?",
        "farid": "Your body will answer this by",
        "bruno": "1 comment waits for your answer",
        "chloe": "Your body will answer this by",
    }
    assert expected[name] in step.title


def test_what_is_for_members_does_not_exist_for_others(client, cast, review, audiences):
    for thing in (review.process, review.first, review.measure):
        type(thing).objects.filter(pk=thing.pk).update(audience=audiences.members)
    for url in pages(review):
        assert client.get(url).status_code == 404
    client.force_login(cast.awa)
    for url in pages(review):
        assert client.get(url).status_code == 200


@pytest.mark.parametrize("signed_in", [False, True])
def test_pages_ask_as_much_for_one_note_as_for_thirty(client, cast, review, say, signed_in, monkeypatch):
    monkeypatch.setattr("palabre.commons.conversations.policies.MOST_COMMENTS", 1000)
    if signed_in:
        client.force_login(cast.bruno)
    for thing in (review.process, review.first, review.measure):
        say(thing, cast.awa)
    few = [queries_of(client, url) for url in pages(review)]
    for number in range(30):
        for thing in (review.process, review.first, review.measure, review.other):
            say(thing, (cast.awa, cast.edwige, cast.driss)[number % 3])
    for number in range(30):
        _add_measure(review, number)
    assert [queries_of(client, url) for url in pages(review)] == few
    assert max(few) <= 26  # two of them: where the people named show themselves


def _add_measure(review, number):
    from palabre.commons.texts.revisions import newest, publish_revision
    from palabre.processes.models import Measure

    last, anchor = newest(review.first.text), f"x{number}"
    parts = [*last.parts, {"anchor": anchor, "title": f"Measure {number}", "html": ""}]
    publish_revision(review.first.text, by=last.author, title=last.title, html=last.html, parts=parts, reason="More")
    Measure.objects.create(
        recommendation=review.first, number=10 + number, anchor=anchor, title=f"Measure {number}",
        discussion=review.made.discussion(), audience=review.first.audience,
    )  # fmt: skip


def test_a_margin_shows_three_notes_and_leads_to_the_rest(client, cast, review, say):
    for number in range(5):
        say(review.measure, cast.awa, f"Note {number}")
    said = client.get(review.first.get_absolute_url()).content.decode()
    assert "Note 2" in said
    assert "Note 3" not in said
    assert "2 more notes" in said
    assert "Note 4" in client.get(review.measure.get_absolute_url()).content.decode()


def test_the_line_of_stages_has_a_past_a_present_and_a_future(client, review):
    shown = client.get(review.process.get_absolute_url()).context["shown"]
    assert [step.state for step in shown.where.steps] == ["now", "future", "future", "future"]
    assert "public review, step 1 of 4, until" in str(shown.where.here)
    review.over()
    shown = client.get(review.process.get_absolute_url()).context["shown"]
    assert [step.state for step in shown.where.steps] == ["past", "now", "future", "future"]


def test_the_list_has_what_is_under_way_first_and_asks_the_same_for_one_and_for_thirty(client, review, board):
    one = queries_of(client, "/processes/")
    for number in range(31):
        other = review.made.process(board.body)
        if number % 2:
            other.stages.exclude(kind="follow_up").update(opens_on="2020-01-01", closes_on="2020-02-01")
    assert queries_of(client, "/processes/") == one
    shown = client.get("/processes/").context["shown"]
    assert (len(shown.under_way), len(shown.finished)) == (17, 13)
    second = client.get("/processes/?page=2").context["shown"]
    assert (len(second.under_way), len(second.finished)) == (0, 2)


# --- speaking -------------------------------------------------------------------------------------


def send(client, thing_url, text="And in Dutch?", **more):
    headers = {name: more.pop(name) for name in list(more) if name.startswith("HTTP")}
    return client.post(f"{thing_url}comments/", {"text": text, "once": "one", **more}, **headers)


def test_a_member_comments_each_of_the_three_without_javascript(client, cast, review):
    client.force_login(cast.awa)
    for number, url in enumerate(pages(review)):
        answer = send(client, url, once=str(number))
        assert answer.status_code == 303
        assert answer.url.startswith(f"{url}#comment-")
        assert "And in Dutch?" in client.get(url).content.decode()


def test_with_htmx_the_words_take_the_place_of_the_form(client, cast, review):
    client.force_login(cast.awa)
    said = send(client, review.measure.get_absolute_url(), **HTMX).content.decode()
    assert f'id="write-{review.measure.discussion_id}"' in said
    assert "And in Dutch?" in said
    assert "<html" not in said
    assert "data-draft-done" in said


def test_the_writing_place_opens_in_another_pages_margin(client, cast, review):
    client.force_login(cast.awa)
    opened = client.get(review.measure.get_absolute_url(), **HTMX).content.decode()
    assert "<textarea" in opened
    assert "<html" not in opened


@pytest.mark.parametrize(
    ("text", "sentence"), [("  ", "nothing written yet"), ("x" * 4001, "longer than a comment may be")]
)
@pytest.mark.parametrize("headers", [{}, HTMX])
def test_words_that_are_not_accepted_stay_in_the_form(client, cast, review, text, sentence, headers):
    client.force_login(cast.awa)
    answer = send(client, review.measure.get_absolute_url(), text=text, **headers)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert text.strip() in answer.content.decode()
    assert not Comment.objects.exists()


def test_a_line_break_counts_once(client, cast, review):
    client.force_login(cast.awa)
    assert send(client, review.measure.get_absolute_url(), text="a\r\n" * 1999 + "ab").status_code == 303


def test_a_double_click_says_it_once(client, cast, review):
    client.force_login(cast.awa)
    for _click in range(2):
        assert send(client, review.measure.get_absolute_url()).status_code == 303
    assert Comment.objects.count() == 1


def test_signed_out_one_may_type_and_is_led_back_here(client, review):
    said = client.get(review.measure.get_absolute_url()).content.decode()
    back = f"next=%2Fprocesses%2Fmeasures%2F{review.measure.pk}%2F%23write-{review.measure.discussion_id}"
    assert "<textarea" in said
    assert back in said
    assert f'data-draft-key="discussion-{review.measure.discussion_id}"' in said
    answer = send(client, review.measure.get_absolute_url(), text="Typed before signing in.")
    assert answer.status_code == 403
    assert "Typed before signing in." in answer.content.decode()
    assert not Comment.objects.exists()


def test_an_account_is_not_a_membership(client, cast, review):
    client.force_login(cast.zoe)
    assert "no open membership" in client.get(review.measure.get_absolute_url()).content.decode()
    answer = send(client, review.measure.get_absolute_url())
    assert answer.status_code == 403
    assert "no open membership" in answer.content.decode()


def test_too_many_comments_get_a_sentence_not_a_number(client, cast, review):
    client.force_login(cast.awa)
    statuses = [send(client, review.measure.get_absolute_url(), once=str(n)).status_code for n in range(13)]
    assert statuses == [303] * 12 + [429]
    assert "short break" in send(client, review.measure.get_absolute_url(), once="more").content.decode()


def test_words_that_come_after_the_closing_go_to_the_next_step(client, cast, review):
    client.force_login(cast.awa)
    opened_at = stamp(review.measure.discussion_id, cast.awa)
    of_another = stamp(review.measure.discussion_id, cast.bruno)
    review.over()
    Discussion.objects.update(closed_at=clock.now() + timedelta(seconds=0))
    answer = send(client, review.measure.get_absolute_url(), opened_at=opened_at, **HTMX)
    said = answer.content.decode()
    assert answer.status_code == 200
    assert "They go to the next step: answers and last version" in said
    assert Comment.objects.get().arrived_late
    for untrue in ("2020-01-01T00:00:00+00:00", of_another):
        assert send(client, review.measure.get_absolute_url(), "Too late", opened_at=untrue).status_code == 403


def test_a_pseudonym_is_offered_only_where_the_rule_allows_it(client, cast, review):
    cast.awa.pseudonym = "Gull"
    cast.awa.save()
    client.force_login(cast.awa)
    assert "Under my pseudonym, Gull" in client.get(review.measure.get_absolute_url()).content.decode()
    send(client, review.measure.get_absolute_url(), pseudonymous="on")
    said = client.get(review.measure.get_absolute_url()).content.decode()
    assert "Gull</span>" in said
    Discussion.objects.update(names="name")
    said = client.get(review.measure.get_absolute_url()).content.decode()
    assert "everyone speaks under their name" in said
    assert "Under my pseudonym" not in said


@pytest.mark.parametrize("attack", ATTACKS)
def test_an_attack_is_only_words(client, cast, review, say, attack):
    comment = say(review.measure, cast.awa, attack)
    answer_comment(comment, by=cast.bruno, fate="taken_in", reason=attack)
    client.force_login(cast.bruno)
    say(review.measure, cast.awa, attack)
    for url in (*pages(review), f"/processes/{review.process.pk}/answers/", f"/processes/comments/{comment.pk}/"):
        said = client.get(url).content.decode()
        for forbidden in ("<script>alert", "<img src=x", "<svg/onload", 'onmouseover="', '<a href="javascript:'):
            assert forbidden not in said


# --- support and follow ---------------------------------------------------------------------------


def test_support_and_its_end_with_and_without_htmx(client, cast, review, say):
    comment = say(review.measure, cast.awa)
    client.force_login(cast.edwige)
    url = f"/processes/comments/{comment.pk}/support/"
    assert "You support this" in client.post(url, **HTMX).content.decode()
    assert client.post(url, {"take_back": "1"}).url == f"{review.measure.get_absolute_url()}#comment-{comment.pk}"
    comment.refresh_from_db()
    assert comment.supports_count == 0


def test_a_support_that_is_refused_says_why_beside_each_note(client, cast, review, say):
    comment, hers = say(review.measure, cast.awa), say(review.other, cast.edwige)
    client.force_login(cast.zoe)
    for url in pages(review)[1:]:
        assert supports(client, url)[comment.pk] == ["aria-disabled", "Members support here; you can ask to join."]
    assert client.post(f"/processes/comments/{comment.pk}/support/").status_code == 403
    client.force_login(cast.edwige)
    shown = supports(client, review.first.get_absolute_url())
    assert shown == {comment.pk: ["aria-pressed"], hers.pk: []}
    Discussion.objects.filter(pk=review.other.discussion_id).update(closed_at=clock.now())
    client.force_login(cast.zoe)
    assert supports(client, review.first.get_absolute_url())[hers.pk] == []


def supports(client, url):
    """What is offered under each note: the state of the button, then the words beside it."""
    shown = client.get(url).content.decode()
    blocks = re.findall(r'id="support-(\d+)">(.*?)</div>', shown, re.DOTALL)
    found = r'<button[^>]*? (aria-\w+)|<span class="soft" id="support-why-\d+">([^<]*)<'
    return {int(pk): ["".join(each) for each in re.findall(found, block)] for pk, block in blocks}


def test_signed_out_support_leads_through_the_door_and_back_to_the_note_where_it_was(client, cast, review, say):
    comment = say(review.measure, cast.awa)
    for url in pages(review)[1:]:
        shown = client.get(f"{url}?page=1").content.decode()
        (door,) = re.findall(r'<a href="(/accounts/login/[^"]*)">Support<', shown)
        assert QueryDict(door.partition("?")[2])["next"] == f"{url}?page=1#comment-{comment.pk}"


def test_supporting_without_a_pause_is_put_off_with_a_sentence(client, cast, review, say, monkeypatch, move_clock):
    monkeypatch.setattr("palabre.commons.conversations.policies.MOST_SUPPORTS", 4)
    url = f"/processes/comments/{say(review.measure, cast.awa).pk}/support/"
    client.force_login(cast.edwige)
    sent = [{}, {"take_back": "1"}]
    assert [client.post(url, sent[n % 2]).status_code for n in range(6)] == [303] * 4 + [429] * 2
    assert "short break" in client.post(url).content.decode()
    client.force_login(cast.driss)
    assert client.post(url).status_code == 303
    client.force_login(cast.edwige)
    move_clock(minutes=11)
    assert client.post(url).status_code == 303


def test_follow_and_its_end_leave_no_trail(client, cast, review):
    client.force_login(cast.zoe)
    url = f"/processes/discussions/{review.process.discussion_id}/follow/"
    assert "You follow this" in client.post(url, **HTMX).content.decode()
    assert Follow.objects.get().member == cast.zoe
    assert client.post(url, {"stop": "1"}).url == review.process.get_absolute_url()
    assert not Follow.objects.exists()


def test_a_membership_that_ended_speaks_no_more(client, cast, review):
    Belonging.objects.filter(member=cast.awa).replace(until_on=cast.today - timedelta(days=1))
    client.force_login(cast.awa)
    assert send(client, review.measure.get_absolute_url()).status_code == 403
