import re
import time

import pytest
from django.db import transaction
from django.db.utils import DatabaseError

from palabre.commons.texts.difference import difference, words_between
from palabre.commons.texts.html import clean_html, plain_text
from palabre.commons.texts.models import Draft, Revision, Text
from palabre.commons.texts.revisions import SavedMeanwhile, hash_of, newest, publish_revision, save_draft
from tests.pace import slowness


@pytest.fixture
def text(cast, audiences):
    return Text.objects.create(audience=audiences.public)


def publish(text, by, title="Ten days before", html="<p>We ask to know.</p>", parts=(), reason="first"):
    with transaction.atomic():
        return publish_revision(text, by=by, title=title, html=html, parts=list(parts), reason=reason)


def test_versions_are_numbered_one_after_the_other(cast, text):
    assert [publish(text, cast.bruno).number, publish(text, cast.bruno, html="<p>More.</p>").number] == [1, 2]
    assert newest(text).number == 2


@pytest.mark.parametrize("deed", [lambda rows: rows.update(html="<p>Something else.</p>"), lambda rows: rows.delete()])
def test_the_database_refuses_to_change_a_published_version(cast, text, deed):
    revision = publish(text, cast.bruno)

    with pytest.raises(DatabaseError), transaction.atomic():
        deed(Revision.objects.filter(pk=revision.pk))

    revision.refresh_from_db()
    assert revision.html == "<p>We ask to know.</p>"


def test_the_hash_is_the_same_when_read_again_and_differs_when_anything_differs(cast, text):
    revision = publish(text, cast.bruno, parts=[{"anchor": "m1", "title": "One", "html": "<p>a</p>"}])

    again = Revision.objects.get(pk=revision.pk)
    assert hash_of(again) == revision.sha256
    for name, other in (("title", "x"), ("html", "x"), ("parts", []), ("author_id", 0), ("reason", "x"), ("number", 9)):
        changed = Revision.objects.get(pk=revision.pk)
        setattr(changed, name, other)
        assert hash_of(changed) != revision.sha256, name


def test_of_two_people_saving_the_second_is_shown_the_first_and_overwrites_nothing(cast, text):
    publish(text, cast.bruno)
    with transaction.atomic():
        save_draft(text, by=cast.bruno, title="A", html="<p>a</p>", parts=[], saves=0)

    with pytest.raises(SavedMeanwhile) as caught, transaction.atomic():
        save_draft(text, by=cast.driss, title="B", html="<p>b</p>", parts=[], saves=0)

    assert (caught.value.draft.title, caught.value.draft.saved_by) == ("A", cast.bruno)
    assert Draft.objects.get().title == "A"


def test_publishing_drops_the_draft(cast, text):
    publish(text, cast.bruno)
    with transaction.atomic():
        save_draft(text, by=cast.bruno, title="A", html="<p>a</p>", parts=[], saves=0)
    publish(text, cast.bruno, title="A")
    assert not Draft.objects.exists()


@pytest.mark.parametrize(
    ("dirty", "clean"),
    [
        ("<p>Hello <script>alert(1)</script>you</p>", "<p>Hello you</p>"),
        ('<p onclick="x()">a</p>', "<p>a</p>"),
        ('<img src=x onerror=alert(1)>a<svg onload="x">', "a"),
        ("<h1>Big</h1>", "Big"),
    ],
)
def test_html_keeps_words_and_loses_what_runs(dirty, clean):
    assert clean_html(dirty) == clean


def test_a_link_keeps_a_web_address_and_nothing_else():
    assert "javascript" not in clean_html('<a href="javascript:alert(1)">a</a>')
    assert 'href="https://example.org/"' in clean_html('<a href="https://example.org/" target=_blank>a</a>')


def test_plain_text_gives_a_line_a_paragraph():
    assert plain_text("<p>One<br>two</p><ul><li>three <em>four</em></li></ul>") == "One\ntwo\nthree four"


def test_a_difference_marks_words_and_names_what_came_and_went(cast, text):
    before = [
        {"anchor": "m1", "title": "Publish", "html": "<p>in time</p>"},
        {"anchor": "m2", "title": "Gone", "html": ""},
    ]
    after = [
        {"anchor": "m1", "title": "Publish", "html": "<p>ten days in time</p>"},
        {"anchor": "m3", "title": "New", "html": ""},
    ]
    older = publish(text, cast.bruno, parts=before)
    newer = publish(text, cast.bruno, html="<p>We ask to know <em>before</em>.</p>", parts=after)

    found = difference(older, newer)

    assert "<ins>" in found.html
    assert "We ask to" in found.html
    assert [(part.anchor, part.change) for part in found.parts] == [
        ("m1", "changed"),
        ("m3", "added"),
        ("m2", "removed"),
    ]
    assert "<ins>ten days</ins>" in found.parts[0].html
    assert "<del>Gone</del>" in found.parts[2].title


def test_a_difference_never_brings_back_what_was_sanitised(cast, text):
    older = publish(text, cast.bruno, title="<b>x</b>")
    newer = publish(text, cast.bruno, title="<img src=x onerror=alert(1)>")
    found = difference(older, newer)
    assert "<img" not in found.title
    assert "&lt;img" in found.title


def test_signs_that_nobody_sees_do_not_enter_and_stop_no_comparison(cast, text):
    assert clean_html("<p>a\x01b\x1b\ufffe</p>\n") == "<p>ab</p>"
    publish(text, cast.bruno, html="<p>a</p>")
    older = publish(text, cast.bruno, title="Ten\x01 days", html="<p>b</p>")
    newer = publish(text, cast.bruno, title="Nine\x1b days", html="<p>c\x01</p>")
    assert "<ins>Nine</ins>" in difference(older, newer).title.replace("Nine ", "Nine")


def test_a_long_text_is_compared_in_time_and_every_word_of_both_is_there():
    before = "".join(f"<p>Paragraph {number} says one thing.</p>" for number in range(1500))
    after = before.replace("Paragraph 700 says one", "Paragraph 700 says another").replace(
        "<p>Paragraph 9 ", "<p>New.</p><p>Paragraph 9 "
    )
    begun = time.process_time()
    marked = words_between(before, after)
    assert time.process_time() - begun < 3 * slowness()
    assert marked.count("<ins>") == 2
    assert re.search(r"<ins>another[^<]*</ins>", marked)
    assert plain_text(re.sub(r"<del>.*?</del>\s*", "", marked)).split() == plain_text(after).split()
