"""What becomes of the words of someone who leaves: as they choose, but where a contract had decided beforehand."""

import pytest
from django.urls import reverse

from palabre.commons.conversations import leaving
from palabre.commons.conversations.leaving import places_for
from palabre.commons.conversations.models import Comment, Mention
from palabre.commons.trail import invariants
from palabre.commons.trail.models import Entry, Link
from palabre.commons.trail.sealing import seal_new
from palabre.governance.models import Decision
from palabre.privacy.actions.erasures import ask_erasure, erase_due
from palabre.processes.actions.answers import answer_comment
from palabre.processes.actions.comments import comment_on
from palabre.processes.models import Answer, Process
from tests.world import build
from tests.world.processes import a_process

BY_CHOICE = "(Withdrawn by the person who wrote it.)"
BY_RULE = "(Withdrawn when the person who wrote it left, as declared here beforehand.)"


@pytest.fixture
def awa(cast):
    """Awa has spoken on a process, a recommendation and two measures of it, was answered, and spoke elsewhere."""
    world = build(cast, 2)
    process, elsewhere = world.open, a_process(world, "Elsewhere", review_ends=1)
    things = [process, world.recommendation, *world.recommendation.measures.all(), elsewhere]
    for place, thing in enumerate(things):
        comment_on(thing, by=cast.awa, text=f"Awa says {place}.", once=f"leaving {place}")
    answer_comment(world.comment, by=cast.bruno, fate="partly", reason="A third of it.")
    cast.awa.process = process
    return cast.awa


def declare(process, rule):
    Process.objects.filter(pk=process.pk).update(words_of_leavers=rule)


def erased(member, move_clock, words):
    ask_erasure(by=member, words=words)
    move_clock(days=7, minutes=1)
    assert erase_due() == 1


def said(member, *, under):
    """Their texts in the discussions of a process, and elsewhere."""
    there = [under.discussion_id, *under.recommendations.values_list("discussion", flat=True)]
    there += under.recommendations.values_list("measures__discussion", flat=True)
    mine = Comment.objects.filter(author=member)
    texts = lambda rows: set(rows.values_list("text", flat=True))  # noqa: E731
    return texts(mine.filter(discussion__in=there)), texts(mine.exclude(discussion__in=there))


def all_words(texts):
    return all("Withdrawn" not in text for text in texts)


@pytest.mark.parametrize("words", ["kept", "withdrawn"])
@pytest.mark.parametrize("rule", ["choose", "kept", "withdrawn"])
def test_the_contract_decides_where_it_says_so_and_the_person_elsewhere(awa, move_clock, rule, words):
    process = awa.process
    declare(process, rule)
    erased(awa, move_clock, words)
    here, elsewhere = said(awa, under=process)
    assert elsewhere
    assert all_words(elsewhere) if words == "kept" else elsewhere == {BY_CHOICE}
    expected = {"choose": words, "kept": "kept", "withdrawn": "rule"}[rule]
    assert all_words(here) if expected == "kept" else here == {BY_RULE if expected == "rule" else BY_CHOICE}


@pytest.mark.parametrize("rule", ["kept", "withdrawn"])
def test_the_thread_the_seals_and_the_decisions_do_not_change(awa, move_clock, rule):
    declare(awa.process, rule)
    seal_new(None)
    tables = (Entry, Link, Answer, Decision)
    before = [list(table.objects.order_by("pk").values()) for table in tables]
    counted = list(Comment.objects.order_by("pk").values("pk", "discussion", "supports_count"))
    erased(awa, move_clock, "kept")
    after = [list(table.objects.order_by("pk").values()) for table in tables]
    assert [rows[: len(known)] for rows, known in zip(after, before, strict=True)] == before
    assert list(Comment.objects.order_by("pk").values("pk", "discussion", "supports_count")) == counted
    seal_new(None)
    assert list(invariants.broken()) == []


def test_people_named_in_withdrawn_words_are_named_there_no_more(cast, awa, move_clock):
    declare(awa.process, "withdrawn")
    mine = Comment.objects.filter(author=awa, discussion=awa.process.discussion).first()
    theirs = Comment.objects.exclude(author=awa).exclude(mentions__member=cast.hugo).first()
    Mention.objects.bulk_create([Mention(comment=mine, member=cast.hugo), Mention(comment=theirs, member=cast.hugo)])
    erased(awa, move_clock, "kept")
    assert [mention.comment_id for mention in Mention.objects.filter(member=cast.hugo)] == [theirs.pk]


def test_the_page_says_before_where_it_is_decided_and_for_how_many_words(client, awa):
    client.force_login(awa)
    address = reverse("privacy:erasure")
    assert "may declare what becomes" not in client.get(address).content.decode()
    process = awa.process
    declare(process, "kept")
    [(place, comments)] = places_for(awa)
    assert (place.title, place.rule) == (process.title, "kept")
    assert comments >= 5
    assert f"“{process.title}”: your {comments} comments stay, without your name." in _words(client.get(address))
    declare(process, "withdrawn")
    assert f"“{process.title}”: your {comments} comments are withdrawn." in _words(client.get(address))
    ask_erasure(by=awa, words="kept")
    assert f"your {comments} comments are withdrawn." in _words(client.get(address)), "while it waits, too"


def _words(answer):
    return " ".join(answer.content.decode().split())


def test_it_is_asked_in_four_queries_whatever_was_said(awa, django_assert_num_queries):
    declare(awa.process, "kept")
    with django_assert_num_queries(4):
        places_for(awa)


def test_erasing_asks_once_what_was_decided(awa, move_clock, monkeypatch):
    asked = []
    monkeypatch.setattr(leaving, "_chapters", [lambda said: asked.append(said) or []])
    erased(awa, move_clock, "withdrawn")
    assert len(asked) == 1


def test_programs_read_it_too(client, awa):
    address = reverse("api:process", args=[awa.process.pk])
    assert client.get(address).json()["words_of_leavers"] == "choose"
    declare(awa.process, "withdrawn")
    assert client.get(address).json()["words_of_leavers"] == "withdrawn"
