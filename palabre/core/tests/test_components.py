"""Every component: what it shows, what it escapes, what it refuses."""

import re

import pytest
from django.contrib.messages.storage.base import Message
from django.core.paginator import Paginator
from django.template import Template, TemplateSyntaxError
from django.test import RequestFactory
from django.utils.safestring import mark_safe

from palabre.core import panels
from palabre.core.components import marks
from palabre.core.components.faces import face_of
from palabre.core.components.props import WrongProp
from palabre.core.tests.showing import HOSTILE, TODAY, show, words

# --- blocks ---------------------------------------------------------------------------------------------------------


def test_a_card_shows_its_title_at_its_level():
    html = show(
        '{% card title=title tone="accent" level=3 %}<p>{{ inside }}</p>{% endcard %}', title="Referral", inside="a & b"
    )
    assert (
        html
        == '<section class="card" data-tone="accent"> <h3 class="card-title">Referral</h3> <p>a &amp; b</p> </section>'
    )


@pytest.mark.parametrize(
    "source",
    [
        "{% card title=text %}{{ text }}{% endcard %}",
        "{% next_step title=text %}{{ text }}{% endnext_step %}",
        "{% message title=text %}{{ text }}{% endmessage %}",
        "{% empty title=text %}{{ text }}{% endempty %}",
        "{% disclosure text %}{{ text }}{% enddisclosure %}",
        "{% thread %}{% knot at=text title=text href=text %}{{ text }}{% endknot %}{% endthread %}",
        "{% button text name=text value=text %}{% button text refused=text %}",
        "{% link_button text text %}",
        "{% copy_link text text %}",
        "<form {% comforts draft=text %}>",
        "{% draft_done text %}",
        "{% tag text %}",
        "{% face text %}{% person text role=text href=text %}",
        "{% figure text text %}",
        "{% bars rows caption=text %}",
        "{% diff text %}",
        "{% quote text by=text href=text %}",
        "{% facts pairs %}{% crumbs pairs %}",
        '{% tabs trios "key" label=text %}',
    ],
)
def test_what_members_wrote_is_escaped_everywhere(source):
    html = show(
        source,
        text=HOSTILE,
        pairs=[(HOSTILE, HOSTILE)],
        trios=[("key", HOSTILE, HOSTILE)],
        rows=[(HOSTILE, HOSTILE, 3, 100)],
    )
    assert "<script" not in html
    assert "script" in html or "face" in html


@pytest.mark.parametrize(
    "source",
    [
        '{% card tone="loud" %}{% endcard %}',
        "{% card level=1 %}{% endcard %}",
        '{% message tone="danger" %}{% endmessage %}',
        '{% button "Send" tone="warning" %}',
        '{% link_button "Send" "/" tone="loud" %}',
        '{% level "monologue" %}',
        '{% level_mark "" %}',
        '{% status "finished" %}',
        '{% fate "lost" %}',
        '{% outcome "done" %}',
        '{% face "Awa" size="huge" %}',
        '{% knot "later" %}{% endknot %}',
        '{% when "Friday" %}',
        "{% when nothing %}",
        "{% until nothing %}",
        "{% money 12.5 %}",
        '{% tabs items "c" %}',
        "{% bars rows %}",
        "{% field nothing %}",
    ],
)
def test_a_wrong_prop_is_an_error(source):
    with pytest.raises(WrongProp):
        show(source, nothing=None, items=[("a", "A", "/a"), ("b", "B", "/b")], rows=[("a", 3)])


@pytest.mark.parametrize("source", ["{% card colour='red' %}{% endcard %}", "{% button %}", "{% level 'a' 'b' %}"])
def test_an_unknown_or_missing_prop_does_not_even_compile(source):
    with pytest.raises(TemplateSyntaxError):
        Template(source)


@pytest.mark.parametrize(
    ("tone", "role"), [("info", "status"), ("success", "status"), ("warning", "alert"), ("error", "alert")]
)
def test_a_message_is_announced_as_loudly_as_it_matters(tone, role):
    assert f'data-tone="{tone}" role="{role}"' in show("{% message tone=tone %}<p>x</p>{% endmessage %}", tone=tone)


def test_a_django_message_may_say_that_a_draft_was_accepted():
    html = show("{% flash sent %}", sent=Message(25, "Sent & seen", extra_tags="draft:comment-12"))
    assert 'data-tone="success"' in html
    assert "Sent &amp; seen" in html
    assert 'data-draft-done="comment-12"' in html


def test_the_thread_tells_past_present_and_future_apart():
    source = """{% thread %}{% knot at=day %}a{% endknot %}{% knot "now" %}b{% endknot %}
      {% knot "future" at="then" %}c{% endknot %}{% endthread %}"""
    html = show(source, day=TODAY)
    assert html.startswith('<ol class="thread"><li data-state="past">')
    assert '<time datetime="2026-12-09">Wednesday 9 December</time>' in html
    assert '<li data-state="now" aria-current="step">' in html
    assert '<li data-state="future"> <p class="knot-at">then</p>' in html


# --- acts -----------------------------------------------------------------------------------------------------------


def test_a_button_submits_with_its_name_and_value():
    html = show('{% button "Keep" name="act" value="keep" tone="quiet" %}')
    assert html == '<button class="button" type="submit" data-tone="quiet" name="act" value="keep">Keep</button>'


