"""Who decides what: found by the words people use, with the article, the next meeting and how one weighs in."""

from datetime import timedelta

import pytest
from django.urls import reverse

from palabre.commons.trail.models import Entry
from palabre.core import clock
from palabre.core.verdict import Refused
from palabre.governance.actions.powers import set_powers
from palabre.governance.models import Body, Meeting, Power
from palabre.governance.queries.deciding import answers, subjects
from palabre.statutes.actions.adoptions import open_statutes, record_adoption
from palabre.statutes.wholes import articles_in


@pytest.fixture
def article(cast):
    statutes = open_statutes(by=cast.farid, kind="statutes", title="Statutes", entity=None, language="en")
    day = cast.today - timedelta(days=9)
    record_adoption(
        statutes, by=cast.farid, articles=articles_in("## Article 7 – Fees\n\nThe board sets the rate."),
        assembly="The assembly", adopted_on=day, in_force_on=day, reason="",
    )  # fmt: skip
    return statutes.articles.get()


def power(what="the rate of the contribution", also="fee, percentage", kind="decides", **more):
    return Power(kind=kind, what=what, also=also, **more)


@pytest.fixture
def assembly(audiences):
    return Body.objects.create(name="General assembly", audience=audiences.public, position=5)


def test_the_words_people_use_find_the_body(cast, board, assembly):
    set_powers(board.body, by=cast.farid, powers=[power(), power("who becomes a member", "joining")])
    set_powers(assembly, by=cast.farid, powers=[power("the statutes", "rules")])
    [found] = answers(cast.awa, "Who sets the fees?")
    assert (found.body, [line.what for line in found.powers]) == (board.body, ["the rate of the contribution"])
    assert [answer.body for answer in answers(cast.awa, "joining")] == [board.body]
    assert [answer.body for answer in answers(cast.awa, "general assembly")] == [assembly]
    assert answers(cast.awa, "cheese") == []
    assert [len(answer.powers) for answer in answers(cast.awa)] == [2, 1]


def test_number_gender_and_accents_do_not_hide_a_power():
    assert subjects("Les cotisations") == subjects("la cotisation") == {"cotis"}
    assert subjects("Qui décide de l’exclusion ?") & subjects("exclusions")
    assert subjects("qui décide de quoi") == set()


def test_the_page_says_all_of_it(client, cast, board, article):
    starts = clock.now() + timedelta(days=12)
    Meeting.objects.create(body=board.body, audience=board.body.audience, starts_at=starts)
    said = power(article=article, weigh_in="By a comment", where="/processes/")
    set_powers(board.body, by=cast.farid, powers=[said])
    page = client.get(reverse("governance:who_decides"), {"words": "fee"}).content.decode()
    for words in ("The board", "Statutes, art. 7, Fees", 'href="/processes/"', "By a comment", "Next meeting:"):
        assert words in page
    assert "Statutes, art. 7" in client.get(board.body.get_absolute_url()).content.decode()
    on_article = client.get(article.get_absolute_url()).content.decode()
    assert "Who has a power from it" in on_article
    nothing = client.get(reverse("governance:who_decides"), {"words": "cheese"}).content.decode()
    assert "Nothing answers to these words" in nothing


def test_what_one_may_not_read_is_in_no_answer(client, cast, audiences, article):
    closed = Body.objects.create(name="Closed circle", audience=audiences.members)
    set_powers(closed, by=cast.farid, powers=[power(article=article)])
    assert "Closed circle" not in client.get(reverse("governance:who_decides")).content.decode()
    assert "Closed circle" not in client.get(article.get_absolute_url()).content.decode()
    client.force_login(cast.awa)
    assert "Closed circle" in client.get(reverse("governance:who_decides")).content.decode()


def test_the_secretariat_writes_it_down_line_by_line(client, cast, board, article):
    client.force_login(cast.farid)
    address = reverse("governance:powers", args=[board.body.pk])
    lines = {
        "power-TOTAL_FORMS": 2, "power-INITIAL_FORMS": 0, "power-0-kind": "decides", "power-0-what": "the rate",
        "power-0-article": article.pk, "power-1-kind": "elects", "power-1-what": "",
    }  # fmt: skip
    assert client.post(address, lines).status_code == 303
    assert [(each.what, each.article) for each in board.body.powers.all()] == [("the rate", article)]
    assert client.post(address, lines).status_code == 303
    assert Entry.objects.filter(verb="governance.powers_set").count() == 1
    refused = client.post(address, lines | {"power-0-where": "https://elsewhere.example"})
    assert (refused.status_code, "single slash" in refused.content.decode()) == (422, True)
    assert "Statutes, art. 7" in client.get(address).content.decode()


def test_nobody_else_does(cast, board):
    with pytest.raises(Refused, match="The secretariat writes down"):
        set_powers(board.body, by=cast.chloe, powers=[power()])
