from datetime import timedelta
from uuid import uuid4

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import transaction

from palabre.commons.conversations.models import Comment, Discussion, Follow
from palabre.commons.conversations.plain_marks import first_words, render_marks
from palabre.commons.conversations.policies import MOST_COMMENTS, may_speak, may_support
from palabre.commons.conversations.speaking import say, support, take_back_support
from palabre.core import clock
from palabre.core.verdict import Refused


@pytest.fixture
def discuss(cast, audiences):
    def make(speakers=None, **fields):
        return Discussion.objects.create(audience=audiences.public, speakers=speakers or audiences.signed_in, **fields)

    return make


def speak(discussion, by, text="I never knew.", once=None, **extra):
    with transaction.atomic():
        return say(
            discussion,
            by=by,
            text=text,
            pseudonymous=extra.pop("pseudonymous", False),
            once=once or str(uuid4()),
            **extra,
        )


def test_whoever_signed_up_speaks_where_accounts_may(cast, discuss):
    discussion = discuss()
    comment, new = speak(discussion, cast.zoe)
    discussion.refresh_from_db()
    assert (new, comment.shown_name, discussion.comments_count) == (True, "Zoe", 1)
    assert Follow.objects.filter(discussion=discussion, member=cast.zoe).exists()


def test_where_members_speak_an_account_is_not_enough_and_running_the_machine_helps_nobody(cast, discuss, audiences):
    discussion = discuss(audiences.members)
    assert may_speak(cast.awa, discussion)
    for viewer in (cast.zoe, cast.greta):
        assert "no open membership" in str(may_speak(viewer, discussion).reason)
    assert "Sign in" in str(may_speak(AnonymousUser(), discussion).reason)


def test_a_double_click_says_it_once(cast, discuss):
    discussion = discuss()
    first, _ = speak(discussion, cast.awa, once="a")
    again, new = speak(discussion, cast.awa, once="a")
    discussion.refresh_from_db()
    assert (again, new, discussion.comments_count) == (first, False, 1)


def test_words_typed_before_the_closing_arrive_late_and_are_kept(cast, discuss):
    closed = clock.now() - timedelta(minutes=5)
    discussion = discuss(closed_at=closed)

    comment, _ = speak(discussion, cast.awa, opened_at=closed - timedelta(minutes=10))

    assert comment.arrived_late


@pytest.mark.parametrize("opened_after", [timedelta(minutes=1), None])
def test_a_form_opened_after_the_closing_is_refused(cast, discuss, opened_after):
    closed = clock.now() - timedelta(minutes=5)
    discussion = discuss(closed_at=closed)
    opened_at = closed + opened_after if opened_after else None
    with pytest.raises(Refused, match="closed"):
        speak(discussion, cast.awa, opened_at=opened_at)
    assert not Comment.objects.exists()


def test_nothing_arrives_before_the_opening_even_from_a_form_opened_before(cast, discuss):
    now = clock.now()
    discussion = discuss(opens_at=now + timedelta(hours=1), closed_at=now + timedelta(days=9))
    with pytest.raises(Refused, match="not open to comments yet"):
        speak(discussion, cast.awa, opened_at=now - timedelta(minutes=1))


def test_writing_a_lot_in_a_few_minutes_is_put_off_with_a_sentence(cast, discuss):
    discussion = discuss()
    for _ in range(MOST_COMMENTS):
        speak(discussion, cast.awa)
    with pytest.raises(Refused, match="short break") as caught:
        speak(discussion, cast.awa)
    assert caught.value.verdict.retry
    assert may_speak(cast.bruno, discussion)


def test_support_counts_once_and_can_be_taken_back(cast, discuss):
    comment, _ = speak(discuss(), cast.awa)
    with transaction.atomic():
        assert [support(comment, by=cast.bruno), support(comment, by=cast.bruno)] == [True, False]
    comment.refresh_from_db()
    assert comment.supports_count == 1
    with transaction.atomic():
        assert [take_back_support(comment, by=cast.bruno), take_back_support(comment, by=cast.bruno)] == [True, False]
    comment.refresh_from_db()
    assert comment.supports_count == 0


def test_nobody_supports_their_own_words(cast, discuss):
    comment, _ = speak(discuss(), cast.awa)
    assert str(may_support(cast.awa, comment).reason) == "These are your own words."


def test_a_pseudonym_shows_only_where_the_space_allows_it(cast, discuss):
    cast.awa.pseudonym = "Marée"
    cast.awa.save()
    either, _ = speak(discuss(), cast.awa, pseudonymous=True)
    named, _ = speak(discuss(names=Discussion.Names.NAME), cast.awa, pseudonymous=True)
    assert (either.shown_name, named.shown_name) == ("Marée", "Awa")


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("One\ntwo\n\nthree", "<p>One<br>two</p><p>three</p>"),
        ("- a\n- b", "<ul><li>a</li><li>b</li></ul>"),
        ("a *strong* and _soft_ word", "<p>a <strong>strong</strong> and <em>soft</em> word</p>"),
        ("2*3*4 snake_case_name", "<p>2*3*4 snake_case_name</p>"),
        ("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"),
        (
            "see https://example.org/a_b_c?x=1&y=2.",
            '<p>see <a href="https://example.org/a_b_c?x=1&amp;y=2" rel="noopener noreferrer nofollow ugc">'
            "https://example.org/a_b_c?x=1&amp;y=2</a>.</p>",
        ),
        ('https://x.org/"onmouseover=alert(1)', None),
    ],
)
def test_a_few_marks_and_nothing_that_runs(text, html):
    rendered = render_marks(text)
    assert html is None or rendered == html
    assert '"onmouseover' not in rendered


def test_other_words_from_a_form_used_before_are_said_and_not_lost(cast, discuss):
    here, elsewhere = discuss(), discuss()
    first, _ = speak(here, cast.awa, "At ten.", once="a")
    corrected, is_new = speak(here, cast.awa, "At eleven.", once="a")
    there, is_new_there = speak(elsewhere, cast.awa, "At ten.", once="a")
    assert (is_new, is_new_there, len({first, corrected, there})) == (True, True, 3)
    assert (corrected.text, there.discussion) == ("At eleven.", elsewhere)
    assert speak(here, cast.awa, "At eleven.", once="a") == (corrected, False)


def test_words_said_under_a_pseudonym_never_show_the_name_once_it_is_given_up(cast, discuss):
    cast.awa.pseudonym = "Le corbeau"
    comment, _ = speak(discuss(), cast.awa, pseudonymous=True)
    cast.awa.pseudonym = ""
    assert comment.shown_name == "a pseudonym given up"


def test_in_a_list_words_stand_without_their_marks_and_end_between_two_words():
    assert (
        first_words("Dis *ce qui change*.\n\n- Pour _moi_\n- Pour nous", 180) == "Dis ce qui change. Pour moi Pour nous"
    )
    assert first_words("Un deux trois", 9) == "Un deux…"