def test_a_button_may_lead_to_another_place_of_the_page_that_answers():
    assert show('{% button "Search" name="search" value="1" action="/seek/#who" %}') == (
        '<button class="button" type="submit" data-tone="plain" name="search" value="1" formaction="/seek/#who">'
        "Search</button>"
    )


def test_a_refused_button_stays_and_its_reason_is_wired_to_it():
    html = show('{% button "Refer" name="act" refused=reason %}', reason="Only a facilitator may refer it.")
    described_by = re.search(r'aria-describedby="([^"]+)"', html)[1]
    assert 'type="button"' in html
    assert 'aria-disabled="true"' in html
    assert 'name="act"' not in html
    assert f'id="{described_by}">Only a facilitator may refer it.<' in html


def test_two_refused_buttons_have_two_reasons():
    html = show('{% button "A" refused="No." %}{% button "B" refused="No." %}')
    assert len(set(re.findall(r' id="([^"]+)"', html))) == 2


@pytest.mark.parametrize("refused", ["", None])
def test_no_reason_means_allowed(refused):
    assert 'type="submit"' in show('{% button "Refer" refused=refused %}', refused=refused)


def test_comforts_keep_a_draft_or_ask_before_leaving_never_both():
    drafted, leaving = show('{% comforts draft="a" leave=True %}'), show("{% comforts leave=True %}")
    assert 'data-behaviour="offline submit-once keep-draft"' in drafted
    assert 'data-draft-key="a"' in drafted
    assert 'data-behaviour="offline submit-once confirm-leave"' in leaving
    assert "data-draft" not in leaving


# --- marks ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("key", marks.LEVELS)
def test_a_level_always_has_its_word(key):
    word = str(marks.LEVELS[key])
    assert words(show("{% level key %}", key=key)) == word
    assert f'role="img" aria-label="{word}"' in show("{% level_mark key %}", key=key)


def test_each_level_status_and_outcome_has_a_drawing_of_its_own():
    for tag, keys in (
        ("level", marks.LEVELS),
        ("status", marks.STATUSES),
        ("fate", marks.FATES),
        ("outcome", marks.OUTCOMES),
    ):
        drawings = {re.search(r"<svg.*?</svg>", show(f"{{% {tag} key %}}", key=key))[0] for key in keys}
        assert len(drawings) == len(keys)


def test_overdue_is_said_in_a_word():
    assert words(show('{% status "under_way" overdue=True %}')) == "under way overdue"
    assert words(show('{% status "under_way" %}')) == "under way"


@pytest.mark.parametrize(
    ("name", "initials"),
    [
        ("Awa Diop", "AD"),
        ("Jean-Luc de la Tour", "JT"),
        ("Edwige", "ED"),
        ("  ", "·"),
        ("éric", "ÉR"),
        ("!? Zoé", "ZO"),
    ],
)
def test_a_face_has_initials(name, initials):
    assert face_of(name).initials == initials


def test_a_face_stays_the_same():
    assert face_of("Awa Diop") == face_of("awa diop")._replace(initials="AD")
    assert len({face_of(f"Person {number}")[1:] for number in range(200)}) == 30


def test_a_person_is_read_by_name_and_role_not_by_initials():
    html = show('{% person "Bruno Keller" role="facilitator" href="/b" %}')
    assert 'aria-hidden="true">BK</span>' in html
    assert '<a href="/b">Bruno Keller</a><span class="person-role">, facilitator</span>' in html


# --- text and ways --------------------------------------------------------------------------------------------------


def test_a_difference_can_be_heard():
    html = mark_safe("<p>in <del>seven</del><ins class='x'>ten</ins> days</p>")
    assert words(show("{% diff html %}", html=html)) == "in removed: seven end of change added: ten end of change days"


def test_a_quote_keeps_its_paragraphs():
    assert "<p>a</p> <p>b</p>" in show("{% quote text %}", text="a\n\nb")


def test_crumbs_facts_and_tabs():
    assert words(show("{% crumbs trail %}", trail=[("Home", "/"), ("Processes", "/p")])) == "Home Processes"
    assert "<dt>Who</dt><dd>The board</dd>" in show("{% facts items %}", items=[("Who", "The board")])
    html = show('{% tabs items "b" %}', items=[("a", "A", "/a"), ("b", "B", "/b")])
    assert html.count("aria-current") == 1
    assert '<a href="/b" aria-current="page">B</a>' in html


def test_the_pager_keeps_the_rest_of_the_address():
    request = RequestFactory().get("/", {"status": "done", "page": "2"})
    html = show("{% pager page_obj %}", request=request, page_obj=Paginator(range(30), 10).page(2))
    assert 'rel="prev" href="?status=done&amp;page=1"' in html
    assert 'rel="next" href="?status=done&amp;page=3"' in html
    assert "Page 2 of 3" in html


def test_one_page_needs_no_pager():
    assert show("{% pager page_obj %}", page_obj=Paginator(range(3), 10).page(1)) == ""


def test_panels_are_filled_by_who_offered(monkeypatch):
    monkeypatch.setattr(panels, "_offers", {"here": [lambda request, subject: mark_safe(f"<p>{subject}</p>")]})
    assert show('{% panels "here" "x" %}', request=RequestFactory().get("/")) == "<p>x</p>"
