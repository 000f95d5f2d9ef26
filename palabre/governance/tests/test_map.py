"""The map of bodies says the same as the words below it, to each reader what they may read."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from palabre.governance.actions.powers import set_powers
from palabre.governance.models import Body, BodyTie, Power
from palabre.governance.queries.map import body_map


@pytest.fixture
def assembly(audiences):
    return Body.objects.create(name="General assembly of all members", audience=audiences.public, position=5)


@pytest.fixture
def elected(cast, board, assembly):
    power = Power(kind="elects", what="the board", toward=board.body)
    return set_powers(assembly, by=cast.farid, powers=[power])


def shown(client):
    return client.get(reverse("governance:map")).content.decode()


def test_a_link_stands_on_the_drawing_and_in_the_words(client, elected, assembly, board):
    page = shown(client)
    drawing, words = page.split('class="body-map')[1].split("</svg>", 1)
    assert 'class="tie tie-elects"' in drawing
    assert f'Elects → <a href="{board.body.get_absolute_url()}">The board</a>' in words
    for body in (assembly, board.body):
        assert f'<a href="{body.get_absolute_url()}" tabindex="-1"' in drawing
        assert f'<a class="list-title" href="{body.get_absolute_url()}"' in words
    assert "2 people sit there" in words


def test_whoever_sits_somewhere_finds_themself(client, cast, elected):
    assert "You sit here" not in shown(client)
    client.force_login(cast.chloe)
    page = shown(client)
    assert (page.count("You sit here"), page.count("map-node mine")) == (2, 1), "in the key and in the words"


def test_what_one_may_not_read_is_neither_drawn_nor_said(client, cast, board, audiences):
    closed = Body.objects.create(name="Closed circle", audience=audiences.members)
    set_powers(closed, by=cast.farid, powers=[Power(kind="advises", what="it", toward=board.body)])
    page = shown(client)
    assert ("Closed circle" in page, "tie-advises" in page) == (False, False)
    client.force_login(cast.awa)
    page = shown(client)
    assert ("Closed" in page, "tie-advises" in page) == (True, True)


def test_as_many_questions_to_the_database_however_many_bodies(client, cast, board, audiences):
    def asked():
        with CaptureQueriesContext(connection) as queries:
            shown(client)
        return len(queries)

    shown(client)
    few = asked()
    for number in range(30):
        body = Body.objects.create(name=f"Body {number}", audience=audiences.public)
        set_powers(body, by=cast.farid, powers=[Power(kind="reports", what="it", toward=board.body)])
    assert asked() == few


def test_the_map_of_a_day_says_who_sat_there_then(client, cast, board):
    mandate = board.body.mandates.get(holder=cast.chloe)
    client.force_login(cast.chloe)
    before, now = (client.get(reverse("governance:map") + asked).content.decode() for asked in ("?on=2001-01-01", ""))
    assert ("0 people sat there" in before, "You sat here" in before) == (True, False)
    assert ("2 people sit there" in now, "You sit here" in now) == (True, True)
    then = client.get(f"{reverse('governance:map')}?on={mandate.from_on}").content.decode()
    assert ("2 people sat there" in then, "You sat here" in then, "Who sat where on" in then) == (True, True, True)
    wrong = client.get(reverse("governance:map") + "?on=once").content.decode()
    assert ("Enter a valid date" in wrong, "2 people sit there" in wrong) == (True, True)


def test_the_council_of_ones_own_branch_is_marked_on_the_drawing_and_in_the_words(client, cast, board):
    Body.objects.filter(pk=board.body.pk).update(branch=cast.awa.belongings.get().branch)
    assert ("map-node near" in shown(client), "Your branch" in shown(client)) == (False, False)
    client.force_login(cast.awa)
    page = shown(client)
    assert ("map-node near" in page, page.count("Your branch")) == (True, 2)


def ties_on(day, viewer):
    return [(tie.start.name, tie.key, tie.end.name) for tie in body_map(viewer, day).ties]


def test_a_past_day_shows_the_ties_of_that_day(cast, assembly, board, move_clock, days):
    def says(*kinds):
        powers = [Power(kind=kind, what="the board", toward=board.body) for kind in kinds]
        set_powers(assembly, by=cast.farid, powers=powers)

    says("elects")
    move_clock(days=10)
    says("elects", "watches")
    move_clock(days=20)
    says("watches")
    there = [(assembly.name, kind, board.body.name) for kind in ("elects", "watches")]
    assert {day: ties_on(days(day), cast.awa) for day in (-1, 0, 9, 10, 19, 20)} == {
        -1: [], 0: there[:1], 9: there[:1], 10: there, 19: there, 20: there[1:],
    }  # fmt: skip
    assert [(tie.kind, tie.from_on, tie.until_on) for tie in assembly.ties.all()] == [
        ("elects", days(0), days(19)), ("watches", days(10), None),
    ]  # fmt: skip


def test_a_slip_mended_the_same_day_is_no_interruption(cast, assembly, board, elected, move_clock, days):
    power = {"what": "the board", "toward": board.body}
    set_powers(assembly, by=cast.farid, powers=[Power(kind="advises", **power)])
    assert [(tie.kind, tie.until_on) for tie in assembly.ties.all()] == [("advises", None)]
    move_clock(days=5)
    set_powers(assembly, by=cast.farid, powers=[])
    set_powers(assembly, by=cast.farid, powers=[Power(kind="advises", **power), Power(kind="elects", **power)])
    assert [(tie.kind, tie.from_on, tie.until_on) for tie in assembly.ties.all()] == [
        ("advises", days(0), None), ("elects", days(5), None),
    ]  # fmt: skip


def test_a_tie_whose_beginning_was_not_kept_stands_on_every_day(cast, assembly, board, days):
    BodyTie.objects.create(body=assembly, toward=board.body, kind="reports", until_on=days(-3))
    assert [len(ties_on(days(day), cast.awa)) for day in (-9000, -3, -2)] == [1, 1, 0]


def test_a_tie_with_a_body_one_may_not_read_is_not_shown_on_a_past_day_either(client, cast, board, audiences, days):
    closed = Body.objects.create(name="Closed circle", audience=audiences.members)
    BodyTie.objects.create(body=closed, toward=board.body, kind="advises")
    address = f"{reverse('governance:map')}?on={days(-3)}"
    assert "tie-advises" not in client.get(address).content.decode()
    client.force_login(cast.awa)
    assert "tie-advises" in client.get(address).content.decode()
